#include "engine/host/people/roster_watch.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log rosterWatchLog("people");
constexpr auto kRosterPoll = 500ms;

}  // namespace

RosterWatch::RosterWatch(ports::PeopleStore& store, bool isShared) : m_store(store), m_isShared(isShared), m_poll(this)
{
    m_poll.setInterval(kRosterPoll);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (m_isShared || !m_isKnown) look();
    });
}

QCoro::Task<void> RosterWatch::look()
{
    if (m_isLooking) co_return;
    m_isLooking = true;
    bool isOld = !m_isKnown;
    try {
        if (m_isKnown) {
            auto looking = m_store.rosterVersion();
            const qint64 version = co_await looking;
            isOld = version != m_roster.version;
        }
    } catch (const StoreError& error) {
        rosterWatchLog.debug("the people's version was not read", {{u"cause"_s, error.cause()}});
    }
    if (isOld) {
        auto reading = readNow();
        co_await reading;
    }
    m_isLooking = false;
}

QCoro::Task<void> RosterWatch::readNow()
{
    try {
        auto reading = m_store.roster();
        Roster found = co_await reading;
        // Of two reads under way the older one may end last.
        if (m_isKnown && found.version < m_roster.version) co_return;
        m_roster = std::move(found);
        m_isKnown = true;
    } catch (const StoreError& error) {
        rosterWatchLog.debug("the people were not read", {{u"cause"_s, error.cause()}});
        co_return;
    }
    emit read(m_roster);
}

}  // namespace tongdai
