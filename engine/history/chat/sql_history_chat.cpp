#include "engine/history/chat/chat.h"
#include "engine/history/sql_history_calls.h"

namespace tongdai {

// ---- ports::ChatStore -----------------------------------------------------------------------------------------------

QCoro::Task<bool> SqlHistory::openThread(ThreadDraft draft)
{
    return writeTo({draft.id}, "open thread",
                   [=](UnitOfWork& work, WriteJob& job) { return chat_statements::openThread(work, job, draft); });
}

QCoro::Task<JoinedThread> SqlHistory::joinThread(ConversationId thread, ChatUser user)
{
    return writeTo({thread}, "join thread", [=](UnitOfWork& work, WriteJob& job) {
        return chat_statements::joinThread(work, job, thread, user);
    });
}

QCoro::Task<bool> SqlHistory::leaveThread(ConversationId thread, SenderId user)
{
    return writeTo({thread}, "leave thread", [=](UnitOfWork& work, WriteJob& job) {
        return chat_statements::leaveThread(work, job, thread, user);
    });
}

QCoro::Task<ReadOutcome> SqlHistory::markRead(ConversationId thread, SenderId user, MessageId upto)
{
    return writeTo({thread}, "mark read",
                   [=](UnitOfWork& work, WriteJob&) { return chat_statements::markRead(work, thread, user, upto); });
}

QCoro::Task<int> SqlHistory::markDelivered(std::vector<Delivered> lines, std::vector<DeviceCursor> cursors)
{
    return write("mark delivered", [=](UnitOfWork& work, WriteJob&) {
        const int marked = chat_statements::markDelivered(work, lines);  // receipts first (guarantees 2.4, lock order)
        chat_statements::saveCursors(work, cursors);
        return marked;
    });
}

QCoro::Task<std::optional<ChatUser>> SqlHistory::chatUser(SenderId id)
{
    return read("read chat user", [=](SqlSession& session) { return chat_statements::user(session, id); });
}

QCoro::Task<std::optional<ChatThread>> SqlHistory::chatThread(ConversationId id)
{
    return read("read chat thread", [=](SqlSession& session) { return chat_statements::thread(session, id); });
}

QCoro::Task<std::vector<ChatThread>> SqlHistory::threadsOf(SenderId user)
{
    return read("read threads", [=](SqlSession& session) { return chat_statements::threadsOf(session, user); });
}

QCoro::Task<std::vector<UndeliveredLine>> SqlHistory::undelivered(UndeliveredQuery query)
{
    return read("read undelivered", [=](SqlSession& session) { return chat_statements::undelivered(session, query); });
}

QCoro::Task<std::vector<ChatLine>> SqlHistory::chatLines(ConversationId thread, qint64 afterRev, int limit)
{
    return read("read chat lines",
                [=](SqlSession& session) { return chat_statements::lines(session, thread, afterRev, limit); });
}

QCoro::Task<ChatLinesPage> SqlHistory::chatHistory(ChatLinesQuery query)
{
    return read("read chat history", [=](SqlSession& session) { return chat_statements::history(session, query); });
}

QCoro::Task<ThreadListPage> SqlHistory::threadList(ThreadListQuery query)
{
    return read("list threads", [=](SqlSession& session) { return chat_statements::threadList(session, query); });
}

}  // namespace tongdai
