#include "ui/dispute/cases_model.h"

#include "ui/dispute/dispute_words.h"

#include <QPainter>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCaseSide = 12;
constexpr int kCasePadding = 5;
constexpr int kCaseGap = 8;

QString caseTitle(const DisputeCase& each)
{
    return each.title.isEmpty() ? CasesModel::tr("Dispute %1").arg(each.number) : each.title;
}

}  // namespace

void CasesModel::setCases(std::vector<DisputeCase> cases)
{
    std::ranges::stable_sort(cases, [](const DisputeCase& a, const DisputeCase& b) {
        if (a.isOpen != b.isOpen) return a.isOpen;
        return a.openedAt > b.openedAt;
    });
    beginResetModel();
    m_cases = std::move(cases);
    endResetModel();
}

int CasesModel::rowOf(const QByteArray& id) const
{
    const auto found = std::ranges::find(m_cases, id, &DisputeCase::id);
    return found == m_cases.end() ? -1 : int(found - m_cases.begin());
}

int CasesModel::openCases() const
{
    return int(std::ranges::count(m_cases, true, &DisputeCase::isOpen));
}

QVariant CasesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const DisputeCase& each = caseAt(index.row());
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole) return {};
    QStringList words{each.number, each.parties, caseTitle(each), DisputeWords::status(each.status),
                      DisputeWords::amount(each.amount, each.currency, m_look.formats())};
    if (each.deadline) words << DisputeWords::deadline(*each.deadline, m_look.now(), m_look.formats().timeZone());
    if (each.isHeld) words << tr("held");
    words.removeAll(QString());
    return words.join(role == Qt::ToolTipRole ? u'\n' : u',');
}

void paintDisputeRow(QPainter& p, const QStyleOptionViewItem& option)
{
    const QPalette& palette = option.palette;
    const bool selected = option.state & QStyle::State_Selected;
    const QRect rect = option.rect;
    p.fillRect(rect, colorOf(palette, selected                                 ? ColorRole::RowSelected
                                      : option.state & QStyle::State_MouseOver ? ColorRole::RowHover
                                                                               : ColorRole::Surface));
    p.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colorOf(palette, ColorRole::Separator));
    if (selected)
        p.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), colorOf(palette, ColorRole::Evidence));
    if (selected && (option.state & QStyle::State_HasFocus)) {
        p.setPen(QPen(colorOf(palette, ColorRole::Accent), 2));
        p.setBrush(Qt::NoBrush);
        p.drawRect(rect.adjusted(1, 1, -1, -2));
    }
}

void paintDisputeLine(QPainter& p, const QRect& rect, const QFont& font, const QColor& leftColor, const QString& left,
                      const QColor& rightColor, const QString& right)
{
    p.setFont(font);
    const QFontMetrics metrics(font);
    const int rightWidth = right.isEmpty() ? 0 : std::min(metrics.horizontalAdvance(right) + 1, rect.width() * 2 / 3);
    p.setPen(leftColor);
    p.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
               metrics.elidedText(left, Qt::ElideRight, rect.width() - rightWidth - (rightWidth > 0 ? kCaseGap : 0)));
    if (rightWidth == 0) return;
    p.setPen(rightColor);
    p.drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
               metrics.elidedText(right, Qt::ElideRight, rightWidth));
}

QSize CaseDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {160, 2 * lineHeightOf(m_look.theme.font(TextRole::List)) +
                     lineHeightOf(m_look.theme.font(TextRole::Small)) + 2 * kCasePadding};
}

void CaseDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const DisputeCase& each = m_model.caseAt(index.row());
    const QPalette& palette = option.palette;
    painter->save();
    painter->setClipRect(option.rect);
    paintDisputeRow(*painter, option);
    const QColor text = colorOf(palette, ColorRole::Text);
    const QColor secondary = colorOf(palette, ColorRole::SecondaryText);
    const QFont list = m_look.theme.font(TextRole::List);
    QFont bold = list;
    bold.setBold(true);
    QRect line(option.rect.left() + kCaseSide, option.rect.top() + kCasePadding, option.rect.width() - 2 * kCaseSide,
               lineHeightOf(list));
    paintDisputeLine(*painter, line, bold, text, each.number + u"  "_s + each.parties, text,
                     DisputeWords::amount(each.amount, each.currency, m_look.formats()));
    line.translate(0, line.height());
    paintDisputeLine(*painter, line, list, text, caseTitle(each), colorOf(palette, ColorRole::Evidence),
                     each.isHeld ? CasesModel::tr("held") : QString());
    line.translate(0, line.height());
    const QFont small = m_look.theme.font(TextRole::Small);
    line.setHeight(lineHeightOf(small));
    QString when = m_look.formats().date(each.openedAt);
    QColor whenColor = secondary;
    if (each.deadline) {
        const QTimeZone zone = m_look.formats().timeZone();
        when = DisputeWords::deadline(*each.deadline, m_look.now(), zone);
        const Tone tone = DisputeWords::deadlineTone(*each.deadline, m_look.now(), zone);
        if (tone != Tone::Neutral) whenColor = colorOf(palette, roleOf(tone));
    }
    paintDisputeLine(*painter, line, small, secondary, DisputeWords::status(each.status), whenColor, when);
    painter->restore();
}

}  // namespace tongdai
