#include "ui/models/thread_hits.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace tongdai {

namespace {

/// What the search finds: what was said or noted, and reached whom it was for.
bool isFindable(const StoredMessage& line)
{
    return line.speaker != Speaker::System && !line.body.isEmpty() &&
           line.metadata[QLatin1StringView("sent")].toBool(true);
}

}  // namespace

ThreadHits::ThreadHits(api::Desk& desk, QObject* parent) : QObject(parent), m_desk(desk)
{
    connect(&desk, &api::Desk::found, this, &ThreadHits::take);
    connect(&desk, &api::Desk::requestFailed, this, &ThreadHits::takeFailure);
    // The engine is there only now, the store is another one, or whoever sits here sees more or less than before.
    connect(&desk, &api::Desk::ready, this, &ThreadHits::askAgain);
}

void ThreadHits::look(const ConversationId& conversation, const QString& typed, bool goes)
{
    m_conversation = conversation;
    m_typed = typed;
    m_first = m_more = 0;
    m_arrived.clear();
    m_isGoing = goes;
    m_isSteppingOn = false;
    if (!searchWordsTyped(typed).isEmpty()) {
        ask({}, m_first);
        setState(State::Asking);
        return;
    }
    m_words = {};
    m_lines.clear();
    m_current = 0;
    m_next.reset();
    m_isExact = m_isTelex = m_isCut = m_isThere = false;
    setState(State::Idle);
}

void ThreadHits::askAgain()
{
    if (m_state == State::Idle) return;
    look(m_conversation, m_typed, m_state == State::Asking && m_isGoing);
}

void ThreadHits::ask(const std::optional<SearchPlace>& after, api::RequestId& request)
{
    MessageQuery query;
    query.text = m_typed;
    query.conversation = m_conversation;
    query.limit = kPage;
    query.after = after;
    request = m_desk.requestSearch(query);
}

int ThreadHits::place() const
{
    const auto at = std::ranges::lower_bound(m_lines, m_current, std::greater());
    return at != m_lines.end() && *at == m_current ? int(at - m_lines.begin()) : -1;
}

void ThreadHits::step(int forward)
{
    if (m_state == State::Failed) return look(m_conversation, m_typed);
    if (m_state != State::Ready || m_lines.empty()) return;
    if (!m_isThere) return goTo(m_current);
    const int count = int(m_lines.size());
    const int next = place() + forward;
    if (next >= count && m_next) {
        m_isSteppingOn = true;
        if (m_more == 0) ask(m_next, m_more);
    } else {
        m_isSteppingOn = false;
        goTo(m_lines[size_t((next + count) % count)]);
    }
}

void ThreadHits::goTo(qint64 rev)
{
    m_current = rev;
    m_isThere = true;
    emit changed();
    emit lineWanted(rev);
}

void ThreadHits::takeArrived(const std::vector<StoredMessage>& lines)
{
    if (m_first != 0) m_arrived.insert(m_arrived.end(), lines.begin(), lines.end());
    if (m_state != State::Ready) return;
    const size_t before = m_lines.size();
    for (const StoredMessage& line : lines)
        add(line);
    if (m_lines.size() == before) return;
    if (m_current == 0) m_current = m_lines.front();
    emit changed();
}

void ThreadHits::take(api::RequestId request, const MessageHits& found)
{
    if (request == 0) return;
    if (request == m_first)
        takeFirst(found);
    else if (request == m_more)
        takeMore(found);
}

void ThreadHits::takeFirst(const MessageHits& found)
{
    // The engine looked at as many lines as it does at once, and all were left out.
    if (found.hits.empty() && found.next) return ask(found.next, m_first);
    m_first = 0;
    const SearchWords typed = searchWordsTyped(m_typed);
    m_isTelex = found.isTelex;
    m_isExact = std::ranges::any_of(found.hits, &MessageHit::isExact);
    m_words = m_isTelex ? searchWordsOfTelex(m_typed) : m_isExact ? markedWordsOf(typed) : typed;
    m_isCut = m_isTelex && int(found.hits.size()) >= kPage;
    m_lines.clear();
    add(found);
    for (const StoredMessage& line : std::exchange(m_arrived, {}))
        add(line);
    if (place() < 0) {
        m_current = m_lines.empty() ? 0 : m_lines.front();
        m_isThere = false;
    }
    m_state = State::Ready;
    if (m_current != 0 && m_isGoing)
        goTo(m_current);
    else
        emit changed();
}

void ThreadHits::takeMore(const MessageHits& found)
{
    m_more = 0;
    add(found);
    if (found.hits.empty() && m_next) return ask(m_next, m_more);
    emit changed();
    if (std::exchange(m_isSteppingOn, false)) step(1);
}

void ThreadHits::takeFailure(api::RequestId request, const api::DeskFailure& failure)
{
    if (request == 0) return;
    if (request == m_more) {
        m_more = 0;  // stepping on asks again
        m_isSteppingOn = false;
    } else if (request == m_first) {
        m_first = 0;
        m_lines.clear();
        m_current = 0;
        m_isThere = false;
        m_next.reset();
        setState(State::Failed);
    } else {
        return;
    }
    emit failed(failure);
}

void ThreadHits::add(const MessageHits& found)
{
    // Those with the marks come first; behind them nothing else counts.
    m_next = m_isExact && found.next && !found.next->inExact ? std::nullopt : found.next;
    for (const MessageHit& hit : found.hits) {
        if (!m_isExact || hit.isExact) insert(hit.message.rev);
    }
}

void ThreadHits::add(const StoredMessage& line)
{
    if (isFindable(line) && holdsWords(line.body, m_words)) insert(line.rev);
}

void ThreadHits::insert(qint64 rev)
{
    const auto at = std::ranges::lower_bound(m_lines, rev, std::greater());
    if (at == m_lines.end() || *at != rev) m_lines.insert(at, rev);
}

void ThreadHits::setState(State state)
{
    m_state = state;
    emit changed();
}

}  // namespace tongdai
