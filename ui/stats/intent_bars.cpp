#include "ui/stats/intent_bars.h"

#include "ui/common/color_role.h"
#include "ui/common/text_role.h"

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
}

void IntentBars::setBars(const QList<Bar>& bars, const QString& rest)
{
    m_bars = bars.mid(0, kMost);
    m_rest = rest;
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
        top += height;
    }
    painter.setPen(color(ColorRole::SecondaryText));
    if (!m_rest.isEmpty()) painter.drawText(QRect(0, top, width(), rowHeight()), int(Qt::AlignVCenter), m_rest);
}

}  // namespace tongdai
