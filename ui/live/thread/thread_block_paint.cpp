#include "ui/live/thread/thread_block.h"

#include <QPainter>

// How a block is drawn; its measures are in thread_block.cpp.
namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

constexpr int kBar = 3;

class PaintWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::ThreadBlock)
};

struct Dress {
    ColorRole ground;
    ColorRole bar;
};

Dress dressOf(Speaker speaker)
{
    switch (speaker) {
        case Speaker::Bot: return {ColorRole::BotBlock, ColorRole::BotBar};
        case Speaker::Operator: return {ColorRole::HumanBlock, ColorRole::HumanBar};
        case Speaker::Note: return {ColorRole::NoteBlock, ColorRole::NoteBar};
        case Speaker::Customer:
        case Speaker::System: break;
    }
    return {ColorRole::CustomerBlock, ColorRole::CustomerBar};
}

/// Words in the middle of a line from edge to edge.
void paintRule(QPainter& painter, const QRect& rect, const QString& words, const QFont& font, const QColor& ink,
               const QColor& rule)
{
    painter.setFont(font);
    const int width = QFontMetrics(font).horizontalAdvance(words) + 20;
    const int y = rect.center().y();
    const int left = rect.center().x() - width / 2;
    painter.setPen(rule);
    painter.drawLine(rect.left(), y, left, y);
    painter.drawLine(left + width, y, rect.right(), y);
    painter.setPen(ink);
    painter.drawText(QRect(left, rect.top(), width, rect.height()), Qt::AlignCenter, words);
}

}  // namespace

void ThreadBlock::paint(QPainter& painter, const QPoint& at, const Paint& how) const
{
    paintSeparators(painter, at, how.palette);
    if (isSystem()) {
        paintSystem(painter, at, how);
        return;
    }
    paintFrame(painter, at, how);
    paintHeader(painter, at, how.palette);
    paintBody(painter, at, how);
}

void ThreadBlock::paintSeparators(QPainter& painter, const QPoint& at, const QPalette& palette) const
{
    QRect rect(at.x() + kOuter, at.y(), m_width - 2 * kOuter, separator() - 4);
    if (!m_content.day.isEmpty()) {
        paintRule(painter, rect, m_content.day, m_style.small, colorOf(palette, ColorRole::SecondaryText),
                  colorOf(palette, ColorRole::Separator));
        rect.translate(0, separator());
    }
    if (m_content.unreadBelow > 0) {
        QFont bold = m_style.small;
        bold.setBold(true);
        const QColor accent = colorOf(palette, ColorRole::Accent);
        paintRule(painter, rect, PaintWords::tr("%Ln unread message(s)", nullptr, m_content.unreadBelow), bold, accent,
                  accent);
    }
}

void ThreadBlock::paintSystem(QPainter& painter, const QPoint& at, const Paint& how) const
{
    const QColor ink = colorOf(how.palette, ColorRole::SecondaryText);
    const int lineCount = m_body.lineCount();
    const int textWidth = int(m_body.maximumWidth()) + 1;
    const int natural = lineCount == 1 ? int(m_body.lineAt(0).naturalTextWidth()) : textWidth;
    const int left = at.x() + kOuter + kInner + 12;
    const int y = at.y() + m_bodyTop;
    painter.setPen(QPen(colorOf(how.palette, ColorRole::ControlBorder), 1, Qt::DashLine));
    const int middle = y + m_style.smallLine / 2;
    painter.drawLine(at.x() + kOuter, middle, left - 8, middle);
    painter.drawLine(left + natural + 8, middle, at.x() + m_width - kOuter, middle);
    if (how.wholeSelected || how.current) {
        painter.setPen(QPen(colorOf(how.palette, ColorRole::Accent), how.current ? 2 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRect(left - 5, y - 2, natural + 10, m_height - m_bodyTop - kPadY - kBetween + 4), 4,
                                4);
    }
    painter.setPen(ink);
    m_body.draw(&painter, QPointF(left, y));
}

void ThreadBlock::paintFrame(QPainter& painter, const QPoint& at, const Paint& how) const
{
    const Dress dress = dressOf(m_content.line.message.speaker);
    const QRect frame(at.x() + kOuter, at.y() + m_top, m_width - 2 * kOuter, m_height - m_top - kBetween);
    QColor ground = colorOf(how.palette, dress.ground);
    if (isUnsent()) ground = colorOf(how.palette, ColorRole::Surface);
    if (how.wholeSelected) ground = mixed(ground, colorOf(how.palette, ColorRole::Accent), 0.18);
    painter.fillRect(frame, ground);
    if (isUnsent()) {
        painter.setPen(QPen(colorOf(how.palette, ColorRole::Separator), 1, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(frame.adjusted(0, 0, -1, -1));
    }
    const QColor bar = colorOf(how.palette, dress.bar);
    if (m_content.line.message.speaker == Speaker::Bot) {
        for (int y = frame.top(); y <= frame.bottom(); y += 9)
            painter.fillRect(QRect(frame.left(), y, kBar, std::min(6, frame.bottom() + 1 - y)), bar);
    } else {
        painter.fillRect(QRect(frame.left(), frame.top(), kBar, frame.height()), bar);
    }
    if (how.current) {
        painter.setPen(QPen(colorOf(how.palette, ColorRole::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(frame.adjusted(1, 1, -1, -1));
    }
}

void ThreadBlock::paintHeader(QPainter& painter, const QPoint& at, const QPalette& palette) const
{
    const auto color = [&palette](ColorRole role) { return colorOf(palette, role); };
    const Speaker speaker = m_content.line.message.speaker;
    const int height = m_bodyTop - m_top - kPadY;
    QRect line(at.x() + kOuter + kInner, at.y() + m_top + kPadY - 1, m_width - 2 * kOuter - kInner - kRightPad, height);
    if (!m_receipt.isEmpty()) {
        painter.setFont(m_style.small);
        painter.setPen(color(m_receiptColor));
        // Name and clock keep some room; the rest is behind the hover.
        const QFontMetrics metrics(m_style.small);
        const QString receipt =
            metrics.elidedText(m_receipt, Qt::ElideRight, std::max(60, line.width() - m_style.grown(150)));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, receipt);
        line.setRight(line.right() - metrics.horizontalAdvance(receipt) - 4);
        if (m_receiptGlyph) {
            const int side = m_style.grown(13);
            paintGlyph(painter, *m_receiptGlyph,
                       QRectF(line.right() - side, line.center().y() - side / 2.0 + 1, side, side),
                       color(m_receiptColor));
            line.setRight(line.right() - side);
        }
        if (m_steps) {
            line.setRight(line.right() - m_style.grown(ReceiptSteps::kWidth) - 2);
            m_steps->paint(painter, QPoint(line.right(), line.center().y() + 1), color(m_receiptColor),
                           m_style.grown(100) / 100.0);
        }
        line.setRight(line.right() - 10);
    }
    if (speaker == Speaker::Bot || speaker == Speaker::Note) {
        const int side = m_style.grown(14);
        paintGlyph(painter, speaker == Speaker::Bot ? Glyph::Bot : Glyph::Padlock,
                   QRectF(line.left(), line.center().y() - side / 2.0 + 1, side, side),
                   color(speaker == Speaker::Bot ? ColorRole::BotBar : ColorRole::Attention));
        line.setLeft(line.left() + side + 5);
    }
    painter.setFont(m_style.name);
    painter.setPen(color(ColorRole::Text));
    const QFontMetrics nameMetrics(m_style.name);
    const QString name = nameMetrics.elidedText(m_content.speaker, Qt::ElideRight,
                                                std::max(m_style.grown(40), line.width() - m_style.grown(70)));
    painter.drawText(line, Qt::AlignVCenter, name);
    line.setLeft(line.left() + nameMetrics.horizontalAdvance(name) + 8);
    painter.setFont(m_style.small);
    const QFontMetrics small(m_style.small);
    painter.setPen(color(ColorRole::SecondaryText));
    painter.drawText(line, Qt::AlignVCenter, m_content.clock);
    line.setLeft(line.left() + small.horizontalAdvance(m_content.clock) + 10);
    if (const QString words = marks(); !words.isEmpty() && line.width() > 30) {
        painter.setPen(color(ColorRole::Attention));
        painter.drawText(line, Qt::AlignVCenter, small.elidedText(words, Qt::ElideRight, line.width()));
    }
}

/// Those of the line somebody is at stand out more, and not by colour alone.
QTextCharFormat ThreadBlock::markFormat(const Paint& how) const
{
    constexpr double kFaint = 0.28;
    const auto color = [&how](ColorRole role) { return colorOf(how.palette, role); };
    const QColor block = color(dressOf(m_content.line.message.speaker).ground);
    const QColor ground = how.isFound ? color(ColorRole::NoteBar) : mixed(block, color(ColorRole::NoteBar), kFaint);
    const QColor text = color(ColorRole::Text);
    const QColor other = color(ColorRole::AccentText);
    QTextCharFormat format;
    format.setBackground(ground);
    format.setForeground(contrast(ground, text) >= contrast(ground, other) ? text : other);
    format.setFontUnderline(how.isFound);
    return format;
}

void ThreadBlock::paintBody(QPainter& painter, const QPoint& at, const Paint& how) const
{
    const QPointF origin(at.x() + kOuter + kInner, at.y() + m_bodyTop);
    painter.setPen(colorOf(how.palette, isUnsent() ? ColorRole::SecondaryText : ColorRole::Text));
    QList<QTextLayout::FormatRange> selection;
    for (const Excerpt::Mark& mark : m_marked)
        selection.append({int(mark.start), int(mark.length), markFormat(how)});
    if (how.selectionStart >= 0 && how.selectionEnd > how.selectionStart) {
        QTextCharFormat format;
        format.setBackground(colorOf(how.palette, ColorRole::Accent));
        format.setForeground(colorOf(how.palette, ColorRole::AccentText));
        selection.append({how.selectionStart, how.selectionEnd - how.selectionStart, format});
    }
    m_body.draw(&painter, origin, selection);
    for (const Note& note : m_notes) {
        QPointF place(at.x() + kOuter + kInner, at.y() + note.top);
        if (!note.picture.isNull()) {
            painter.setRenderHint(QPainter::SmoothPixmapTransform);
            painter.drawImage(QRectF(place, note.size), note.picture);
            continue;
        }
        const QColor ink = colorOf(how.palette, note.color);
        if (note.glyph) {
            const int side = m_style.smallLine - 4;
            paintGlyph(painter, *note.glyph, QRectF(place.x(), place.y() + 2, side, side), ink);
            place.rx() += m_style.smallLine + 2;
        }
        painter.setPen(ink);
        note.text->draw(&painter, place);
    }
    if (!m_milliseconds.isEmpty()) {
        painter.setPen(QPen(colorOf(how.palette, ColorRole::Accent), 1, Qt::DotLine));
        const QRect words = m_milliseconds.translated(at);
        painter.drawLine(words.left(), words.bottom() - 1, words.right(), words.bottom() - 1);
    }
    if (m_buttons.empty()) return;
    painter.setFont(m_style.small);
    for (const Button& button : m_buttons) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(colorOf(how.palette, ColorRole::ControlBorder));
        painter.setBrush(colorOf(how.palette, ColorRole::Surface));
        painter.drawRoundedRect(QRectF(button.rect.translated(at)).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(colorOf(how.palette, ColorRole::Text));
        painter.drawText(button.rect.translated(at), Qt::AlignCenter, button.words);
    }
}

}  // namespace tongdai
