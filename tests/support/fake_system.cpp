#include "tests/support/fake_system.h"

#include <QDateTime>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

// 21 November 2025, 14:02:11 in Ho Chi Minh City.
TimePoint shopTime()
{
    return TimePoint(std::chrono::milliseconds(1'763'708'531'000));
}

}  // namespace

FakeSystem::FakeSystem()
{
    const TimePoint start = shopTime();
    m_health.parts = {
        {Part::Engine, PartState::Ok, u"http://127.0.0.1:8000"_s, u"0.1.0"_s, {}, Milliseconds(0.2), start},
        {Part::History,
         PartState::Ok,
         u"/home/lan/.local/share/tongdai/history.sqlite"_s,
         u"SQLite 3.40.1"_s,
         {},
         Milliseconds(0.9),
         start},
        {Part::Redis,
         PartState::Ok,
         u"/home/lan/.local/share/tongdai/redis.sock"_s,
         u"Redis 7.0.15"_s,
         {},
         Milliseconds(0.4),
         start},
        {Part::Ai, PartState::Ok, u"http://127.0.0.1:8001"_s, u"qwen2.5-7b"_s, {}, Milliseconds(1210), start},
        {Part::Platform, PartState::Off, {}, {}, {}, {}, {}},
    };
    m_health.at = start;
    m_facts = {.engineUrl = QUrl(u"http://127.0.0.1:8000"_s),
               .listenError = {},
               .operatorName = {},
               .version = u"0.1.0"_s,
               .qtVersion = u"6.4.2"_s,
               .dataDir = u"/home/lan/.local/share/tongdai"_s,
               .settingsFile = u"/home/lan/.config/tongdai/settings.ini"_s,
               .logFile = u"/home/lan/.local/share/tongdai/logs/tongdai.log"_s,
               .aiMode = u"http"_s,
               .platformMode = {},
               .redisMode = u"embedded"_s,
               .historyMode = u"sqlite"_s,
               .rulesFile = u"/home/lan/.config/tongdai/rules.json"_s,
               .webOrigins = {}};
    m_tokens = {.pancake = u"p4nc4ke-0123456789abcdef0123456789abcdef"_s,
                .admin = u"4dm1n-0123456789abcdef0123456789abcdef"_s,
                .generated = true};
}

void FakeSystem::setAudit(const AuditHealth& audit)
{
    m_health.audit = audit;
    emit healthChanged(m_health);
}

void FakeSystem::setJournalOrderKnown(bool isKnown)
{
    m_health.journalOrderKnown = isKnown;
    emit healthChanged(m_health);
}

void FakeSystem::setSilentPages(const std::vector<SilentPage>& pages)
{
    m_health.silentPages = pages;
    emit healthChanged(m_health);
}

void FakeSystem::setPart(const PartHealth& part)
{
    const auto known = std::ranges::find(m_health.parts, part.part, &PartHealth::part);
    if (known == m_health.parts.end())
        m_health.parts.push_back(part);
    else
        *known = part;
    m_health.level = levelOf(m_health.parts);
    emit healthChanged(m_health);
}

void FakeSystem::setState(Part part, PartState state, const QString& cause)
{
    const auto known = std::ranges::find(m_health.parts, part, &PartHealth::part);
    PartHealth changed = known == m_health.parts.end() ? PartHealth{part, state, {}, {}, {}, {}, {}} : *known;
    changed.state = state;
    changed.cause = cause;
    changed.latency.reset();
    changed.since = m_health.at;
    setPart(changed);
}

void FakeSystem::setFacts(const api::SystemFacts& facts)
{
    m_facts = facts;
    emit factsChanged();
}

void FakeSystem::moveToServer()
{
    setPart({Part::History,
             PartState::Ok,
             u"postgresql://10.0.0.4/tongdai"_s,
             u"PostgreSQL 15.18"_s,
             {},
             Milliseconds(2.1),
             m_health.at});
    setPart(
        {Part::Journal, PartState::Ok, u"/home/lan/.local/share/tongdai/journal.sqlite"_s, {}, {}, {}, m_health.at});
}

void FakeSystem::setWaiting(qint64 outbox, qint64 journal, qint64 replayed)
{
    m_health.journalReplayed = replayed;
    m_health.outboxWaiting = outbox;
    m_health.journalWaiting = journal;
    emit healthChanged(m_health);
}

void FakeSampleShop::change(bool open)
{
    if (!trouble.isEmpty()) {
        emit failed(trouble);
        return;
    }
    m_open = open;
    emit changed(open);
}

}  // namespace tongdai::testing
