#include "ui/dispute/dispute_hits.h"

#include "ui/dispute/cases_model.h"
#include "ui/dispute/dispute_words.h"
#include "ui/live/live_words.h"

#include <QPainter>
#include <QTextLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kHitLead = 18;
constexpr int kFoundSide = 12;
constexpr int kFoundPadding = 4;

/// In words what the engine wrote down as a fact.
QString happened(const DisputeHit& hit)
{
    StoredMessage line;
    line.speaker = Speaker::System;
    line.body = hit.body;
    line.receivedAt = hit.at;
    line.metadata = hit.note;
    return LiveWords::systemLine(line);
}

}  // namespace

void DisputeHitsModel::setHits(std::vector<DisputeHit> hits, const QString& typed)
{
    SearchWords words = searchWordsTyped(typed);
    beginResetModel();
    m_hits = std::move(hits);
    m_excerpts.clear();
    for (DisputeHit& hit : m_hits) {
        if (!hit.note.isEmpty()) hit.body = happened(hit);
        if (hit.who.isEmpty()) hit.who = DisputeWords::role(hit.role);
        Excerpt excerpt = excerptOf(hit.body, words, kHitLead);
        if (excerpt.marks.empty()) excerpt = excerptOf(hit.body, searchWordsOfTelex(typed), kHitLead);
        m_excerpts.push_back(std::move(excerpt));
    }
    endResetModel();
}

QVariant DisputeHitsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const DisputeHit& hit = hitAt(index.row());
    if (role == Qt::ToolTipRole) return hit.body;
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
    return QStringList{hit.who, m_look.formats().dateTime(hit.at), hit.body.left(500)}.join(u", "_s);
}

QSize DisputeHitDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {160, lineHeightOf(m_look.theme.font(TextRole::List)) + lineHeightOf(m_look.theme.font(TextRole::Small)) +
                     2 * kFoundPadding};
}

void DisputeHitDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setClipRect(option.rect);
    paintDisputeRow(*painter, option);
    const QFont font = m_look.theme.font(TextRole::List);
    QRect line(option.rect.left() + kFoundSide, option.rect.top() + kFoundPadding, option.rect.width() - 2 * kFoundSide,
               lineHeightOf(font));
    const Excerpt& excerpt = m_model.excerptAt(index.row());
    QTextCharFormat found;
    found.setFontWeight(QFont::Bold);
    found.setBackground(
        mixed(colorOf(option.palette, ColorRole::Surface), colorOf(option.palette, ColorRole::Attention), 0.22));
    const QString text = QFontMetrics(font).elidedText(excerpt.text, Qt::ElideRight, line.width() - 4);
    QList<QTextLayout::FormatRange> formats;
    for (const Excerpt::Mark& mark : excerpt.marks) {
        const qsizetype end = std::min(mark.start + mark.length, text.size());
        if (mark.start < end) formats.push_back({int(mark.start), int(end - mark.start), found});
    }
    QTextLayout layout(text, font);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine drawn = layout.createLine();
    drawn.setLineWidth(10'000);
    layout.endLayout();
    painter->setPen(colorOf(option.palette, ColorRole::Text));
    drawn.draw(painter, QPointF(line.left(), line.top() + (line.height() - drawn.height()) / 2));

    const DisputeHit& hit = m_model.hitAt(index.row());
    const QFont small = m_look.theme.font(TextRole::Small);
    line.translate(0, line.height());
    line.setHeight(lineHeightOf(small));
    const QColor secondary = colorOf(option.palette, ColorRole::SecondaryText);
    paintDisputeLine(*painter, line, small, secondary, hit.who + u" · "_s + QString::fromUtf8(hit.ref.thread),
                     secondary, m_look.formats().moment(hit.at, m_look.now()));
    painter->restore();
}

}  // namespace tongdai
