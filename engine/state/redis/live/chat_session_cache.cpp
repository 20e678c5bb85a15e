#include "engine/state/redis/live/chat_session_cache.h"

#include "engine/contract/iso_time.h"
#include "engine/contract/json/chat/chat_history.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/state/redis/connection/ask_all.h"

#include <algorithm>

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

const Log chatSessionCacheLog("redis");

QByteArray seconds(std::chrono::seconds life)
{
    return QByteArray::number(qint64(life.count()));
}

QByteArrayList hashFields(const ChatSession& session)
{
    const auto time = [](Ticks ticks) { return contract::roundTripTime(ticks).toLatin1(); };
    const QByteArray count = QByteArray::number(session.messageCount);
    return {"sessionId"_ba,    session.id.bytes(),
            "userId"_ba,       session.user.bytes(),
            "createdAt"_ba,    time(session.createdAt),
            "lastActivity"_ba, time(session.lastActivity),
            "messageCount"_ba, count,
            "status"_ba,       contract::statusName(session.status).toLatin1(),
            "rev"_ba,          QByteArray::number(session.rev),
            "total"_ba,        count};
}

QByteArray day(TimePoint now)
{
    return contract::roundTripTime(toTicks(now)).left(10).toLatin1();
}

/// Fields in any case; false: no session at all.
bool readHash(const Reply& reply, CachedChatSession& cached)
{
    QHash<QByteArray, QByteArray> fields;
    for (std::size_t i = 0; i + 1 < reply.elements().size(); i += 2)
        fields.insert(reply.at(i).bytes().toLower(), reply.at(i + 1).bytes());
    if (fields.isEmpty()) return false;
    ChatSession& session = cached.session;
    const auto time = [&fields](const char* name) {
        return contract::parseIsoTime(QString::fromUtf8(fields.value(name))).value_or(0);
    };
    session.user = SenderId(fields.value("userid"));
    session.createdAt = time("createdat");
    session.lastActivity = time("lastactivity");
    session.messageCount = fields.value("messagecount").toInt();
    session.status = contract::statusOf(QString::fromUtf8(fields.value("status")));
    session.rev = fields.value("rev").toLongLong();
    cached.total = fields.value("total").toInt();
    return true;
}

}  // namespace

ChatSessionCache::ChatSessionCache(Connection& connection, Health& health, ChatHistoryLimits limits)
    : m_connection(connection), m_health(health), m_limits(limits)
{
}

QCoro::Task<CacheSave> ChatSessionCache::save(EntryRecorded recorded, TimePoint now)
{
    if (!mayWrite()) co_return CacheSave::Unavailable;
    const ChatSession& session = recorded.session;
    const QByteArrayList touched{keys::chatHistory(session.user, session.id), keys::userSessions(session.user),
                                 keys::sessionInfo(session.id), keys::chatAnalytics(day(now)),
                                 keys::erasedMark(session.id)};
    QByteArrayList args{contract::writeListElement(recorded.entry),
                        session.id.bytes(),
                        QByteArray::number(recorded.revBefore),
                        QByteArray::number(session.rev),
                        QByteArray::number(session.messageCount),
                        recorded.isNewest ? "1"_ba : "0"_ba,
                        seconds(m_limits.cacheLife),
                        QByteArray::number(m_limits.maxCachedEntries),
                        recorded.entry.aiResponse ? "1"_ba : "0"_ba,
                        keys::userMessagesField(session.user),
                        seconds(m_limits.analyticsLife)};
    args << hashFields(session);
    auto asked = orNothing(m_save.run(m_connection, touched, args));
    const auto answer = co_await asked;
    if (!answer) co_return CacheSave::Unavailable;
    if (answer->isError()) {
        chatSessionCacheLog.warn("a chat entry was not copied",
                                 {{u"cause"_s, QString::fromUtf8(answer->errorText().left(200))}});
        co_return CacheSave::Unavailable;
    }
    switch (answer->integer().value_or(3)) {
        case 0: co_return CacheSave::Cold;
        case 1: co_return CacheSave::Saved;
        case 2: co_return CacheSave::Foreign;
        default: co_return CacheSave::Unavailable;
    }
}

QCoro::Task<std::optional<CachedChatSession>> ChatSessionCache::find(SenderId user, ConversationId session, int skip,
                                                                     int limit)
{
    std::optional<CachedChatSession> found;
    if (!mayRead()) co_return found;
    const QByteArray list = keys::chatHistory(user, session);
    const int last = limit < 0 ? -1 : skip + limit - 1;
    std::vector<QByteArrayList> commands{{"HGETALL"_ba, keys::sessionInfo(session)}};
    if (limit != 0) {
        commands.push_back({"LLEN"_ba, list});
        commands.push_back({"LRANGE"_ba, list, QByteArray::number(skip), QByteArray::number(last)});
    }
    auto asked = askAll(&m_connection, std::move(commands));
    const auto answers = co_await asked;
    if (!answers) co_return found;
    CachedChatSession cached;
    cached.session.id = session;
    if (!readHash(answers->at(0), cached)) co_return found;
    if (limit != 0) {
        cached.length = int(answers->at(1).integer().value_or(0));
        for (const Reply& element : answers->at(2).elements()) {
            if (auto entry = contract::readListElement(element.bytes()))
                cached.entries.push_back(*std::move(entry));
            else
                ++cached.corrupt;
        }
        std::reverse(cached.entries.begin(), cached.entries.end());
    }
    found = std::move(cached);
    co_return found;
}

QCoro::Task<std::vector<CachedChatSession>> ChatSessionCache::findAll(std::vector<ConversationId> sessions)
{
    std::vector<CachedChatSession> found;
    if (!mayRead() || sessions.empty()) co_return found;
    std::vector<QByteArrayList> commands;
    commands.reserve(sessions.size());
    for (const ConversationId& session : sessions)
        commands.push_back({"HGETALL"_ba, keys::sessionInfo(session)});
    auto asked = askAll(&m_connection, std::move(commands));
    const auto answers = co_await asked;
    for (size_t i = 0; answers && i < answers->size(); ++i) {
        CachedChatSession cached;
        cached.session.id = sessions[i];
        if (readHash((*answers)[i], cached)) found.push_back(std::move(cached));
    }
    co_return found;
}

QCoro::Task<void> ChatSessionCache::fill(ChatSession session, std::vector<ChatEntry> entries)
{
    if (!mayWrite()) co_return;
    const QByteArrayList touched{keys::chatHistory(session.user, session.id), keys::userSessions(session.user),
                                 keys::sessionInfo(session.id), keys::erasedMark(session.id)};
    const QByteArrayList fields = hashFields(session);
    QByteArrayList args{session.id.bytes(), QByteArray::number(session.rev), seconds(m_limits.cacheLife),
                        QByteArray::number(fields.size())};
    args << fields;
    std::reverse(entries.begin(), entries.end());
    const auto count = std::min(entries.size(), size_t(m_limits.maxCachedEntries));
    for (size_t i = 0; i < count; ++i)
        args << contract::writeListElement(entries[i]);
    auto asked = orNothing(m_fill.run(m_connection, touched, args));
    const auto answer = co_await asked;
    if (answer && answer->isError())
        chatSessionCacheLog.warn("a chat session was not copied",
                                 {{u"cause"_s, QString::fromUtf8(answer->errorText().left(200))}});
}

QCoro::Task<void> ChatSessionCache::archive(ConversationId session)
{
    if (!mayWrite()) co_return;
    auto asked = orNothing(m_archive.run(m_connection, {keys::sessionInfo(session)}, {}));
    co_await asked;
}

QCoro::Task<std::optional<std::vector<ConversationId>>> ChatSessionCache::sessionIds(SenderId user)
{
    std::optional<std::vector<ConversationId>> ids;
    if (!mayRead()) co_return ids;
    auto asked = orNothing(m_connection.command({"SMEMBERS"_ba, keys::userSessions(user)}));
    const auto answer = co_await asked;
    if (!answer || !answer->isArray()) co_return ids;
    ids.emplace();
    for (const Reply& id : answer->elements()) {
        if (!checkId(id.bytes())) ids->push_back(ConversationId(id.bytes()));
    }
    co_return ids;
}

QCoro::Task<void> ChatSessionCache::drop(SenderId user, std::vector<ConversationId> sessions)
{
    if (!mayWrite()) co_return;
    std::vector<QByteArrayList> commands;
    for (const ConversationId& session : sessions) {
        commands.push_back({"DEL"_ba, keys::chatHistory(user, session), keys::sessionInfo(session)});
        commands.push_back({"SREM"_ba, keys::userSessions(user), session.bytes()});
    }
    auto asked = askAll(&m_connection, std::move(commands));
    co_await asked;
}

QCoro::Task<std::optional<ChatDayCounters>> ChatSessionCache::dayCounters(QByteArray day)
{
    std::optional<ChatDayCounters> counted;
    if (!mayRead()) co_return counted;
    QByteArrayList command{"HGETALL"_ba, keys::chatAnalytics(day)};
    auto asked = orNothing(m_connection.command(std::move(command)));
    const auto answer = co_await asked;
    if (!answer || answer->isError()) co_return counted;
    counted.emplace();
    const std::vector<Reply>& fields = answer->elements();
    for (size_t i = 0; i + 1 < fields.size(); i += 2) {
        const QByteArray name = fields[i].bytes();
        const qint64 value = fields[i + 1].bytes().toLongLong();
        if (name == keys::kTotalMessages)
            counted->messages = value;
        else if (name == keys::kAiResponses)
            counted->aiResponses = value;
        else if (const auto user = keys::userOfMessagesField(name))
            counted->byUser[*user] = value;
    }
    co_return counted;
}

}  // namespace tongdai::redis
