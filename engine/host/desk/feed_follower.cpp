#include "engine/host/desk/feed_follower.h"

#include "engine/domain/log.h"
#include "engine/host/desk/desk_service.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log feedFollowerLog("feed");
constexpr auto kPollInterval = 1s;
constexpr auto kPollWhenWoken = 10s;
constexpr auto kWakePause = 50ms;
constexpr auto kRetryPause = 1s;
constexpr int kEventsPerRead = 2000;
/// Of a store that cannot be read, own events pile up. Whatever is forgotten is told once more, which harms nobody.
constexpr qsizetype kMostKnown = 20'000;
constexpr size_t kRowsPerRead = 200;

}  // namespace

FeedFollower::FeedFollower(ports::HistoryReader& reader, DeskService& desk, qint64 overlap)
    : m_reader(reader), m_desk(desk), m_poll(this), m_soon(this), m_again(this), m_overlap(overlap)
{
    m_poll.setInterval(kPollInterval);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        m_mustOverlap = true;
        look();
    });
    m_soon.setSingleShot(true);
    m_soon.setInterval(kWakePause);
    connect(&m_soon, &QTimer::timeout, this, &FeedFollower::lookIfNeeded);
    m_again.setSingleShot(true);
    m_again.setInterval(kRetryPause);
    connect(&m_again, &QTimer::timeout, this, &FeedFollower::look);
}

void FeedFollower::start()
{
    findPosition();
    m_poll.start();
}

void FeedFollower::stop()
{
    m_poll.stop();
    m_soon.stop();
    m_again.stop();
}

void FeedFollower::wake(qint64 newest)
{
    if (!m_poll.isActive() || (m_position && newest <= *m_position)) return;
    askForLook();
}

void FeedFollower::noteWritten(EventNumbers events)
{
    if (!m_poll.isActive()) return;
    m_written.push_back(events);
    if (!m_soon.isActive()) m_soon.start();
    emit wrote(events.last);
}

void FeedFollower::setListening(bool isHeard)
{
    m_poll.setInterval(isHeard ? kPollWhenWoken : kPollInterval);  // begins anew where it is running
    m_mustOverlap = true;
    if (m_poll.isActive()) askForLook();
}

void FeedFollower::askForLook()
{
    m_isAsked = true;
    if (!m_soon.isActive()) m_soon.start();
}

/// The pipeline tells what it has written at once or soon after; then there is nothing to read.
void FeedFollower::lookIfNeeded()
{
    bool isNeeded = std::exchange(m_isAsked, false);
    for (const EventNumbers& each : std::exchange(m_written, {})) {
        for (qint64 id = each.first; id <= each.last && !isNeeded; ++id)
            isNeeded = isUntold(id);
    }
    if (isNeeded) look();
}

void FeedFollower::look()
{
    if (m_position)
        readOn();
    else
        findPosition();
}

void FeedFollower::changed(const Change& change)
{
    if (change.events.empty()) return;
    for (const HistoryEvent& event : change.events) {
        m_known.insert(event.id);
        m_newestKnown = std::max(m_newestKnown, event.id);
    }
    passKnown();
    forgetOldest();
}

void FeedFollower::passKnown()
{
    if (!m_position) return;
    while (m_known.contains(*m_position + 1)) {
        ++*m_position;
        m_known.remove(*m_position - m_overlap);
    }
}

void FeedFollower::forgetOldest()
{
    if (m_known.size() <= kMostKnown) return;
    m_known.removeIf([floor = m_newestKnown - kMostKnown / 2](qint64 id) { return id <= floor; });
}

QCoro::Task<void> FeedFollower::findPosition()
{
    if (m_isReading) {
        m_mustLookAgain = true;
        co_return;
    }
    m_isReading = true;
    try {
        m_position = co_await m_reader.newestEventId();
    } catch (const StoreError& error) {
        feedFollowerLog.debug("the feed has no position yet", {{u"cause"_s, error.cause()}});
    }
    m_isReading = false;
    if (std::exchange(m_mustLookAgain, false) && m_position) readOn();
}

/// Whoever asks for a look while it reads gets one when it is through: the page was read before, perhaps.
QCoro::Task<void> FeedFollower::readOn()
{
    m_mustLookAgain = true;
    if (m_isReading) co_return;
    m_isReading = true;
    while (std::exchange(m_mustLookAgain, false))
        co_await readToEnd();
    m_isReading = false;
}

/// To the end of what there is, page by page.
QCoro::Task<void> FeedFollower::readToEnd()
{
    const bool mustOverlap = std::exchange(m_mustOverlap, false);
    try {
        co_await tellForeign();  // what an earlier look could not
        qint64 after = *m_position;
        if (mustOverlap) after = std::max<qint64>(0, after - m_overlap);
        while (co_await readPage(after))
            after = *m_position;
    } catch (const StoreError& error) {
        feedFollowerLog.debug("the feed was not read", {{u"cause"_s, error.cause()}});
        m_mustOverlap |= mustOverlap;
        if (m_foreign.isEmpty()) co_return;
        feedFollowerLog.warn("changes of other engines wait to be shown", {{u"cause"_s, error.cause()}});
        m_desk.refresh();
        m_again.start();
    }
}

/// True: there may be more behind it.
QCoro::Task<bool> FeedFollower::readPage(qint64 after)
{
    const qint64 before = *m_position;
    const std::vector<HistoryEvent> events = co_await m_reader.eventsAfter(after, kEventsPerRead);
    const qint64 passed = *m_position;  // told meanwhile, up to here without a gap
    std::vector<HistoryEvent> fresh;
    for (const HistoryEvent& event : events) {
        m_position = std::max(*m_position, event.id);
        const bool isPassed = event.id > before && event.id <= passed;
        if (isPassed || m_known.contains(event.id)) continue;
        m_known.insert(event.id);
        fresh.push_back(event);
        const auto known = m_foreign.constFind(event.conversation);
        m_foreign.insert(event.conversation, known == m_foreign.cend() ? event.rev : std::min(*known, event.rev));
    }
    passKnown();
    m_known.removeIf([floor = *m_position - m_overlap](qint64 id) { return id <= floor; });
    m_desk.noteEvents(fresh);
    co_await tellForeign();
    co_return int(events.size()) >= kEventsPerRead;
}

/// The rows of many conversations with one question. What could not be asked stays for the next look.
QCoro::Task<void> FeedFollower::tellForeign()
{
    while (!m_foreign.isEmpty()) {
        Foreign piece;
        std::vector<ConversationId> ids;
        for (auto each = m_foreign.cbegin(); each != m_foreign.cend() && ids.size() < kRowsPerRead; ++each) {
            piece.insert(each.key(), each.value());
            ids.push_back(each.key());
        }
        const std::vector<Conversation> rows = co_await m_reader.conversationsById(ids);
        for (const ConversationId& id : ids)
            m_foreign.remove(id);
        // One that is not there was erased by the other, or its sample shop removed.
        if (rows.size() < ids.size()) m_desk.refresh();
        for (const Conversation& row : rows)
            emit changedElsewhere(row);
        for (const Conversation& row : rows) {
            if (m_desk.hasWindow()) co_await showLines(row, piece.value(row.id));
        }
    }
}

/// Without its lines the row is shown all the same, and the desk reads what it shows anew.
QCoro::Task<void> FeedFollower::showLines(Conversation row, qint64 fromRev)
{
    ThreadQuery query;
    query.conversation = row.id;
    query.afterRev = std::max<qint64>(0, fromRev - 1);
    ThreadPage page;
    try {
        page = co_await m_reader.thread(std::move(query));
    } catch (const StoreError& error) {
        feedFollowerLog.warn("lines of other engines were not read", {{u"cause"_s, error.cause()}});
        m_desk.refresh();
    }
    m_desk.noteChange(row, page.lines);
}

}  // namespace tongdai
