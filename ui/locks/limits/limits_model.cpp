#include "ui/locks/limits/limits_model.h"

#include "ui/common/look/tone.h"
#include "ui/common/words/limit_words.h"
#include "ui/locks/row_delegate.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;

LimitsModel::LimitsModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

/// Keeps the chosen row where it is the same people in the same order.
void LimitsModel::setUses(const std::vector<RateUse>& uses, TimePoint at)
{
    const bool isSameSet = std::ranges::equal(
        uses, m_uses, [](const RateUse& a, const RateUse& b) { return a.scope == b.scope && a.name == b.name; });
    m_at = at;
    if (!isSameSet) beginResetModel();
    m_uses = uses;
    if (!isSameSet)
        endResetModel();
    else
        retranslate();
}

void LimitsModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_uses.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int LimitsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_uses.size());
}

int LimitsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString LimitsModel::text(const RateUse& use, int column) const
{
    const Formats& formats = m_look.formats();
    switch (column) {
        case Limit: return LimitWords::scope(use.scope);
        case Who: return LimitWords::name(use);
        case Used: return LimitWords::used(use, formats);
        case HeldBack: return LimitWords::heldBack(use, formats, m_at);
        case Next:
            if (use.retryAfter > 0ms) return tr("in %1").arg(formats.span(use.retryAfter));
            return use.used >= use.rule.most ? tr("when the oldest is %1 old").arg(formats.span(use.rule.window))
                                             : tr("now");
        default: return {};
    }
}

QVariant LimitsModel::data(const QModelIndex& index, int role) const
{
    if (index.row() < 0 || index.row() >= rowCount()) return {};
    const RateUse& use = m_uses[size_t(index.row())];
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == RowDelegate::kShareRole && index.column() == Used)
        return use.rule.most > 0 ? std::min(1.0, double(use.used) / use.rule.most) : 0.0;
    if (role == RowDelegate::kToneRole && index.column() == HeldBack && use.heldBack > 0) return int(Tone::Attention);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return text(use, index.column());
    return {};
}

QVariant LimitsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Limit: return tr("Limit");
        case Who: return tr("Whose");
        case Used: return tr("Used");
        case HeldBack: return tr("Held back");
        case Next: return tr("Next one");
        default: return {};
    }
}

}  // namespace tongdai
