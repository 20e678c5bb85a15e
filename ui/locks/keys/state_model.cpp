#include "ui/locks/keys/state_model.h"

#include "ui/common/look/tone.h"
#include "ui/locks/row_delegate.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using api::StateFact;

StateModel::StateModel(Look look, QObject* parent) : QAbstractTableModel(parent), m_look(std::move(look)) {}

void StateModel::setPicture(const api::StatePicture& picture)
{
    beginResetModel();
    m_lines = picture.lines;
    endResetModel();
}

void StateModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (!m_lines.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int StateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int StateModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString StateModel::value(StateFact fact, const std::optional<QString>& value) const
{
    if (!value) return u"–"_s;
    if (fact == StateFact::WhoAnswers) return *value == "bot"_L1 ? tr("the bot") : tr("a person");
    if (fact == StateFact::AtWork && value->isEmpty()) return tr("nobody");
    return value->isEmpty() ? tr("none") : *value;
}

QStringList StateModel::changesOfRepair() const
{
    QStringList changes;
    for (const api::StateLine& line : m_lines) {
        if (!line.isDifferent || !line.redis || !line.store) continue;
        changes << tr("%1: %2 → %3").arg(text(line, Fact), text(line, Redis), text(line, Store));
    }
    return changes;
}

QString StateModel::text(const api::StateLine& line, int column) const
{
    switch (column) {
        case Fact:
            switch (line.fact) {
                case StateFact::LastMessage: return tr("Newest message of the customer");
                case StateFact::Waiting: return tr("Messages without an answer");
                case StateFact::AtWork: return tr("Who is at work");
                case StateFact::WhoAnswers: return tr("Who answers");
                case StateFact::Arrived: return tr("Answers that have not arrived");
            }
            return {};
        case Redis: return value(line.fact, line.redis);
        case Store: return value(line.fact, line.store);
        case Platform: return value(line.fact, line.platform);
        case Verdict:
            if (line.isDifferent) return tr("different");
            return line.redis || line.platform ? tr("the same") : tr("no copy");
        default: return {};
    }
}

QVariant StateModel::data(const QModelIndex& index, int role) const
{
    if (index.row() < 0 || index.row() >= rowCount()) return {};
    const api::StateLine& line = m_lines[size_t(index.row())];
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == RowDelegate::kToneRole && index.column() == Verdict && line.isDifferent) return int(Tone::Attention);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return text(line, index.column());
    return {};
}

QVariant StateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Fact: return tr("What");
        case Redis: return tr("In Redis");
        case Store: return tr("In the store");
        case Platform: return tr("At the platform");
        case Verdict: return tr("Compared");
        default: return {};
    }
}

}  // namespace tongdai
