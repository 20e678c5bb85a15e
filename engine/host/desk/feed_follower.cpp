#include "engine/host/desk/feed_follower.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log feedFollowerLog("feed");
constexpr auto kPollInterval = 1s;
constexpr int kEventsPerRead = 2000;

}  // namespace

FeedFollower::FeedFollower(ports::HistoryReader& reader, DeskService& desk, qint64 overlap)
    : m_reader(reader), m_desk(desk), m_poll(this), m_overlap(overlap)
{
    m_poll.setInterval(kPollInterval);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (m_position) {
            readOn();
        } else {
            findPosition();
        }
    });
}

void FeedFollower::start()
{
    findPosition();
    m_poll.start();
}

void FeedFollower::changed(const Change& change)
{
    for (const HistoryEvent& event : change.events)
        m_known.insert(event.id);
    passKnown();
}

void FeedFollower::passKnown()
{
    if (!m_position) return;
    while (m_known.contains(*m_position + 1)) {
        ++*m_position;
        m_known.remove(*m_position - m_overlap);
    }
}

QCoro::Task<void> FeedFollower::findPosition()
{
    if (m_reading) co_return;
    m_reading = true;
    try {
        m_position = co_await m_reader.newestEventId();
    } catch (const StoreError& error) {
        feedFollowerLog.debug("the feed has no position yet", {{u"cause"_s, error.cause()}});
    }
    m_reading = false;
}

QCoro::Task<void> FeedFollower::readOn()
{
    if (m_reading) co_return;
    m_reading = true;
    try {
        const qint64 before = *m_position;
        const std::vector<HistoryEvent> events =
            co_await m_reader.eventsAfter(std::max<qint64>(0, before - m_overlap), kEventsPerRead);
        const qint64 passed = *m_position;      // told meanwhile, up to here without a gap
        QHash<ConversationId, qint64> foreign;  // conversation → lowest rev that may be new
        std::vector<HistoryEvent> fresh;
        for (const HistoryEvent& event : events) {
            m_position = std::max(*m_position, event.id);
            const bool isPassed = event.id > before && event.id <= passed;
            if (isPassed || m_known.contains(event.id)) continue;
            m_known.insert(event.id);
            fresh.push_back(event);
            const auto known = foreign.constFind(event.conversation);
            foreign.insert(event.conversation, known == foreign.cend() ? event.rev : std::min(*known, event.rev));
        }
        passKnown();
        m_known.removeIf([floor = *m_position - m_overlap](qint64 id) { return id <= floor; });
        m_desk.noteEvents(fresh);
        for (auto each = foreign.cbegin(); each != foreign.cend(); ++each)
            tell(each.key(), each.value());
    } catch (const StoreError& error) {
        feedFollowerLog.debug("the feed was not read", {{u"cause"_s, error.cause()}});
    }
    m_reading = false;
}

QCoro::Task<void> FeedFollower::tell(ConversationId conversation, qint64 fromRev)
{
    try {
        const std::optional<Conversation> row = co_await m_reader.conversation(conversation);
        if (!row) {  // erased there, or its sample shop removed
            m_desk.refresh();
            co_return;
        }
        emit changedElsewhere(*row);
        if (!m_desk.hasWindow()) co_return;
        ThreadQuery query;
        query.conversation = conversation;
        query.afterRev = std::max<qint64>(0, fromRev - 1);
        const ThreadPage page = co_await m_reader.thread(std::move(query));
        m_desk.noteChange(*row, page.lines);
    } catch (const StoreError& error) {
        feedFollowerLog.warn("a change of another engine was not shown", {{u"cause"_s, error.cause()}});
    }
}

}  // namespace tongdai
