#include "engine/work/chat/chat_history.h"

#include "engine/contract/json/chat/plain_chat.h"
#include "engine/domain/log.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log chatHistoryLog("chat history");

/// The slice of one page in a list of `length` entries that holds the newest of `total`.
bool isWholeSlice(const CachedChatSession& cached, int skip, int limit)
{
    const int expected = std::clamp(cached.total - skip, 0, limit);
    return int(cached.entries.size()) == expected;
}

bool agrees(const CachedChatSession& cached, const ChatSession& session)
{
    return cached.isOurs() && cached.session.rev == session.rev && cached.total == session.messageCount &&
           cached.session.user == session.user;
}

/// An older service archives a session by its hash alone. Its word counts while nothing was said since.
bool isArchivedThere(const CachedChatSession& cached, const ChatSession& session)
{
    if (cached.session.status != ChatSessionStatus::Archived || session.status == ChatSessionStatus::Archived)
        return false;
    const bool isOlderServices = cached.session.rev == 0 && session.lastActivity <= cached.session.lastActivity;
    return cached.session.user == session.user && (cached.session.rev == session.rev || isOlderServices);
}

ChatEntryQuery queryOf(const ChatPageRequest& request)
{
    return {request.session, request.from, request.to, (request.page - 1) * request.pageSize, request.pageSize};
}

/// The same as the store's query, over entries in memory.
ChatEntryPage pick(std::vector<ChatEntry> entries, const ChatEntryQuery& query)
{
    std::erase_if(entries, [&query](const ChatEntry& entry) {
        return (query.from && entry.at < *query.from) || (query.to && entry.at > *query.to);
    });
    ChatEntryPage page;
    page.total = int(entries.size());
    const int end = std::max(0, page.total - query.skip);
    const int begin = std::max(0, end - query.limit);
    page.entries.assign(entries.begin() + begin, entries.begin() + end);
    return page;
}

}  // namespace

ChatHistory::ChatHistory(Ports ports, ChatHistoryLimits limits) : m_ports(ports), m_limits(limits) {}

ChatHistory::~ChatHistory() = default;

// A session that only an older service knows is taken over from its Redis copies first (contracts/chat-history §2).
QCoro::Task<std::optional<ChatSession>> ChatHistory::findSession(ConversationId id)
{
    auto asked = m_ports.store.chatSession(id);
    std::optional<ChatSession> found = co_await asked;
    if (found) co_return found;
    auto cachedTask = m_ports.cache.find(SenderId(), id, 0, 0);
    const std::optional<CachedChatSession> cached = co_await cachedTask;
    if (!cached || cached->session.user.isEmpty()) co_return std::nullopt;
    auto adopting = adopt(cached->session.user, id, true);
    const bool adopted = co_await adopting;
    if (!adopted) co_return std::nullopt;
    auto again = m_ports.store.chatSession(id);
    found = co_await again;
    co_return found;
}

QCoro::Task<ChatHistory::PageResult> ChatHistory::page(ChatCaller caller, ChatPageRequest request)
{
    PageResult result;
    if (!caller.mayRead(request.user)) {
        result = NoAccess{};
        co_return result;
    }
    const SenderId user = request.user;
    auto finding = pageOf(std::move(request));
    std::optional<ChatPage> found = co_await finding;
    const bool isOfUser = found && found->session.user == user;
    if (isOfUser)
        result = std::move(*found);
    else if (!found || caller.isAdmin)
        result = NoSuchSession{};
    else
        result = NoAccess{};  // somebody else's session under one's own name
    co_return result;
}

QCoro::Task<std::optional<ChatPage>> ChatHistory::pageOf(ChatPageRequest request)
{
    const ChatEntryQuery query = queryOf(request);
    const bool isFiltered = query.from || query.to;
    // Both at once: the store says whether the copy is the truth. A filter is the business of the store's index.
    auto looking = m_ports.cache.find(request.user, request.session, query.skip, isFiltered ? 0 : query.limit);
    std::optional<StoreError> trouble;
    std::optional<ChatSession> session;
    try {
        auto finding = findSession(request.session);
        session = co_await finding;
    } catch (const StoreError& error) {
        trouble = error;
    }
    std::optional<CachedChatSession> cached = co_await looking;
    std::optional<ChatPage> answer;
    if (trouble) {
        auto alone = pageFromCacheAlone(std::move(request), *trouble);
        answer = co_await alone;
        co_return answer;
    }
    if (!session) co_return answer;
    if (cached && isArchivedThere(*cached, *session)) {
        auto archiving = m_ports.store.archiveChatSession(request.session);
        co_await archiving;
        session->status = ChatSessionStatus::Archived;
    }
    answer = ChatPage{*session, {}};
    if (session->user != request.user) co_return answer;
    if (!isFiltered && cached && agrees(*cached, *session) && isWholeSlice(*cached, query.skip, query.limit)) {
        answer->page = {std::move(cached->entries), cached->total};
        co_return answer;
    }
    if (cached && cached->session.messageCount != cached->total && cached->session.user == request.user) {
        auto adopting = adopt(request.user, request.session, false);
        co_await adopting;
        auto again = m_ports.store.chatSession(request.session);
        session = co_await again;
        if (session) answer->session = *session;
    }
    auto reading = m_ports.store.chatEntries(query);
    answer->page = co_await reading;
    for (ChatEntry& entry : answer->page.entries)
        entry.user = answer->session.user;
    const bool isCut =
        cached && !isFiltered && cached->length < std::min(answer->session.messageCount, m_limits.maxCachedEntries);
    if (!cached || !agrees(*cached, answer->session) || isCut) fill(request.session);
    co_return answer;
}

QCoro::Task<std::optional<ChatPage>> ChatHistory::pageFromCacheAlone(ChatPageRequest request, StoreError trouble)
{
    auto looking = m_ports.cache.find(request.user, request.session, 0, -1);
    std::optional<CachedChatSession> cached = co_await looking;
    // Part of a history, passed off as all of it, would be worse than none.
    if (!cached || cached->session.user != request.user || cached->corrupt > 0 ||
        cached->session.messageCount != cached->length)
        throw trouble;
    ChatEntryPage page = pick(std::move(cached->entries), queryOf(request));
    std::optional<ChatPage> answer = ChatPage{std::move(cached->session), std::move(page)};
    co_return answer;
}

QCoro::Task<ChatDayCounters> ChatHistory::dayCounters(ChatCaller caller, QDate day)
{
    auto asking = m_ports.cache.dayCounters(day.toString(Qt::ISODate).toLatin1());
    std::optional<ChatDayCounters> counted = co_await asking;
    if (!counted) {
        throw StoreError(StoreError::Kind::Unreachable, QStringLiteral("day counters"), QStringLiteral("redis"),
                         QStringLiteral("Redis does not answer"));
    }
    if (caller.isAdmin || caller.isService) co_return *std::move(counted);
    ChatDayCounters own;
    if (const auto found = counted->byUser.find(caller.user); found != counted->byUser.end()) {
        own.messages = found->second;
        own.byUser.insert(*found);
    }
    co_return own;
}

QCoro::Task<ChatHistory::SessionsResult> ChatHistory::sessions(ChatCaller caller, SenderId user)
{
    SessionsResult result;
    if (!caller.mayRead(user)) {
        result = NoAccess{};
        co_return result;
    }
    auto looking = m_ports.cache.sessionIds(user);
    auto listing = m_ports.store.chatSessions(user, m_limits.maxSessionsPerUser);
    std::vector<ChatSession> sessions = co_await listing;
    const std::optional<std::vector<ConversationId>> cached = co_await looking;
    const std::vector<ConversationId> copied = cached.value_or(std::vector<ConversationId>());
    QSet<ConversationId> known;
    for (const ChatSession& session : sessions)
        known.insert(session.id);
    std::vector<ConversationId> stale;
    bool adoptedAny = false;
    for (const ConversationId& id : copied) {
        if (known.contains(id) || int(stale.size()) >= m_limits.maxSessionsPerUser) continue;
        auto adopting = adopt(user, id, true);
        const bool adopted = co_await adopting;
        if (adopted)
            adoptedAny = true;
        else
            stale.push_back(id);
    }
    if (!stale.empty()) {
        auto dropping = m_ports.cache.drop(user, std::move(stale));
        co_await dropping;
    }
    if (adoptedAny) {
        auto again = m_ports.store.chatSessions(user, m_limits.maxSessionsPerUser);
        sessions = co_await again;
    }
    std::vector<ConversationId> shown;
    shown.reserve(sessions.size());
    for (const ChatSession& session : sessions)
        shown.push_back(session.id);
    auto comparing = m_ports.cache.findAll(std::move(shown));
    std::vector<CachedChatSession> copies = co_await comparing;
    auto archiving = withArchivesOfOthers(std::move(sessions), std::move(copies));
    sessions = co_await archiving;
    result = std::move(sessions);
    co_return result;
}

QCoro::Task<std::vector<ChatSession>> ChatHistory::withArchivesOfOthers(std::vector<ChatSession> sessions,
                                                                        std::vector<CachedChatSession> cached)
{
    for (const CachedChatSession& copy : cached) {
        const auto session = std::ranges::find(sessions, copy.session.id, &ChatSession::id);
        if (session == sessions.end() || !isArchivedThere(copy, *session)) continue;
        session->status = ChatSessionStatus::Archived;
        auto archiving = m_ports.store.archiveChatSession(copy.session.id);
        co_await archiving;
    }
    co_return sessions;
}

QCoro::Task<ChatHistory::SessionResult> ChatHistory::session(ChatCaller caller, ConversationId id)
{
    std::vector<ConversationId> one{id};
    auto comparing = m_ports.cache.findAll(std::move(one));
    auto finding = findSession(std::move(id));
    std::optional<ChatSession> found = co_await finding;
    std::vector<CachedChatSession> copies = co_await comparing;
    SessionResult result;
    if (!found) {
        result = NoSuchSession{};
    } else if (!caller.mayRead(found->user)) {
        result = NoAccess{};
    } else {
        std::vector<ChatSession> sessions{std::move(*found)};
        auto archiving = withArchivesOfOthers(std::move(sessions), std::move(copies));
        sessions = co_await archiving;
        result = std::move(sessions.front());
    }
    co_return result;
}

QCoro::Task<ChatHistory::ArchiveResult> ChatHistory::archive(ChatCaller caller, ConversationId id)
{
    auto looking = session(std::move(caller), id);
    ArchiveResult result = co_await looking;
    if (!std::holds_alternative<ChatSession>(result)) co_return result;
    auto archiving = m_ports.store.archiveChatSession(id);
    const bool existed = co_await archiving;
    if (!existed) {
        result = NoSuchSession{};
        co_return result;
    }
    auto copying = m_ports.cache.archive(id);
    co_await copying;
    co_return result;
}

QCoro::Task<ChatHistory::SyncResult> ChatHistory::sync(ChatCaller caller, ChatEntry entry, bool hasTime)
{
    SyncResult result;
    if (!caller.mayWriteFor(entry.user)) {
        result = NoAccess{};
        co_return result;
    }
    entry.isUsersOwn = !caller.isService && !caller.isAdmin;
    if (entry.isUsersOwn && contract::isWebSession(entry.session)) {
        result = NoAccess{};  // ids of the plain WebSockets: whoever sits there has no token to say so
        co_return result;
    }
    // A session that only an older service knows: its owner, and what it holds, come first.
    auto looking = m_ports.cache.find(SenderId(), entry.session, 0, 0);
    const std::optional<CachedChatSession> cached = co_await looking;
    const bool isArchived = cached && cached->session.status == ChatSessionStatus::Archived;
    if (cached && (cached->session.rev == 0 || isArchived) && !cached->session.user.isEmpty()) {
        auto finding = findSession(entry.session);
        const std::optional<ChatSession> found = co_await finding;
        if (found && found->user != entry.user) {
            result = NoAccess{};
            co_return result;
        }
        if (found && isArchivedThere(*cached, *found)) {
            auto archiving = m_ports.store.archiveChatSession(entry.session);
            co_await archiving;
        }
    }
    auto recording = record(std::move(entry), hasTime);
    RecordEntryOutcome outcome = co_await recording;
    if (auto* recorded = std::get_if<EntryRecorded>(&outcome))
        result = std::move(*recorded);
    else if (std::holds_alternative<EntryKnown>(outcome))
        result = EntryKnown{};
    else if (std::holds_alternative<EntryIdReused>(outcome))
        result = EntryIdReused{};
    else if (std::holds_alternative<SessionArchived>(outcome))
        result = SessionArchived{};
    else
        result = NoAccess{};
    co_return result;
}

QCoro::Task<RecordEntryOutcome> ChatHistory::record(ChatEntry entry, bool hasTime)
{
    const QByteArray hash = hashEntry(entry, hasTime);
    if (!hasTime) entry.at = toTicks(m_ports.clock.now());
    auto recording = m_ports.store.recordEntry(std::move(entry), hash, m_limits, false);
    RecordEntryOutcome outcome = co_await recording;
    if (auto* recorded = std::get_if<EntryRecorded>(&outcome)) {
        // Answered only after Redis was told, so that a caller who reads at once reads what it wrote.
        auto copying = copyToCache(*recorded);
        co_await copying;
    }
    co_return outcome;
}

QCoro::Task<void> ChatHistory::copyToCache(EntryRecorded recorded)
{
    const SenderId user = recorded.session.user;
    const ConversationId id = recorded.session.id;
    SettleRequest settle;
    settle.conversation = id;
    settle.events = recorded.events;
    auto settling = m_ports.live.settle(std::move(settle));
    std::vector<ConversationId> evicted = recorded.evicted;
    auto saving = m_ports.cache.save(std::move(recorded), m_ports.clock.now());
    const CacheSave saved = co_await saving;
    co_await settling;
    if (!evicted.empty()) {
        auto dropping = m_ports.cache.drop(user, std::move(evicted));
        co_await dropping;
    }
    if (saved == CacheSave::Foreign) {
        auto adopting = adopt(user, id, false);
        co_await adopting;
    }
    if (saved == CacheSave::Foreign || saved == CacheSave::Cold) {
        auto filling = fill(id);
        co_await filling;
    }
}

/// What another program put into Redis becomes part of the record. False: nothing of this user's is there.
QCoro::Task<bool> ChatHistory::adopt(SenderId user, ConversationId session, bool isNew)
{
    auto looking = m_ports.cache.find(user, session, 0, -1);
    std::optional<CachedChatSession> cached = co_await looking;
    if (!cached || cached->session.user != user || cached->entries.empty()) co_return false;
    if (cached->corrupt > 0)
        chatHistoryLog.warn("elements of a redis list cannot be read", {{u"elements"_s, cached->corrupt}});
    std::vector<QCoro::Task<RecordEntryOutcome>> recordings;
    for (ChatEntry& entry : cached->entries) {
        // Their own fields do not decide whose they are.
        entry.user = user;
        entry.session = session;
        const QByteArray hash = hashEntry(entry, true);
        recordings.push_back(m_ports.store.recordEntry(std::move(entry), hash, m_limits, true));
    }
    bool isAny = false;
    for (auto& recording : recordings) {
        const RecordEntryOutcome outcome = co_await recording;
        isAny |= std::holds_alternative<EntryRecorded>(outcome) || std::holds_alternative<EntryKnown>(outcome) ||
                 std::holds_alternative<EntryIdReused>(outcome);
    }
    // What we have written there ourselves says nothing new of when it began.
    if (cached->session.rev > 0) cached->session.createdAt = 0;
    if (isAny) {
        auto keeping = m_ports.store.keepCopied(std::move(cached->session), isNew);
        co_await keeping;
    }
    co_return isAny;
}

/// Runs beside its caller; an error only leaves the cache cold.
QCoro::Task<void> ChatHistory::fill(ConversationId id)
{
    const TaskScope::Token scope = m_scope.token();
    if (m_filling.contains(id)) co_return;
    m_filling.insert(id);
    try {
        auto asking = m_ports.store.chatSession(id);
        const std::optional<ChatSession> session = co_await asking;
        if (session && !scope.isOver()) {
            ChatEntryQuery query;
            query.session = id;
            query.limit = m_limits.maxCachedEntries;
            auto reading = m_ports.store.chatEntries(query);
            ChatEntryPage page = co_await reading;
            for (ChatEntry& entry : page.entries)
                entry.user = session->user;
            if (!scope.isOver() && page.total == session->messageCount) {
                auto filling = m_ports.cache.fill(*session, std::move(page.entries));
                co_await filling;
            }
        }
    } catch (const StoreError& error) {
        chatHistoryLog.debug("a session was not copied to redis", {{u"cause"_s, error.cause()}});
    }
    if (!scope.isOver()) m_filling.remove(id);
}

}  // namespace tongdai
