#include "ui/stats/charts/intent_bars.h"

#include "ui/common/look/color_role.h"
#include "ui/common/look/text_role.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace tongdai {

namespace {

constexpr int kBarGap = 8;
constexpr double kNameShare = 0.32;

}  // namespace

IntentBars::IntentBars(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("intentBars"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
    setFocusPolicy(Qt::StrongFocus);
}

void IntentBars::setBars(const QList<Bar>& bars, const QString& rest)
{
    m_bars = bars.mid(0, kMost);
    m_rest = rest;
    m_chosen = std::min(m_chosen, int(m_bars.size()) - 1);
    QStringList words;
    for (const Bar& bar : std::as_const(m_bars))
        words << bar.name + QStringLiteral(": ") + bar.figures;
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int IntentBars::rows() const
{
    return int(m_bars.size()) + (m_rest.isEmpty() ? 0 : 1);
}

int IntentBars::leastHeight() const
{
    return lineHeightOf(fontOf(font(), TextRole::List)) + 4;
}

/// As much as there is room for, within reason.
int IntentBars::rowHeight() const
{
    const int least = leastHeight();
    return rows() == 0 ? least : std::clamp(height() / rows(), least, least * 2);
}

QSize IntentBars::sizeHint() const
{
    return {grownWith(font(), 380), leastHeight() * (kMost + 1)};
}

QSize IntentBars::minimumSizeHint() const
{
    return {grownWith(font(), 260), leastHeight() * rows()};
}

void IntentBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont words = fontOf(font(), TextRole::List);
    const QFontMetrics metrics(words);
    painter.setFont(words);
    const auto color = [this](ColorRole role) { return colorOf(palette(), role); };
    qint64 most = 1;
    int figures = 0;
    int names = 0;
    for (const Bar& bar : std::as_const(m_bars)) {
        most = std::max(most, bar.turns);
        figures = std::max(figures, metrics.horizontalAdvance(bar.figures));
        names = std::max(names, metrics.horizontalAdvance(bar.name));
    }
    names = std::min(names, int(width() * kNameShare));
    const int left = names + kBarGap;
    const int room = std::max(20, width() - left - figures - kBarGap);
    int top = 0;
    for (const Bar& bar : std::as_const(m_bars)) {
        const int height = rowHeight();
        painter.setPen(color(ColorRole::Text));
        painter.drawText(QRect(0, top, names, height), int(Qt::AlignVCenter | Qt::AlignLeft),
                         metrics.elidedText(bar.name, Qt::ElideRight, names));
        const double length = std::max(2.0, double(room) * double(bar.turns) / double(most));
        const double thick = std::min(height - 8, leastHeight());
        const QRectF whole(left, top + (height - thick) / 2, length, thick);
        painter.fillRect(whole, color(seriesRole(1)));
        if (bar.handedOver > 0) {
            QRectF part = whole;
            part.setWidth(std::max(2.0, length * double(bar.handedOver) / double(bar.turns)));
            painter.fillRect(part, color(ColorRole::Surface));
            painter.fillRect(part, QBrush(color(seriesRole(2)), Qt::BDiagPattern));
            painter.setPen(QPen(color(seriesRole(2)), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(part.adjusted(0.5, 0.5, -0.5, -0.5));
        }
        painter.setPen(color(ColorRole::SecondaryText));
        painter.drawText(QRect(left + int(length) + kBarGap, top, figures + 2, height),
                         int(Qt::AlignVCenter | Qt::AlignLeft), bar.figures);
        if (hasFocus() && &bar == &m_bars.at(std::max(0, m_chosen))) {
            painter.setPen(QPen(color(ColorRole::Accent), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(QRectF(0, top, width(), height).adjusted(1, 1, -1, -1));
        }
        top += height;
    }
    painter.setPen(color(ColorRole::SecondaryText));
    if (!m_rest.isEmpty()) painter.drawText(QRect(0, top, width(), rowHeight()), int(Qt::AlignVCenter), m_rest);
}

void IntentBars::point(int bar)
{
    if (m_bars.isEmpty()) return;
    m_chosen = std::clamp(bar, 0, int(m_bars.size()) - 1);
    const Bar& chosen = m_bars.at(m_chosen);
    setAccessibleDescription(chosen.name + QStringLiteral(": ") + chosen.figures);
    update();
}

void IntentBars::keyPressEvent(QKeyEvent* event)
{
    const int at = std::max(0, m_chosen);
    switch (event->key()) {
        case Qt::Key_Up: return point(at - 1);
        case Qt::Key_Down: return point(at + 1);
        case Qt::Key_Home: return point(0);
        case Qt::Key_End: return point(int(m_bars.size()) - 1);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!m_bars.isEmpty()) emit opened(at);
            return;
        default: QWidget::keyPressEvent(event);
    }
}

void IntentBars::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int bar = int(event->position().y()) / rowHeight();
    if (bar < 0 || bar >= m_bars.size()) return;
    point(bar);
    emit opened(bar);
}

void IntentBars::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void IntentBars::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace tongdai
