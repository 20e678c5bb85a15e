#include "ui/locks/lease_lanes.h"

#include "ui/common/look/glyph.h"
#include "ui/locks/locks_words.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kLaneSide = 12;
constexpr int kLaneNames = 150;  // at 100 %
constexpr int kLaneHigh = 26;
constexpr int kBarHigh = 14;
constexpr int kMarkSize = 16;
constexpr int kMostLanes = 6;
constexpr int kClickNear = 10;
constexpr auto kShortest = 2s;

std::chrono::milliseconds tickOf(std::chrono::milliseconds span)
{
    for (const std::chrono::milliseconds step :
         {500ms, 1000ms, 2000ms, 5000ms, 10'000ms, 30'000ms, 60'000ms, 120'000ms}) {
        if (span / step <= 8) return step;
    }
    return 300'000ms;
}

}  // namespace

LeaseLanes::LeaseLanes(Look look, QWidget* parent) : QWidget(parent), m_look(std::move(look))
{
    setObjectName(u"leases"_s);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LeaseLanes::setTrail(const ConversationId& conversation, std::vector<ClaimEvent> events,
                          const QHash<QByteArray, QString>& processes, TimePoint now)
{
    const bool isOther = conversation != m_conversation;
    m_conversation = conversation;
    m_events = std::move(events);
    m_processes = processes;
    m_now = now;
    if (isOther) {
        m_span = {};
        m_marked = -1;
    }
    m_marked = std::min(m_marked, int(m_events.size()) - 1);
    build();
    emit markedChanged();
}

void LeaseLanes::setNow(TimePoint now)
{
    m_now = now;
    build();
}

void LeaseLanes::clear()
{
    setTrail({}, {}, {}, m_now);
}

int LeaseLanes::refusals() const
{
    return int(std::ranges::count(m_events, ClaimAct::RefusedLate, &ClaimEvent::act));
}

QString LeaseLanes::laneOf(const ClaimEvent& event) const
{
    if (event.act == ClaimAct::TakenOver) return event.by.isEmpty() ? tr("a person") : event.by;
    const QByteArray instance = instanceOf(event.owner.bytes());
    if (!instance.isEmpty()) return m_processes.value(instance, QString::fromLatin1(instance.left(8)));
    return m_laneOfFence.value(event.fence, tr("unknown"));
}

int LeaseLanes::laneIndex(const QString& lane) const
{
    return int(std::min<qsizetype>(m_lanes.indexOf(lane), kMostLanes - 1));
}

/// Bars from what was noted. Whoever died says nothing: its claim ran out a lease after its last renewal.
void LeaseLanes::build()
{
    m_bars.clear();
    m_lanes.clear();
    m_laneOfFence.clear();
    QHash<Fence, TimePoint> renewed;
    const auto end = [&](Fence fence, TimePoint at, Bar::End how) {
        for (Bar& bar : m_bars) {
            if (bar.fence != fence || bar.end != Bar::End::Open) continue;
            bar.to = at;
            bar.end = how;
        }
    };
    for (const ClaimEvent& event : m_events) {
        const QString lane = laneOf(event);
        m_laneOfFence.insert(event.fence, lane);
        if (!m_lanes.contains(lane)) m_lanes << lane;
        if (event.act == ClaimAct::Granted || event.act == ClaimAct::Renewed) renewed.insert(event.fence, event.at);
        switch (event.act) {
            case ClaimAct::Granted: m_bars.push_back({lane, event.fence, event.at, m_now, Bar::End::Open}); break;
            case ClaimAct::Renewed: break;
            case ClaimAct::Released: end(event.fence, event.at, Bar::End::LetGo); break;
            case ClaimAct::Expired: end(event.fence, event.at, Bar::End::RanOut); break;
            case ClaimAct::Forced: end(event.fence, event.at, Bar::End::Cut); break;
            case ClaimAct::RefusedLate: break;
            case ClaimAct::TakenOver:
                for (Bar& bar : m_bars) {
                    if (bar.end == Bar::End::Open && bar.fence < event.fence) end(bar.fence, event.at, Bar::End::Cut);
                }
                m_bars.push_back({lane, event.fence, event.at, m_now, Bar::End::Open});
                break;
        }
    }
    const QSet<Fence> claimed = [&] {
        QSet<Fence> fences;
        for (const ClaimEvent& event : m_events) {
            if (event.act == ClaimAct::Granted) fences.insert(event.fence);
        }
        return fences;
    }();
    for (Bar& bar : m_bars) {
        if (bar.end != Bar::End::Open) continue;
        const auto later = std::ranges::find_if(m_bars, [&bar](const Bar& b) { return b.fence > bar.fence; });
        if (!claimed.contains(bar.fence)) {  // a person's lasts until the bot answers again
            if (later != m_bars.end()) {
                bar.to = later->from;
                bar.end = Bar::End::LetGo;
            }
            continue;
        }
        const TimePoint runsOut = renewed.value(bar.fence, bar.from) + api::kClaimLasts;
        if (later == m_bars.end() && runsOut > m_now) continue;
        bar.to = later != m_bars.end() ? std::min(runsOut, later->from) : runsOut;
        bar.end = Bar::End::RanOut;
    }
    updateGeometry();
    update();
}

TimePoint LeaseLanes::begin() const
{
    if (m_span.count() > 0) return m_now - m_span;
    if (m_events.empty()) return m_now - 60s;
    const auto whole = std::max<std::chrono::milliseconds>(m_now - m_events.front().at, 5s);
    return m_now - whole - whole / 20;
}

QRect LeaseLanes::plot() const
{
    const QFont font = m_look.theme.font(TextRole::List);
    const int names = std::min(grownWith(font, kLaneNames), width() / 3);
    const int axis = lineHeightOf(m_look.theme.font(TextRole::Small)) + 4;
    return rect().adjusted(kLaneSide + names, 6, -kLaneSide - grownWith(font, kMarkSize), -axis);
}

int LeaseLanes::laneHigh() const
{
    return std::max(grownWith(m_look.theme.font(TextRole::List), kLaneHigh),
                    lineHeightOf(m_look.theme.font(TextRole::List)) + 4);
}

double LeaseLanes::xOf(TimePoint time) const
{
    const QRect area = plot();
    const TimePoint from = begin();
    const double whole = double(std::max<qint64>(1, (m_now - from).count()));
    return area.left() + area.width() * (double((time - from).count()) / whole);
}

QSize LeaseLanes::minimumSizeHint() const
{
    const int lanes = std::clamp(int(m_lanes.size()), 2, 3);
    return {300, lanes * laneHigh() + lineHeightOf(m_look.theme.font(TextRole::Small)) + 12};
}

QSize LeaseLanes::sizeHint() const
{
    const int lanes = std::clamp(int(m_lanes.size()), 2, kMostLanes);
    return {600, lanes * laneHigh() + lineHeightOf(m_look.theme.font(TextRole::Small)) + 12};
}

void LeaseLanes::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), colorOf(palette(), ColorRole::Surface));
    if (m_events.empty()) return;
    paintAxis(painter);
    const QRect area = plot();
    painter.setFont(m_look.theme.font(TextRole::List));
    for (int lane = 0; lane < std::min(int(m_lanes.size()), kMostLanes); ++lane) {
        const QRect line(kLaneSide, area.top() + lane * laneHigh(), area.left() - 2 * kLaneSide, laneHigh());
        painter.setPen(colorOf(palette(), ColorRole::Text));
        painter.drawText(line, int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(m_lanes.at(lane), Qt::ElideMiddle, line.width()));
    }
    painter.save();
    painter.setClipRect(area.adjusted(-2, 0, grownWith(font(), kMarkSize), 0));
    for (const Bar& bar : m_bars)
        paintBar(painter, bar);
    for (size_t i = 0; i < m_events.size(); ++i)
        paintMark(painter, m_events[i], int(i) == m_marked);
    painter.restore();
    if (!hasFocus()) return;
    painter.setPen(QPen(colorOf(palette(), ColorRole::Accent), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

void LeaseLanes::paintAxis(QPainter& painter) const
{
    const QRect area = plot();
    const TimePoint from = begin();
    const auto step = tickOf(std::chrono::milliseconds(m_now - from));
    painter.setFont(m_look.theme.font(TextRole::Small));
    const int words = painter.fontMetrics().horizontalAdvance(m_look.formats().clock(m_now));
    auto tick = TimePoint(from.time_since_epoch() / step * step + step);
    for (int last = -10'000; tick <= m_now; tick += step) {
        const int x = int(xOf(tick));
        painter.setPen(colorOf(palette(), ColorRole::Separator));
        painter.drawLine(x, area.top(), x, area.bottom());
        if (x - words / 2 < last || x + words / 2 > width()) continue;
        painter.setPen(colorOf(palette(), ColorRole::SecondaryText));
        painter.drawText(QRect(x - words, area.bottom() + 2, 2 * words, height() - area.bottom() - 3), Qt::AlignCenter,
                         m_look.formats().clock(tick));
        last = x + words / 2 + 8;
    }
}

void LeaseLanes::paintBar(QPainter& painter, const Bar& bar) const
{
    const QRect area = plot();
    const int lane = laneIndex(bar.lane);
    const int high = grownWith(font(), kBarHigh);
    const double left = std::max(double(area.left()), xOf(bar.from));
    const double right = std::max(left + 3, xOf(bar.to));
    const QRectF rect(left, area.top() + lane * laneHigh() + (laneHigh() - high) / 2.0, right - left, high);
    const bool isPersons = std::ranges::none_of(m_events, [&bar](const ClaimEvent& event) {
        return event.act == ClaimAct::Granted && event.fence == bar.fence;
    });
    const QColor line = colorOf(palette(), isPersons ? ColorRole::HumanBar : ColorRole::BotBar);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 1, bar.end == Bar::End::Open ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(colorOf(palette(), isPersons ? ColorRole::HumanBlock : ColorRole::BotBlock));
    painter.drawRoundedRect(rect, 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QFont small = m_look.theme.font(TextRole::Small);
    const QString fence = QString::number(bar.fence);
    if (rect.width() > QFontMetrics(small).horizontalAdvance(fence) + 10) {
        painter.setFont(small);
        painter.setPen(colorOf(palette(), ColorRole::Text));
        painter.drawText(rect.adjusted(5, 0, -3, 0), int(Qt::AlignLeft | Qt::AlignVCenter), fence);
    }
    if (bar.end != Bar::End::RanOut && bar.end != Bar::End::Cut) return;
    const int size = grownWith(font(), kMarkSize);
    const ColorRole role = bar.end == Bar::End::RanOut ? ColorRole::Attention : ColorRole::SecondaryText;
    paintGlyph(painter, Glyph::Cross, QRectF(right - size / 2.0, rect.center().y() - size / 2.0, size, size),
               colorOf(palette(), role));
}

/// Refusals are marks of their own; the other events lie on their bars and show when they are marked.
void LeaseLanes::paintMark(QPainter& painter, const ClaimEvent& event, bool isMarked) const
{
    const bool isRefusal = event.act == ClaimAct::RefusedLate;
    if (!isRefusal && !isMarked) return;
    const QRect area = plot();
    const int size = grownWith(font(), kMarkSize);
    const double middle = area.top() + laneIndex(laneOf(event)) * laneHigh() + laneHigh() / 2.0;
    const QRectF place(xOf(event.at) - size / 2.0, middle - size / 2.0, size, size);
    if (isMarked) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colorOf(palette(), ColorRole::Accent), 2));
        painter.setBrush(isRefusal ? QBrush(colorOf(palette(), ColorRole::Surface)) : QBrush(Qt::NoBrush));
        painter.drawEllipse(place.adjusted(-3, -3, 3, 3));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    if (!isRefusal) return;
    const QColor red = colorOf(palette(), ColorRole::Danger);
    paintGlyph(painter, Glyph::Alert, place, red);
    QFont bold = m_look.theme.font(TextRole::Small);
    bold.setBold(true);
    const QString word = tr("REFUSED", "a late answer, beside its mark on the timeline");
    const int wide = QFontMetrics(bold).horizontalAdvance(word);
    const bool fitsBehind = place.right() + 4 + wide <= area.right();
    const QRectF words(fitsBehind ? place.right() + 4 : place.left() - 4 - wide, middle - laneHigh() / 2.0, wide + 1,
                       laneHigh());
    painter.setFont(bold);
    painter.fillRect(words.adjusted(-1, 5, 1, -5), colorOf(palette(), ColorRole::Surface));
    painter.setPen(red);
    painter.drawText(words, int(Qt::AlignLeft | Qt::AlignVCenter), word);
}

QString LeaseLanes::markedWords() const
{
    if (m_marked < 0 || m_marked >= int(m_events.size())) return {};
    const ClaimEvent& event = m_events[size_t(m_marked)];
    return u"%1  ·  %2  ·  %3"_s.arg(m_look.formats().clock(event.at), laneOf(event), LocksWords::event(event));
}

void LeaseLanes::mark(int event)
{
    if (m_events.empty()) return;
    m_marked = std::clamp(event, 0, int(m_events.size()) - 1);
    setAccessibleDescription(markedWords());
    update();
    emit markedChanged();
}

void LeaseLanes::openMarked()
{
    if (m_conversation.isEmpty()) return;
    const qint64 rev = m_marked >= 0 ? m_events[size_t(m_marked)].rev : 0;
    if (rev > 0)
        emit lineWanted(m_conversation, rev);
    else
        emit conversationWanted(m_conversation);
}

void LeaseLanes::zoom(double by)
{
    const double span = double((m_now - begin()).count()) * by;
    const auto whole = m_events.empty() ? 60'000ms : std::chrono::milliseconds(m_now - m_events.front().at);
    m_span = std::chrono::milliseconds(qint64(span));
    m_span = std::clamp<std::chrono::milliseconds>(m_span, kShortest, std::max<std::chrono::milliseconds>(whole, 5s));
    if (m_span >= whole) m_span = {};
    update();
}

void LeaseLanes::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
        case Qt::Key_Left: return mark(m_marked < 0 ? int(m_events.size()) - 1 : m_marked - 1);
        case Qt::Key_Right: return mark(m_marked + 1);
        case Qt::Key_Home: return mark(0);
        case Qt::Key_End: return mark(int(m_events.size()) - 1);
        case Qt::Key_Plus:
        case Qt::Key_Equal: return zoom(0.7);
        case Qt::Key_Minus: return zoom(1 / 0.7);
        case Qt::Key_Return:
        case Qt::Key_Enter: openMarked(); return;
        default: QWidget::keyPressEvent(event);
    }
}

void LeaseLanes::mousePressEvent(QMouseEvent* event)
{
    int nearest = -1;
    double distance = grownWith(font(), kClickNear);
    for (size_t i = 0; i < m_events.size(); ++i) {
        const double away = std::abs(xOf(m_events[i].at) - event->position().x());
        const int top = plot().top() + laneIndex(laneOf(m_events[i])) * laneHigh();
        const bool isInLane = event->position().y() >= top && event->position().y() < top + laneHigh();
        if (!isInLane || away > distance) continue;
        nearest = int(i);
        distance = away;
    }
    if (nearest < 0) return;
    const bool isAgain = nearest == m_marked;
    mark(nearest);
    if (isAgain) openMarked();
}

void LeaseLanes::wheelEvent(QWheelEvent* event)
{
    zoom(event->angleDelta().y() > 0 ? 0.8 : 1.25);
    event->accept();
}

bool LeaseLanes::event(QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    return QWidget::event(event);
}

}  // namespace tongdai
