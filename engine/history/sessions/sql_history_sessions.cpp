#include "engine/history/chat/chat_listing.h"
#include "engine/history/sessions/chat_sessions.h"
#include "engine/history/sql_history_calls.h"

namespace tongdai {

QCoro::Task<RecordEntryOutcome> SqlHistory::recordEntry(ChatEntry entry, QByteArray hash, ChatHistoryLimits limits,
                                                        bool isCopy)
{
    return writeTo({entry.session}, "record chat entry", [=](UnitOfWork& work, WriteJob& job) {
        return tongdai::recordEntry(work, job, entry, hash, limits, isCopy);
    });
}

QCoro::Task<void> SqlHistory::keepCopied(ChatSession copied, bool isNew)
{
    auto keeping = writeTo({copied.id}, "keep copied chat session", [=](UnitOfWork& work, WriteJob& job) {
        tongdai::keepCopied(work, job, copied, isNew);
        return true;
    });
    co_await keeping;
}

QCoro::Task<bool> SqlHistory::archiveChatSession(ConversationId id)
{
    return writeTo({id}, "archive chat session",
                   [=](UnitOfWork& work, WriteJob&) { return tongdai::archiveChatSession(work, id); });
}

QCoro::Task<void> SqlHistory::listThreads(std::vector<ConversationId> conversations)
{
    auto listed = writeTo(conversations, "list threads", [=](UnitOfWork& work, WriteJob&) {
        work.lock(conversations);
        for (const ConversationId& id : conversations) {
            if (const auto* row = work.find(id)) listThread(work, *row);
        }
        return true;
    });
    co_await listed;
}

QCoro::Task<std::optional<ChatSession>> SqlHistory::chatSession(ConversationId id)
{
    const auto ask = [this, id] {
        return read("read chat session", [id](SqlSession& session) { return reads::chatSession(session, id); });
    };
    auto first = ask();
    std::optional<reads::FoundChatSession> found = co_await first;
    if (found && !found->isListed) {
        std::vector<ConversationId> behind{id};
        auto listing = listThreads(std::move(behind));
        co_await listing;
        auto second = ask();
        found = co_await second;
    }
    std::optional<ChatSession> answer;
    if (found) answer = std::move(found->session);
    co_return answer;
}

QCoro::Task<std::vector<ChatSession>> SqlHistory::chatSessions(SenderId user, int limit)
{
    const auto ask = [this, user, limit] {
        return read("list chat sessions",
                    [user, limit](SqlSession& session) { return reads::chatSessions(session, user, limit); });
    };
    auto first = ask();
    std::vector<reads::FoundChatSession> found = co_await first;
    std::vector<ConversationId> behind;
    for (const auto& one : found) {
        if (!one.isListed) behind.push_back(one.session.id);
    }
    if (!behind.empty()) {
        auto listing = listThreads(std::move(behind));
        co_await listing;
        auto second = ask();
        found = co_await second;
    }
    std::vector<ChatSession> sessions;
    sessions.reserve(found.size());
    for (auto& one : found)
        sessions.push_back(std::move(one.session));
    co_return sessions;
}

QCoro::Task<ChatEntryPage> SqlHistory::chatEntries(ChatEntryQuery query)
{
    return read("read chat entries", [=](SqlSession& session) { return reads::chatEntries(session, query); });
}

}  // namespace tongdai
