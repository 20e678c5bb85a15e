#include "ui/stats/stats_tile.h"

#include "ui/common/look/color_role.h"
#include "ui/common/look/glyph.h"
#include "ui/common/look/text_role.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTilePadding = 10;
constexpr int kTileGlyph = 16;
constexpr int kTileFrame = 2;  // between the padding and the edge
constexpr int kTileDetailLines = 3;

}  // namespace

StatsTile::StatsTile(QWidget* parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void StatsTile::setFigure(const StatsFigure& figure)
{
    m_figure = figure;
    setObjectName(u"tile-"_s + figure.key);
    setAccessibleName(u"%1: %2, %3"_s.arg(figure.label, figure.value, figure.detail));
    setAccessibleDescription(figure.how);
    setToolTip(figure.detail);
    updateGeometry();
    update();
}

/// Up to three lines, of which the third is cut where it must be.
QStringList StatsTile::detailLines(int room) const
{
    const QFont lineFont = fontOf(font(), TextRole::Small);
    QTextLayout layout(m_figure.detail, lineFont);
    QStringList lines;
    int from = 0;
    layout.beginLayout();
    while (lines.size() < kTileDetailLines - 1) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) break;
        line.setLineWidth(std::max(1, room));
        lines << m_figure.detail.mid(from, line.textLength()).trimmed();
        from += line.textLength();
    }
    layout.endLayout();
    if (from < m_figure.detail.size())
        lines << QFontMetrics(lineFont).elidedText(m_figure.detail.mid(from), Qt::ElideRight, room);
    return lines.isEmpty() ? QStringList{QString()} : lines;
}

int StatsTile::heightForWidth(int width) const
{
    const qsizetype more = detailLines(width - 2 * (kTilePadding + kTileFrame)).size() - 1;
    return sizeHint().height() + int(more) * lineHeightOf(fontOf(font(), TextRole::Small));
}

QSize StatsTile::sizeHint() const
{
    const int height = lineHeightOf(fontOf(font(), TextRole::Small)) * 2 +
                       lineHeightOf(fontOf(font(), TextRole::Heading)) + 2 * kTilePadding;
    return {grownWith(font(), 200), height};
}

QSize StatsTile::minimumSizeHint() const
{
    return {grownWith(font(), 150), sizeHint().height()};
}

void StatsTile::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto color = [this](ColorRole role) { return colorOf(palette(), role); };
    const bool isMarked = hasFocus();
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(color(isMarked ? ColorRole::Accent : ColorRole::Separator), isMarked ? 2 : 1));
    painter.setBrush(color(underMouse() ? ColorRole::RowHover : ColorRole::Surface));
    painter.drawRoundedRect(frame, 6, 6);
    // The one that is explained below is not always the one that has the focus.
    if (isChecked())
        painter.fillRect(QRectF(frame.left() + 6, frame.bottom() - 4, frame.width() - 12, 3), color(ColorRole::Accent));

    QRect room = rect().adjusted(kTilePadding + kTileFrame, kTilePadding, -kTilePadding - kTileFrame, -kTilePadding);
    const auto line = [&](const QString& text, TextRole role, ColorRole ink) {
        const QFont lineFont = fontOf(font(), role);
        painter.setFont(lineFont);
        painter.setPen(color(ink));
        const int height = lineHeightOf(lineFont);
        const QRect place(room.left(), room.top(), room.width(), height);
        painter.drawText(place, int(Qt::AlignVCenter | Qt::AlignLeft),
                         QFontMetrics(lineFont).elidedText(text, Qt::ElideRight, room.width()));
        room.setTop(room.top() + height);
    };
    line(m_figure.label, TextRole::Small, ColorRole::SecondaryText);
    if (m_figure.tone != Tone::Neutral) {
        const int size = grownWith(font(), kTileGlyph);
        const QRectF place(room.right() - size,
                           room.top() + (lineHeightOf(fontOf(font(), TextRole::Heading)) - size) / 2.0, size, size);
        paintGlyph(painter, glyphOf(m_figure.tone), place, color(roleOf(m_figure.tone)));
    }
    line(m_figure.value, TextRole::Heading, ColorRole::Text);
    for (const QString& words : detailLines(room.width()))
        line(words, TextRole::Small, ColorRole::SecondaryText);
}

void StatsTile::keyPressEvent(QKeyEvent* event)
{
    // Space holds the page's figures still.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
    if (event->key() == Qt::Key_Space) return event->ignore();
    if (event->key() == Qt::Key_Left) return void(focusPreviousChild());
    if (event->key() == Qt::Key_Right) return void(focusNextChild());
    QAbstractButton::keyPressEvent(event);
}

void StatsTile::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void StatsTile::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

}  // namespace tongdai
