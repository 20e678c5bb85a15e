#include "engine/state/redis/live/trace_eraser.h"

#include "engine/contract/json/notices/queue_task.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/state/redis/connection/ask_all.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>

#include <algorithm>
#include <span>

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

const Log traceEraserLog("redis");

constexpr int kScanStep = 500;
constexpr int kStreamStep = 500;

bool mentions(const QJsonValue& value, const QSet<QString>& words)
{
    if (value.isString()) return words.contains(value.toString());
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.begin(), array.end(),
                           [&words](const QJsonValue& inner) { return mentions(inner, words); });
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto field = object.begin(); field != object.end(); ++field) {
            if (words.contains(field.key()) || mentions(field.value(), words)) return true;
        }
    }
    return false;
}

bool mentions(const QByteArray& json, const QSet<QString>& words)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isObject()) return mentions(QJsonValue(document.object()), words);
    if (document.isArray()) return mentions(QJsonValue(document.array()), words);
    return words.contains(QString::fromUtf8(json));
}

}  // namespace

/// One erasure under way.
struct TraceEraser::Run {
    LiveTraces traces;
    QSet<QByteArray> keyIds;  ///< as they stand in keys
    QSet<QByteArray> touchedIds;
    QSet<QString> words;  ///< as they stand in JSON
    QSet<QByteArray> sessionKeys;
    QMap<QString, qint64> removed;

    void count(const QByteArray& family, qint64 by = 1)
    {
        if (by > 0) removed[u"redis: "_s + QString::fromLatin1(family)] += by;
    }
    bool owns(const QByteArray& key) const
    {
        return names(key, keys::kPersonalFamilies, keyIds) || sessionKeys.contains(key);
    }
    bool isCopyOfTouched(const QByteArray& key) const { return names(key, keys::kCopyFamilies, touchedIds); }

private:
    static bool names(const QByteArray& key, std::span<const char* const> families, const QSet<QByteArray>& ids)
    {
        for (const char* prefix : families) {
            if (!key.startsWith(prefix)) continue;
            for (const QByteArray& part : key.mid(qsizetype(qstrlen(prefix))).split(':')) {
                if (ids.contains(part)) return true;
            }
            return false;
        }
        return false;
    }
};

QCoro::Task<std::optional<std::vector<ErasedPlace>>> TraceEraser::forget(LiveTraces traces)
{
    std::optional<std::vector<ErasedPlace>> places;
    if (!m_health.canWrite()) co_return places;
    const auto run = std::make_shared<Run>();
    run->traces = std::move(traces);
    for (const ConversationId& id : run->traces.conversations) {
        run->keyIds.insert(keys::encodeId(id.bytes()));
        run->words.insert(id.toString());
        // Under the name the wire has for it, which may be another's id in other families.
        for (const auto key : {&keys::chatSession, &keys::checkReply, &keys::olderSession, &keys::olderCheckReply})
            run->sessionKeys.insert(key(id));
    }
    for (const ConversationId& id : run->traces.touched)
        run->touchedIds.insert(keys::encodeId(id.bytes()));
    if (run->traces.isWholePerson) {
        run->keyIds.insert(keys::encodeId(run->traces.user.bytes()));
        run->words.insert(run->traces.user.toString());
    }
    auto marking = mark(run);
    bool isDone = co_await marking;
    if (isDone) {
        auto scanning = scanKeys(run);
        isDone = co_await scanning;
    }
    if (isDone) {
        auto streaming = cleanStream(run);
        isDone = co_await streaming;
    }
    if (isDone) {
        auto cleaning = cleanQueues(run);
        isDone = co_await cleaning;
    }
    if (isDone && run->traces.isWholePerson) {
        auto copying = copyStream();
        isDone = co_await copying;
    }
    if (isDone && run->traces.isWholePerson) {
        auto rewriting = rewriteLog();
        isDone = co_await rewriting;
    }
    if (!isDone) co_return places;
    places.emplace();
    for (auto count = run->removed.cbegin(); count != run->removed.cend(); ++count)
        places->push_back({count.key(), count.value(), 0});
    co_return places;
}

/// Tasks of other programs about the sessions: those that wait, those that are put off, those that were given up.
QCoro::Task<bool> TraceEraser::cleanQueues(std::shared_ptr<Run> run)
{
    constexpr int kMostLookedAt = 1'000;
    const QByteArray most = QByteArray::number(kMostLookedAt - 1);
    const std::vector<std::pair<QByteArray, bool>> places{{QByteArray(keys::kMessageQueue), true},
                                                          {QByteArray(keys::kQueueDead), true},
                                                          {QByteArray(keys::kQueueDelayed), false}};
    for (const auto& [key, isList] : places) {
        const QByteArrayList asking{isList ? "LRANGE"_ba : "ZRANGE"_ba, key, "0"_ba, most};
        auto asked = orNothing(m_connection.command(asking));
        const auto answer = co_await asked;
        if (!answer) co_return false;
        std::vector<QByteArrayList> commands;
        for (const Reply& each : answer->elements()) {
            const auto task = contract::readQueueTask(each.bytes());
            const bool isTheirs = task && std::ranges::find(run->traces.conversations, task->conversation) !=
                                              run->traces.conversations.end();
            if (!isTheirs) continue;
            commands.push_back(isList ? QByteArrayList{"LREM"_ba, key, "1"_ba, each.bytes()}
                                      : QByteArrayList{"ZREM"_ba, key, each.bytes()});
        }
        run->count(key, qint64(commands.size()));
        auto removing = askAll(&m_connection, std::move(commands));
        const auto removed = co_await removing;
        if (!removed) co_return false;
    }
    co_return true;
}

QCoro::Task<bool> TraceEraser::copyStream()
{
    const QByteArrayList touched{QByteArray(keys::kEventStream), QByteArray(keys::kEventStreamCopy)};
    const QByteArrayList most{QByteArray::number(2 * keys::kMaxStreamLength)};  // it is trimmed roughly
    auto asked = orNothing(m_rewriteStream.run(m_connection, touched, most));
    const auto answer = co_await asked;
    if (answer && answer->integer() != std::optional<qint64>(1))
        traceEraserLog.warn("deleted events stay in the nodes of the event stream",
                            {{u"answer"_s, QString::fromUtf8(answer->errorText())}});
    co_return answer.has_value();
}

/// A server may forbid it; nothing but its owner can help then. False: one is under way, begun with what was there.
QCoro::Task<bool> TraceEraser::rewriteLog()
{
    auto asked = orNothing(m_connection.command({"INFO"_ba, "persistence"_ba}));
    const auto info = co_await asked;
    if (!info) co_return false;
    const QByteArray text = info->bytes();
    if (!text.contains("aof_enabled:1")) co_return true;
    if (text.contains("aof_rewrite_in_progress:1")) co_return false;
    auto rewriting = orNothing(m_connection.command({"BGREWRITEAOF"_ba}));
    const auto answer = co_await rewriting;
    co_return answer.has_value();
}

/// First of all: copies that are on their way must not arrive afterwards.
QCoro::Task<bool> TraceEraser::mark(std::shared_ptr<Run> run)
{
    std::vector<QByteArrayList> commands;
    const QByteArray life = QByteArray::number(qint64(std::chrono::seconds(keys::kErasedMarkTtl).count()));
    for (const ConversationId& id : run->traces.conversations) {
        commands.push_back({"SET"_ba, keys::erasedMark(id), "1"_ba, "EX"_ba, life});
        commands.push_back({"SREM"_ba, keys::userSessions(run->traces.user), id.bytes()});
    }
    const QByteArray shortLife = QByteArray::number(qint64(std::chrono::seconds(keys::kTouchedMarkTtl).count()));
    for (const ConversationId& id : run->traces.touched)
        commands.push_back({"SET"_ba, keys::erasedMark(id), "1"_ba, "EX"_ba, shortLife});
    if (run->traces.isWholePerson)
        commands.push_back({"ZREM"_ba, QByteArray(keys::kPresenceIndex), run->traces.user.bytes()});
    auto asked = askAll(&m_connection, std::move(commands));
    const auto answers = co_await asked;
    co_return answers.has_value();
}

QCoro::Task<bool> TraceEraser::scanKeys(std::shared_ptr<Run> run)
{
    QByteArray cursor = "0";
    do {
        auto asked = orNothing(m_connection.command({"SCAN"_ba, cursor, "COUNT"_ba, QByteArray::number(kScanStep)}));
        const auto answer = co_await asked;
        if (!answer || !answer->isArray()) co_return false;
        cursor = answer->at(0).bytes();
        for (const Reply& key : answer->at(1).elements()) {
            auto cleaning = clean(run, key.bytes());
            const bool isClean = co_await cleaning;
            if (!isClean) co_return false;
        }
    } while (cursor != "0");
    co_return true;
}

QCoro::Task<bool> TraceEraser::clean(std::shared_ptr<Run> run, QByteArray key)
{
    if (run->owns(key)) {
        auto asked = orNothing(m_connection.command({"UNLINK"_ba, key}));
        const auto answer = co_await asked;
        run->count(key.left(key.lastIndexOf(':', key.indexOf(':') + 1)));
        co_return answer.has_value();
    }
    if (run->isCopyOfTouched(key)) {
        auto asked = orNothing(m_connection.command({"UNLINK"_ba, key}));
        const auto answer = co_await asked;
        run->count("copies of others' conversations");
        co_return answer.has_value();
    }
    if (key.startsWith(keys::kClaimTrails)) {  // ids of everybody who wrote in the last minutes, for people to look at
        auto asked = orNothing(m_connection.command({"UNLINK"_ba, key}));
        const auto answer = co_await asked;
        co_return answer.has_value();
    }
    if (key.startsWith(keys::kChatAnalytics) && !run->traces.user.isEmpty()) {
        // Totals name nobody and stay; the counter under the person's name goes.
        auto asked = orNothing(m_connection.command({"HDEL"_ba, key, keys::userMessagesField(run->traces.user)}));
        const auto answer = co_await asked;
        if (answer) run->count("chat_analytics", answer->integer().value_or(0));
        co_return answer.has_value();
    }
    if (key.startsWith(keys::kOfflineQueues) || key.startsWith(keys::kMessageQueue)) {
        auto cleaning = cleanList(std::move(run), std::move(key));
        co_return co_await cleaning;
    }
    if (key.startsWith(keys::kThreads) || key.startsWith(keys::kSessionsByName)) {
        auto cleaning = cleanText(std::move(run), std::move(key));
        co_return co_await cleaning;
    }
    co_return true;
}

QCoro::Task<bool> TraceEraser::cleanList(std::shared_ptr<Run> run, QByteArray key)
{
    auto asked = orNothing(m_connection.command({"LRANGE"_ba, key, "0"_ba, "-1"_ba}));
    const auto elements = co_await asked;
    if (!elements) co_return false;
    std::vector<QByteArrayList> commands;
    for (const Reply& element : elements->elements()) {
        if (mentions(element.bytes(), run->words)) commands.push_back({"LREM"_ba, key, "0"_ba, element.bytes()});
    }
    if (commands.empty()) co_return true;
    const bool isOffline = key.startsWith(keys::kOfflineQueues);
    run->count(isOffline ? "offline messages of others" : keys::kMessageQueue, qint64(commands.size()));
    auto removing = askAll(&m_connection, std::move(commands));
    const auto removed = co_await removing;
    co_return removed.has_value();
}

/// Caches that are made again when they are needed.
QCoro::Task<bool> TraceEraser::cleanText(std::shared_ptr<Run> run, QByteArray key)
{
    auto asked = orNothing(m_connection.command({"GET"_ba, key}));
    const auto text = co_await asked;
    if (!text) co_return false;
    if (!text->isString() || !mentions(text->bytes(), run->words)) co_return true;
    auto removing = orNothing(m_connection.command({"UNLINK"_ba, key}));
    const auto removed = co_await removing;
    run->count("cached threads");
    co_return removed.has_value();
}

QCoro::Task<bool> TraceEraser::cleanStream(std::shared_ptr<Run> run)
{
    const QByteArray stream = keys::kEventStream;
    QByteArray from = "-";
    while (true) {
        const QByteArrayList command{"XRANGE"_ba, stream, from, "+"_ba, "COUNT"_ba, QByteArray::number(kStreamStep)};
        auto asked = orNothing(m_connection.command(command));
        const auto entries = co_await asked;
        if (!entries) co_return false;
        if (!entries->isArray() || entries->elements().empty()) co_return true;
        std::vector<QByteArrayList> commands;
        for (const Reply& entry : entries->elements()) {
            from = '(' + entry.at(0).bytes();
            bool isTheirs = false;
            for (const Reply& field : entry.at(1).elements())
                isTheirs |= mentions(field.bytes(), run->words);
            if (isTheirs) commands.push_back({"XDEL"_ba, stream, entry.at(0).bytes()});
        }
        run->count(stream, qint64(commands.size()));
        auto removing = askAll(&m_connection, std::move(commands));
        const auto removed = co_await removing;
        if (!removed) co_return false;
    }
}

}  // namespace tongdai::redis
