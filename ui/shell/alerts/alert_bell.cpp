#include "ui/shell/alerts/alert_bell.h"

#include "ui/shell/alerts/alert_words.h"

#include <QTimer>

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

/// More at once fold into one notice (workspace 3.9).
constexpr size_t kOwnNotices = 3;

constexpr auto kAskAgain = 10s;

constexpr int volumeOf(SoundLevel level)
{
    switch (level) {
        case SoundLevel::Off: return 0;
        case SoundLevel::Quiet: return 30;
        case SoundLevel::Medium: return 65;
        case SoundLevel::Loud: return 100;
    }
    return 0;
}

AlertTone toneOf(AlertKind kind)
{
    return kind == AlertKind::HandOver || kind == AlertKind::NobodyCame ? AlertTone::HandOver
                                                                        : AlertTone::CustomerWaits;
}

}  // namespace

AlertBell::AlertBell(api::Desk& desk, AlertSound& sound, DesktopNotices& notices, Look look, ScreenSettings& settings,
                     QObject* parent)
    : QObject(parent), m_desk(desk), m_sound(sound), m_notices(notices), m_look(look), m_settings(settings)
{
    connect(&desk, &api::Desk::ready, this, &AlertBell::askWhoWaits);
    connect(&desk, &api::Desk::conversationsListed, this, &AlertBell::takeList);
    connect(&desk, &api::Desk::conversationsChanged, this, &AlertBell::takeRows);
    connect(&desk, &api::Desk::conversationsHidden, this, &AlertBell::takeHidden);
    connect(&desk, &api::Desk::nobodyCameChanged, this, &AlertBell::takeNobodyCame);
    // Who waits is asked again as long as nobody knows.
    connect(&desk, &api::Desk::requestFailed, this, [this](api::RequestId request) {
        if (request != 0 && request == m_question) QTimer::singleShot(kAskAgain, this, &AlertBell::askWhoWaits);
    });
    connect(&notices, &DesktopNotices::chosen, this,
            [this](const QString& key) { emit opened(ConversationId::fromString(key)); });
    auto* everySecond = new QTimer(this);
    connect(everySecond, &QTimer::timeout, this, &AlertBell::tick);
    everySecond->start(1s);
}

SoundLevel AlertBell::level() const
{
    return m_settings.soundLevel();
}

void AlertBell::setLevel(SoundLevel level)
{
    m_settings.setSoundLevel(level);
    emit levelChanged();
}

bool AlertBell::test()
{
    if (!m_sound.hasOutput()) return false;
    const SoundLevel chosen = level();
    m_sound.play(AlertTone::HandOver, volumeOf(chosen == SoundLevel::Off ? SoundLevel::Medium : chosen));
    return true;
}

AlertMeans AlertBell::means() const
{
    return {.isOn = level() != SoundLevel::Off, .hasOutput = m_sound.hasOutput()};
}

void AlertBell::askWhoWaits()
{
    ConversationQuery query;
    query.queue = WorkQueue::Unassigned;
    query.me = m_desk.me();
    m_question = m_desk.requestConversations(query);
}

void AlertBell::takeList(api::RequestId request, const ConversationPage& page)
{
    if (request == 0 || request != m_question) return;
    m_question = 0;
    m_watch.adopt(page.rows, !page.hasMore);
    withdrawEnded();
    tick();
}

void AlertBell::takeRows(const std::vector<Conversation>& rows)
{
    const int before = m_watch.decided();
    announce(m_watch.observe(rows, means(), m_look.now()));
    withdrawEnded();
    if (m_watch.decided() != before) emit logChanged();
}

void AlertBell::takeHidden(const std::vector<ConversationId>& ids)
{
    m_watch.forget(ids);
    withdrawEnded();
}

void AlertBell::takeNobodyCame(const api::NobodyCame& news)
{
    const int before = m_watch.decided();
    announce(m_watch.observeNobodyCame(news.waits, news.isAsked, means(), m_look.now()));
    if (m_watch.decided() != before) emit logChanged();
}

void AlertBell::tick()
{
    if (const auto reminder = m_watch.remind(means(), m_look.now())) {
        announce({*reminder});
        emit logChanged();
    }
}

void AlertBell::announce(const std::vector<Alert>& alerts)
{
    if (alerts.empty()) return;
    const auto heard = std::ranges::find(alerts, AlertReason::Sounded, &Alert::reason);
    if (heard != alerts.end()) m_sound.play(toneOf(heard->kind), volumeOf(level()));
    if (alerts.size() > kOwnNotices) {
        m_notices.show(AlertWords::notice(alerts, m_look.formats()));
    } else {
        for (const Alert& alert : alerts)
            m_notices.show(AlertWords::notice(alert, m_look.formats()));
    }
    emit rang();
}

void AlertBell::withdrawEnded()
{
    for (const ConversationId& conversation : m_watch.takeEnded())
        m_notices.withdraw(conversation.toString());
}

}  // namespace tongdai
