#include "ui/models/thread_feed.h"

#include "engine/api/desk.h"

#include <algorithm>

namespace tongdai {

ThreadFeed::ThreadFeed(api::Desk& desk, ThreadModel& model, QObject* parent)
    : QObject(parent), m_desk(desk), m_model(model)
{
    connect(&desk, &api::Desk::linesChanged, this, &ThreadFeed::takeLines);
    connect(&desk, &api::Desk::ready, this, &ThreadFeed::catchUp);
}

void ThreadFeed::open(const ConversationId& conversation, int unread)
{
    m_conversation = conversation;
    m_unread = unread;
    m_newest.forget();
    m_older.forget();
    m_on.forget();
    m_hasOlder = false;
    m_reaching.reset();
    m_early.clear();
    m_failure.reset();
    m_model.clear();
    m_desk.watchThread(conversation);  // before asking: nothing may fall between the page and the live lines
    if (conversation.isEmpty()) {
        setState(State::Empty);
        return;
    }
    askNewest();
}

void ThreadFeed::askNewest()
{
    setState(State::Loading);
    ThreadQuery query;
    query.conversation = m_conversation;
    query.limit = std::clamp(m_unread + 20, kPageLines, kMaxFirstPage);
    m_newest.await<ThreadPage>(this, m_desk.requestThread(query),
                               [this](const api::Answer<ThreadPage>& answer) { takeNewest(answer); });
}

void ThreadFeed::retry()
{
    if (m_state == State::Failed) askNewest();
}

void ThreadFeed::fetchOlder()
{
    if (m_state == State::Ready && m_hasOlder && !m_older.isWaiting()) askOlder(kPageLines);
}

void ThreadFeed::askOlder(int limit)
{
    ThreadQuery query;
    query.conversation = m_conversation;
    query.beforeRev = m_model.oldestRev();
    query.limit = limit;
    m_older.await<ThreadPage>(this, m_desk.requestThread(query),
                              [this](const api::Answer<ThreadPage>& answer) { takeOlder(answer); });
}

void ThreadFeed::reach(qint64 rev)
{
    m_reaching = rev;
    if (m_state == State::Ready) goOnReaching();
}

void ThreadFeed::goOnReaching()
{
    if (!m_reaching || m_older.isWaiting()) return;
    if (m_hasOlder && m_model.oldestRev().value_or(0) > *m_reaching)
        askOlder(kMaxFirstPage);
    else
        emit reached(*std::exchange(m_reaching, {}));
}

void ThreadFeed::catchUp()
{
    if (m_conversation.isEmpty()) return;
    m_desk.watchThread(m_conversation);
    if (m_state != State::Ready) {
        askNewest();
        return;
    }
    // What is loaded may have gone or changed as well: as much of it as one page holds is read again.
    const int first = std::max(0, m_model.storedCount() - kMaxFirstPage);
    m_catchUpFrom = m_model.storedCount() > 0 ? m_model.lineAt(first).message.rev : 0;
    m_readAgain.clear();
    askOn(m_catchUpFrom - 1);
}

void ThreadFeed::askOn(qint64 afterRev)
{
    ThreadQuery query;
    query.conversation = m_conversation;
    query.afterRev = std::max<qint64>(0, afterRev);
    query.limit = kMaxFirstPage;
    m_on.await<ThreadPage>(this, m_desk.requestThread(query),
                           [this](const api::Answer<ThreadPage>& answer) { takeOn(answer); });
}

void ThreadFeed::finishCatchingUp()
{
    const std::vector<StoredMessage> lines = std::exchange(m_readAgain, {});
    if (lines.empty() && m_model.storedCount() > 0) {
        emit gone();
        return;
    }
    QSet<qint64> there;
    for (const StoredMessage& line : lines)
        there.insert(line.rev);
    bool isMissing = false;
    for (int row = m_model.rowOfRev(m_catchUpFrom); row >= 0 && row < m_model.storedCount() && !isMissing; ++row)
        isMissing = !there.contains(m_model.lineAt(row).message.rev);
    if (!isMissing) {
        showAtEnd(lines);
        return;
    }
    m_hasOlder = m_hasOlder || m_model.oldestRev().value_or(0) < m_catchUpFrom;
    m_model.replaceAll(lines, 0);
    emit opened();
}

void ThreadFeed::takeNewest(const api::Answer<ThreadPage>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        m_failure = *failure;
        setState(State::Failed);
        return;
    }
    const auto& page = std::get<ThreadPage>(answer);
    m_failure.reset();
    m_hasOlder = page.hasMore;
    m_model.replaceAll(page.lines, m_unread);
    m_model.apply(std::exchange(m_early, {}));
    setState(State::Ready);
    emit opened();
    goOnReaching();
}

void ThreadFeed::takeOlder(const api::Answer<ThreadPage>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        emit stateChanged();  // scrolling up again asks again
        if (std::exchange(m_reaching, {})) emit reachFailed(*failure);
        return;
    }
    const auto& page = std::get<ThreadPage>(answer);
    m_hasOlder = page.hasMore;
    m_model.prepend(page.lines);
    emit stateChanged();
    goOnReaching();
}

/// What fails is read again when the engine says so the next time.
void ThreadFeed::takeOn(const api::Answer<ThreadPage>& answer)
{
    const auto* page = std::get_if<ThreadPage>(&answer);
    if (!page) return;
    m_readAgain.insert(m_readAgain.end(), page->lines.begin(), page->lines.end());
    if (page->hasMore && !page->lines.empty())
        askOn(page->lines.back().rev);
    else
        finishCatchingUp();
}

void ThreadFeed::takeLines(const ConversationId& conversation, const std::vector<StoredMessage>& lines)
{
    if (conversation != m_conversation || m_conversation.isEmpty()) return;
    if (m_state != State::Ready) {
        m_early.insert(m_early.end(), lines.begin(), lines.end());
        return;
    }
    // Older than what is loaded: it will come with its page, in its place.
    const qint64 oldest = m_hasOlder ? m_model.oldestRev().value_or(0) : 0;
    std::vector<StoredMessage> shown;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(shown),
                 [oldest](const StoredMessage& line) { return line.rev >= oldest; });
    showAtEnd(shown);
}

/// A line we know comes again when its receipts change or its channel repeats it: nobody has said anything new.
void ThreadFeed::showAtEnd(const std::vector<StoredMessage>& lines)
{
    const qint64 newest = m_model.newestRev().value_or(0);
    std::vector<StoredMessage> arrived;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(arrived),
                 [newest](const StoredMessage& line) { return line.rev > newest; });
    m_model.apply(lines);
    if (!arrived.empty()) emit linesArrived(std::move(arrived));
}

void ThreadFeed::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

}  // namespace tongdai
