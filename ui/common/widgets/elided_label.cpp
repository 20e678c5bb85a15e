#include "ui/common/widgets/elided_label.h"

#include "ui/common/widgets/plain_tool_tip.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kBetween{"  \xb7  "};

}  // namespace

ElidedLabel::ElidedLabel(TextRole text, ColorRole color, Qt::TextElideMode mode, QWidget* parent)
    : RoleLabel(text, color, parent), m_mode(mode)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTextFormat(Qt::PlainText);
}

void ElidedLabel::setFullText(const QString& text)
{
    if (text == m_full) return;
    m_full = text;
    setAccessibleName(text);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    if (std::exchange(m_mode, mode) != mode) update();
}

void ElidedLabel::setMostLines(int lines)
{
    m_mostLines = lines;
    QSizePolicy policy = sizePolicy();
    policy.setVerticalPolicy(lines > 1 ? QSizePolicy::Minimum : QSizePolicy::Fixed);
    policy.setHeightForWidth(lines > 1);
    setSizePolicy(policy);
    updateGeometry();
}

QStringList ElidedLabel::linesFor(int width) const
{
    QStringList lines;
    QString left = m_full;
    const auto fits = [this, width](const QString& text) { return fontMetrics().horizontalAdvance(text) <= width; };
    while (lines.size() + 1 < m_mostLines && !fits(left)) {
        // Between two things rather than within one.
        qsizetype between = left.lastIndexOf(kBetween);
        while (between > 0 && !fits(left.left(between)))
            between = left.lastIndexOf(kBetween, between - 1);
        if (between > 0) {
            lines << left.left(between).trimmed();
            left = left.mid(between + kBetween.size()).trimmed();
            continue;
        }
        QTextLayout layout(left, font());
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        QTextLine first = layout.createLine();
        if (first.isValid()) first.setLineWidth(std::max(1, width));
        layout.endLayout();
        if (!first.isValid() || first.textLength() <= 0 || first.textLength() >= left.size()) break;
        lines << left.left(first.textLength()).trimmed();
        left = left.mid(first.textLength()).trimmed();
    }
    return lines << left;
}

int ElidedLabel::heightForWidth(int width) const
{
    if (m_mostLines == 1) return -1;
    ensurePolished();
    return int(linesFor(width).size()) * lineHeightOf(font());
}

QSize ElidedLabel::sizeHint() const
{
    ensurePolished();
    return {fontMetrics().horizontalAdvance(m_full) + 2, lineHeightOf(font())};
}

QSize ElidedLabel::minimumSizeHint() const
{
    ensurePolished();
    // Short words need no more than themselves: nothing stands apart from what follows.
    const int cut = fontMetrics().horizontalAdvance(u"MMM…"_s);
    return {std::min(cut, sizeHint().width()), lineHeightOf(font())};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    const QStringList lines = linesFor(width());
    const int high = m_mostLines == 1 ? height() : lineHeightOf(font());
    int top = (height() - high * int(lines.size())) / 2;
    for (const QString& line : lines) {
        const QString shown = fontMetrics().elidedText(line, m_mode, width());
        painter.drawText(QRect(0, top, width(), high), int(alignment() | Qt::TextSingleLine), shown);
        top += high;
    }
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    RoleLabel::resizeEvent(event);
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(fontMetrics().horizontalAdvance(linesFor(width()).constLast()) > width() ? plainToolTip(m_full)
                                                                                        : QString());
}

}  // namespace tongdai
