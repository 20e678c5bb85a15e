#include "ui/stats/charts/series_legend.h"

#include "ui/common/look/color_role.h"
#include "ui/common/look/text_role.h"
#include "ui/stats/charts/time_chart.h"

#include <QPainter>

namespace tongdai {

namespace {

constexpr int kLegendLine = 32;
constexpr int kLegendGap = 6;
constexpr int kLegendApart = 18;

}  // namespace

SeriesLegend::SeriesLegend(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void SeriesLegend::setNames(const QStringList& names)
{
    if (m_names == names) return;
    m_names = names;
    setAccessibleName(names.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize SeriesLegend::sizeHint() const
{
    const QFont small = fontOf(font(), TextRole::Small);
    int width = 0;
    for (const QString& name : m_names)
        width += kLegendLine + kLegendGap + QFontMetrics(small).horizontalAdvance(name) + kLegendApart;
    return {width, lineHeightOf(small)};
}

void SeriesLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont small = fontOf(font(), TextRole::Small);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    int x = 0;
    for (int i = 0; i < int(m_names.size()); ++i) {
        QPen pen(colorOf(palette(), seriesRole(i)), 2, TimeChart::styleOf(i));
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawLine(x, height() / 2, x + kLegendLine, height() / 2);
        x += kLegendLine + kLegendGap;
        const int width = metrics.horizontalAdvance(m_names[i]);
        painter.setPen(colorOf(palette(), ColorRole::Text));
        painter.drawText(QRect(x, 0, width + 2, height()), int(Qt::AlignVCenter | Qt::AlignLeft), m_names[i]);
        x += width + kLegendApart;
    }
}

}  // namespace tongdai
