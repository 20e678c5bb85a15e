#include "engine/state/redis/connection/reply_reader.h"

#include <hiredis/hiredis.h>

namespace tongdai::redis {

using namespace Qt::StringLiterals;

/// Called by hiredis for every parsed item; an item lands straight in its place in the tree. Only the array being
/// filled grows, and hiredis keeps no pointer to its finished elements, so a reallocation hurts nobody.
struct ReplyReader::Hooks {
    static void* place(const redisReadTask* task, Reply value)
    {
        if (!task->parent) return new Reply(std::move(value));
        auto& siblings = std::get<Reply::Array>(static_cast<Reply*>(task->parent->obj)->m_value);
        siblings.push_back(std::move(value));
        return &siblings.back();
    }
    static void* createString(const redisReadTask* task, char* text, size_t length)
    {
        QByteArray bytes(text, qsizetype(length));
        if (task->type == REDIS_REPLY_ERROR) return place(task, Reply(Reply::Error{std::move(bytes)}));
        if (task->type == REDIS_REPLY_STATUS) return place(task, Reply(Reply::Status{std::move(bytes)}));
        return place(task, Reply(std::move(bytes)));
    }
    /// The element count is an int in hiredis 0.14 and a size_t since 1.0.
    template <class Count>
    static void* createArray(const redisReadTask* task, Count count)
    {
        const auto* limits = static_cast<const Limits*>(task->privdata);
        if (qsizetype(count) > limits->elements) return nullptr;  // hiredis then reports "Out of memory"
        return place(task, Reply(Reply::Array()));
    }
    static void* createInteger(const redisReadTask* task, long long value) { return place(task, Reply(qint64(value))); }
    static void* createNil(const redisReadTask* task) { return place(task, Reply()); }
    static void freeObject(void* root) { delete static_cast<Reply*>(root); }

    static redisReplyObjectFunctions* table()
    {
        static redisReplyObjectFunctions functions = [] {
            redisReplyObjectFunctions made{};
            made.createString = &createString;
            made.createArray = &createArray;
            made.createInteger = &createInteger;
            made.createNil = &createNil;
            made.freeObject = &freeObject;
#if HIREDIS_MAJOR >= 1
            // RESP 3 types arrive only from a server nobody asked for them; they are read, not trusted.
            made.createDouble = [](const redisReadTask* task, double, char* text, size_t length) {
                return place(task, Reply(QByteArray(text, qsizetype(length))));
            };
            made.createBool = [](const redisReadTask* task, int value) { return place(task, Reply(qint64(value))); };
#endif
            return made;
        }();
        return &functions;
    }
};

void ReplyReader::FreeReader::operator()(redisReader* reader) const
{
    redisReaderFree(reader);
}

ReplyReader::ReplyReader(Limits limits) : m_limits(limits), m_reader(redisReaderCreateWithFunctions(Hooks::table()))
{
    if (!m_reader) throw std::bad_alloc();
    m_reader->privdata = &m_limits;
}

ReplyReader::~ReplyReader() = default;

bool ReplyReader::feed(QByteArrayView bytes, std::vector<Reply>& replies)
{
    if (!m_problem.isEmpty()) return false;
    m_unfinished += bytes.size();
    if (redisReaderFeed(m_reader.get(), bytes.data(), size_t(bytes.size())) != REDIS_OK)
        return fail(QString::fromLatin1(m_reader->errstr));
    for (;;) {
        void* root = nullptr;
        if (redisReaderGetReply(m_reader.get(), &root) != REDIS_OK) return fail(QString::fromLatin1(m_reader->errstr));
        if (!root) break;
        const std::unique_ptr<Reply> reply(static_cast<Reply*>(root));
        replies.push_back(std::move(*reply));
        m_unfinished = 0;
    }
    // hiredis waits for a whole bulk string, however long the server says it will be.
    if (m_unfinished > m_limits.bytes) return fail(u"reply larger than %1 bytes"_s.arg(m_limits.bytes));
    return true;
}

bool ReplyReader::fail(const QString& problem)
{
    m_problem = problem.isEmpty() ? u"protocol error"_s : problem;
    return false;
}

}  // namespace tongdai::redis
