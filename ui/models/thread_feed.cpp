#include "ui/models/thread_feed.h"

#include <algorithm>

namespace tongdai {

ThreadFeed::ThreadFeed(api::Desk& desk, ThreadModel& model, QObject* parent)
    : QObject(parent), m_desk(desk), m_model(model)
{
    connect(&desk, &api::Desk::threadListed, this, &ThreadFeed::takePage);
    connect(&desk, &api::Desk::linesChanged, this, &ThreadFeed::takeLines);
    connect(&desk, &api::Desk::requestFailed, this, &ThreadFeed::takeFailure);
    connect(&desk, &api::Desk::ready, this, &ThreadFeed::catchUp);
}

void ThreadFeed::open(const ConversationId& conversation, int unread)
{
    m_conversation = conversation;
    m_unread = unread;
    m_firstRequest = m_olderRequest = m_catchUpRequest = 0;
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
    m_firstRequest = m_desk.requestThread(query);
}

void ThreadFeed::retry()
{
    if (m_state == State::Failed) askNewest();
}

void ThreadFeed::fetchOlder()
{
    if (m_state == State::Ready && m_hasOlder && m_olderRequest == 0) askOlder(kPageLines);
}

void ThreadFeed::askOlder(int limit)
{
    ThreadQuery query;
    query.conversation = m_conversation;
    query.beforeRev = m_model.oldestRev();
    query.limit = limit;
    m_olderRequest = m_desk.requestThread(query);
}

void ThreadFeed::reach(qint64 rev)
{
    m_reaching = rev;
    if (m_state == State::Ready) goOnReaching();
}

void ThreadFeed::goOnReaching()
{
    if (!m_reaching || m_olderRequest != 0) return;
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
    m_catchUpRequest = m_desk.requestThread(query);
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

void ThreadFeed::takePage(api::RequestId request, const ThreadPage& page)
{
    if (request == 0) return;
    if (request == m_firstRequest) {
        m_firstRequest = 0;
        m_failure.reset();
        m_hasOlder = page.hasMore;
        m_model.replaceAll(page.lines, m_unread);
        m_model.apply(std::exchange(m_early, {}));
        setState(State::Ready);
        emit opened();
        goOnReaching();
    } else if (request == m_olderRequest) {
        m_olderRequest = 0;
        m_hasOlder = page.hasMore;
        m_model.prepend(page.lines);
        emit stateChanged();
        goOnReaching();
    } else if (request == m_catchUpRequest) {
        m_catchUpRequest = 0;
        m_readAgain.insert(m_readAgain.end(), page.lines.begin(), page.lines.end());
        if (page.hasMore && !page.lines.empty())
            askOn(page.lines.back().rev);
        else
            finishCatchingUp();
    }
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

void ThreadFeed::takeFailure(api::RequestId request, const api::DeskFailure& failure)
{
    if (request == 0) return;
    const bool isOfWhole = request == m_catchUpRequest || request == m_firstRequest;
    if (isOfWhole && failure.error == api::DeskError::NotFound) {
        m_firstRequest = m_catchUpRequest = 0;
        emit gone();
    } else if (request == m_olderRequest) {
        m_olderRequest = 0;  // scrolling up again asks again
        emit stateChanged();
        if (std::exchange(m_reaching, {})) emit reachFailed(failure);
    } else if (request == m_catchUpRequest) {
        m_catchUpRequest = 0;
    } else if (request == m_firstRequest) {
        m_firstRequest = 0;
        m_failure = failure;
        setState(State::Failed);
    }
}

void ThreadFeed::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

}  // namespace tongdai
