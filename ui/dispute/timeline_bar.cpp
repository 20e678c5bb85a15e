#include "ui/dispute/timeline_bar.h"

#include "ui/dispute/dispute_words.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTimelineSide = 12;
constexpr int kNearEvent = 5;

/// How tall the mark of an event is, above (0 … 1) or below the line.
double heightOf(TravelEvent::Kind kind)
{
    switch (kind) {
        case TravelEvent::Kind::Sent: return 1.0;
        case TravelEvent::Kind::Edited:
        case TravelEvent::Kind::Deleted: return 0.8;
        case TravelEvent::Kind::Delivered: return -0.5;
        case TravelEvent::Kind::Read: return -0.9;
        default: return 0.4;
    }
}

ColorRole colourOf(TravelEvent::Kind kind)
{
    switch (kind) {
        case TravelEvent::Kind::Sent: return ColorRole::Accent;
        case TravelEvent::Kind::Delivered: return ColorRole::Attention;
        case TravelEvent::Kind::Read: return ColorRole::Good;
        case TravelEvent::Kind::Edited:
        case TravelEvent::Kind::Deleted: return ColorRole::Danger;
        default: return ColorRole::SecondaryText;
    }
}

}  // namespace

TimelineBar::TimelineBar(Look look, QWidget* parent) : QWidget(parent), m_look(std::move(look))
{
    setObjectName(u"time"_s);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
}

void TimelineBar::setTravel(const TimeTravel* travel, TimePoint at)
{
    m_travel = travel && !travel->events().empty() ? travel : nullptr;
    m_at = at;
    update();
}

void TimelineBar::setInstant(TimePoint at)
{
    m_at = at;
    update();
}

QSize TimelineBar::sizeHint() const
{
    return {400, grownWith(font(), 34) + lineHeightOf(fontOf(QFont(), TextRole::Small))};
}

QSize TimelineBar::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

QRect TimelineBar::line() const
{
    const int small = lineHeightOf(m_look.theme.font(TextRole::Small));
    return {kTimelineSide, (height() - small) / 2, std::max(1, width() - 2 * kTimelineSide), 1};
}

int TimelineBar::placeOf(TimePoint at) const
{
    const TimePoint first = m_travel->events().front().at;
    const auto whole = (m_travel->events().back().at - first).count();
    if (whole == 0) return line().center().x();
    const double share = std::clamp(double((at - first).count()) / double(whole), 0.0, 1.0);
    return line().left() + int(share * line().width());
}

TimePoint TimelineBar::momentAt(int x) const
{
    const TimePoint first = m_travel->events().front().at;
    const auto whole = (m_travel->events().back().at - first).count();
    const double share = std::clamp(double(x - line().left()) / double(line().width()), 0.0, 1.0);
    return first + std::chrono::milliseconds(qint64(share * double(whole)));
}

int TimelineBar::eventAt(int x) const
{
    int nearest = -1;
    int distance = kNearEvent + 1;
    for (int i = 0; i < int(m_travel->events().size()); ++i) {
        const int away = std::abs(placeOf(m_travel->events()[size_t(i)].at) - x);
        if (away < distance) {
            nearest = i;
            distance = away;
        }
    }
    return nearest;
}

void TimelineBar::paintEvent(QPaintEvent*)
{
    QPainter p(this);
    const QRect axis = line();
    p.fillRect(axis.adjusted(0, 0, 0, 1), colorOf(palette(), ColorRole::ControlBorder));
    if (hasFocus()) {
        p.setPen(QPen(colorOf(palette(), ColorRole::Accent), 2));
        p.drawRect(rect().adjusted(1, 1, -2, -2));
    }
    if (!m_travel) return;
    const int reach = axis.top() - 6;
    for (const TravelEvent& event : m_travel->events()) {
        const int tall = int(reach * heightOf(event.kind));
        QColor colour = colorOf(palette(), colourOf(event.kind));
        if (event.at > m_at) colour = mixed(colorOf(palette(), ColorRole::Surface), colour, 0.35);
        const int x = placeOf(event.at);
        p.fillRect(QRect(x, tall > 0 ? axis.top() - tall : axis.top() + 2, 2, std::abs(tall)), colour);
    }
    const int now = placeOf(m_at);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(colorOf(palette(), ColorRole::Evidence));
    p.drawRect(QRect(now - 1, 3, 2, 2 * axis.top() - 4));
    p.drawEllipse(QPointF(now, axis.top() + 0.5), 6, 6);
    const QFont small = m_look.theme.font(TextRole::Small);
    p.setFont(small);
    p.setPen(colorOf(palette(), ColorRole::SecondaryText));
    const QRect foot(axis.left(), height() - lineHeightOf(small), axis.width(), lineHeightOf(small));
    const Formats& formats = m_look.formats();
    p.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, formats.dateTime(m_travel->events().front().at));
    p.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, formats.dateTime(m_travel->events().back().at));
}

void TimelineBar::mousePressEvent(QMouseEvent* event)
{
    if (!m_travel || event->button() != Qt::LeftButton) return;
    const int near = eventAt(event->pos().x());
    emit instantChosen(near >= 0 ? m_travel->events()[size_t(near)].at : momentAt(event->pos().x()));
}

void TimelineBar::mouseMoveEvent(QMouseEvent* event)
{
    if (m_travel && event->buttons() & Qt::LeftButton) emit instantChosen(momentAt(event->pos().x()));
}

bool TimelineBar::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !m_travel) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int near = eventAt(help->pos().x());
    if (near < 0) {
        QToolTip::hideText();
    } else {
        const TravelEvent& found = m_travel->events()[size_t(near)];
        QToolTip::showText(help->globalPos(), DisputeWords::clockMs(found.at, m_look.formats()) + u"  "_s +
                                                  DisputeWords::event(*m_travel, found).toHtmlEscaped());
    }
    return true;
}

}  // namespace tongdai
