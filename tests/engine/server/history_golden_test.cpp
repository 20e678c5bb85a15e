#include "engine/contract/chat_history_routes.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sql_history.h"
#include "engine/server/routes/audit_routes.h"
#include "engine/server/routes/chat/history_routes.h"
#include "engine/server/routes/privacy_routes.h"
#include "engine/state/local/local_live_state.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/server/recorded_exchange.h"
#include "tests/support/audit_stage.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using http::Exchange;
using http::Request;
using http::Response;
using testing::await;

namespace {

class GoldenClock final : public ports::Clock {
public:
    TimePoint now() const override { return m_now; }
    std::chrono::nanoseconds elapsed() const override { return m_now.time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
    void advance(std::chrono::milliseconds by) { m_now += by; }

private:
    TimePoint m_now{std::chrono::milliseconds(1'763'712'000'000)};
};

/// Redis away: nothing is kept, nothing is found.
class NoCache final : public ports::ChatSessionCache {
public:
    QCoro::Task<CacheSave> save(EntryRecorded, TimePoint) override { co_return CacheSave::Unavailable; }
    QCoro::Task<std::optional<CachedChatSession>> find(SenderId, ConversationId, int, int) override
    {
        co_return std::nullopt;
    }
    QCoro::Task<std::vector<CachedChatSession>> findAll(std::vector<ConversationId>) override
    {
        std::vector<CachedChatSession> none;
        co_return none;
    }
    QCoro::Task<void> fill(ChatSession, std::vector<ChatEntry>) override { co_return; }
    QCoro::Task<void> archive(ConversationId) override { co_return; }
    QCoro::Task<std::optional<std::vector<ConversationId>>> sessionIds(SenderId) override { co_return std::nullopt; }
    QCoro::Task<std::optional<ChatDayCounters>> dayCounters(QByteArray day) override
    {
        if (day == "2025-11-22") co_return std::nullopt;  // as while Redis is away
        ChatDayCounters counted;
        if (day == "2025-11-21") counted = {5, 3, {{SenderId("u42"_ba), 3}, {SenderId("u 7"_ba), 2}}};
        co_return counted;
    }
    QCoro::Task<void> drop(SenderId, std::vector<ConversationId>) override { co_return; }
};

class NoTraces final : public ports::LiveErasure {
public:
    QCoro::Task<std::optional<std::vector<ErasedPlace>>> forget(LiveTraces) override
    {
        std::vector<ErasedPlace> none;
        co_return none;
    }
};

/// The real store until it is told to be in trouble.
class FaultyStore final : public ports::ChatSessionStore {
public:
    explicit FaultyStore(SqlHistory& history) : m_history(history) {}
    std::optional<StoreError::Kind> trouble;

    QCoro::Task<RecordEntryOutcome> recordEntry(ChatEntry entry, QByteArray hash, ChatHistoryLimits limits,
                                                bool isCopy) override
    {
        check();
        return m_history.recordEntry(std::move(entry), std::move(hash), limits, isCopy);
    }
    QCoro::Task<std::optional<ChatSession>> chatSession(ConversationId id) override
    {
        check();
        return m_history.chatSession(std::move(id));
    }
    QCoro::Task<std::vector<ChatSession>> chatSessions(SenderId user, int limit) override
    {
        check();
        return m_history.chatSessions(std::move(user), limit);
    }
    QCoro::Task<ChatEntryPage> chatEntries(ChatEntryQuery query) override
    {
        check();
        return m_history.chatEntries(std::move(query));
    }
    QCoro::Task<void> keepCopied(ChatSession copied, bool isNew) override
    {
        check();
        return m_history.keepCopied(std::move(copied), isNew);
    }
    QCoro::Task<bool> archiveChatSession(ConversationId id) override
    {
        check();
        return m_history.archiveChatSession(std::move(id));
    }

private:
    void check() const
    {
        if (trouble) throw StoreError(*trouble, u"ask"_s, u"test"_s, u"in trouble"_s);
    }
    SqlHistory& m_history;
};

QByteArray adminToken()
{
    return QByteArray(40, 'a');
}

/// The claims themselves instead of a token: what tokens are worth is tested elsewhere.
std::optional<ChatCaller> callerIn(const Request& request)
{
    const QByteArray header = request.header("Authorization");
    if (!header.startsWith("Claims ")) return std::nullopt;
    const QJsonObject claims = QJsonDocument::fromJson(header.mid(7)).object();
    return ChatCaller{SenderId::fromString(claims[u"userId"_s].toString()), claims[u"role"_s] == "Admin"_L1,
                      claims[u"role"_s] == "Service"_L1};
}

/// Ids drawn at random and pseudonyms, which are new in every store.
QByteArray withoutRandom(QByteArray body)
{
    QString text = QString::fromUtf8(body);
    static const QRegularExpression uuid(u"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"_s);
    static const QRegularExpression pseudonym(u"\"[0-9a-f]{64}\""_s);
    return text.replace(uuid, u"<uuid>"_s).replace(pseudonym, u"\"<pseudonym>\""_s).toUtf8();
}

QJsonValue shown(const QByteArray& body)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + body + ']');
    return document.isArray() ? document.array().at(0) : QJsonValue(QString::fromUtf8(body));
}

}  // namespace

/// Request and answer of every route and outcome of the chat-history API and of the administrator's privacy routes, as
/// files in tests/contract/chat_history: what callers see. Each names the situation it is asked in; the store is a real
/// one. After a wanted change: TONGDAI_UPDATE_GOLDEN=1, then read the difference.
class HistoryGoldenTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void answersAsRecorded_data();
    void answersAsRecorded();
    void everyRouteIsRecorded();

private:
    void arrange(const QString& situation);
    void sync(const QString& user, const QString& session, const QString& id, qint64 secondsAgo);
    Response ask(const QJsonObject& request);
    static QDir files() { return QDir(QStringLiteral(TONGDAI_SOURCE_DIR "/tests/contract/chat_history")); }

    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

struct HistoryGoldenTest::Parts {
    Parts()
        : history(sqliteBackend(dir.filePath(u"history.sqlite"_s)), clock),
          privacy(history),
          store(history),
          live(clock),
          chatHistory({clock, store, cache, live}, {}),
          erase(privacy, traces, cache),
          upkeep({clock, privacy, erase}, policy()),
          router(AccessRules{BearerTokens(), BearerTokens({adminToken()}), HostAllowList{}}),
          routes(chatHistory, erase, callerIn),
          privacyRoutes(router, {erase, privacy, upkeep, clock}),
          trail({privacy, shelf, clock}),
          anchor({privacy, shelf, clock}, [](const AuditHealth&) {}),
          auditRoutes(router, {privacy, anchor, trail})
    {
        router.mount(u"/api/chathistory"_s, routes, Qt::CaseInsensitive);
        await(history.open());
    }
    static RetentionPolicy policy()
    {
        RetentionPolicy policy;
        policy.conversations = 30;
        return policy;
    }

    QTemporaryDir dir;
    GoldenClock clock;
    SqlHistory history;
    SqlPrivacy privacy;
    FaultyStore store;
    NoCache cache;
    NoTraces traces;
    LocalLiveState live;
    ChatHistory chatHistory;
    EraseChatSession erase;
    PrivacyUpkeep upkeep;
    Router router;
    ChatHistoryRoutes routes;
    PrivacyRoutes privacyRoutes;
    testing::KeptShelf shelf;
    AuditTrail trail;
    AuditAnchor anchor;
    AuditRoutes auditRoutes;
};

void HistoryGoldenTest::init()
{
    m_parts = std::make_unique<Parts>();
}

void HistoryGoldenTest::cleanup()
{
    m_parts->history.close();
    m_parts.reset();
}

void HistoryGoldenTest::sync(const QString& user, const QString& session, const QString& id, qint64 secondsAgo)
{
    ChatEntry entry;
    entry.user = SenderId::fromString(user);
    entry.session = ConversationId::fromString(session);
    entry.messageId = MessageId::fromString(id);
    entry.userMessage = u"Giá bao nhiêu?"_s;
    entry.aiResponse = u"Dạ 250.000đ ạ."_s;
    entry.at = toTicks(m_parts->clock.now()) - secondsAgo * 10'000'000 + 1'234'567;
    entry.metadata = {{u"aiModel"_s, u"gemini-1.5-flash"_s}, {u"responseTime"_s, 1.2}, {u"confidence"_s, 0.95}};
    const QByteArray hash = hashEntry(entry, true);
    await(m_parts->history.recordEntry(entry, hash, {}, false));
}

/// What has happened before the request comes in.
void HistoryGoldenTest::arrange(const QString& situation)
{
    if (situation.isEmpty() || situation == "nothing yet"_L1) return;
    for (int i = 0; i < 3; ++i)
        sync(u"u42"_s, u"s7"_s, u"m%1"_s.arg(i + 1), 300 - 60 * i);
    if (situation == "three messages"_L1) return;
    if (situation == "two sessions"_L1) {
        sync(u"u42"_s, u"s8"_s, u"m9"_s, 30);
    } else if (situation == "somebody else's session"_L1) {
        sync(u"u43"_s, u"s9"_s, u"m9"_s, 30);
    } else if (situation == "an archived session"_L1) {
        QVERIFY(await(m_parts->history.archiveChatSession(ConversationId("s7"_ba))));
    } else if (situation == "a legal hold"_L1) {
        LegalHold hold;
        hold.subject = "u42";
        hold.reason = u"vụ 17"_s;
        hold.placedBy = u"lan"_s;
        await(m_parts->privacy.placeHold(hold, hold.placedBy.toUtf8()));
    } else if (situation == "a request of three weeks ago"_L1) {
        const TimePoint asked = m_parts->clock.now() - std::chrono::hours(24 * 21);
        await(m_parts->privacy.noteErasureRequest(SenderId("u42"_ba), {asked, false}, "admin"_ba));
    } else if (situation == "a month later"_L1) {
        m_parts->clock.advance(std::chrono::hours(24 * 31));
    } else if (situation == "store away"_L1) {
        m_parts->store.trouble = StoreError::Kind::Unreachable;
    } else if (situation == "store closed"_L1) {
        m_parts->history.close();
    } else if (situation == "store broken"_L1) {
        m_parts->store.trouble = StoreError::Kind::Corrupt;
    } else {
        qFatal("unknown situation '%s'", qPrintable(situation));
    }
}

Response HistoryGoldenTest::ask(const QJsonObject& asked)
{
    Request request = testing::recordedRequest(asked);
    if (asked.contains(u"claims"_s)) {
        const QByteArray claims = QJsonDocument(asked[u"claims"].toObject()).toJson(QJsonDocument::Compact);
        request.headers.emplaceBack("Authorization"_ba, "Claims " + claims);
    }
    if (asked[u"token"].toString() == "admin"_L1)
        request.headers.emplaceBack("Authorization"_ba, "Bearer " + adminToken());
    return await(m_parts->router.handle(std::make_shared<Exchange>(std::move(request))));
}

void HistoryGoldenTest::answersAsRecorded_data()
{
    testing::addRecordRows(files());
}

void HistoryGoldenTest::answersAsRecorded()
{
    QFETCH(QString, file);
    const QJsonObject record = testing::readRecord(file);
    arrange(record[u"situation"].toString());
    const Response response = ask(record[u"request"].toObject());
    const QJsonObject answer{{u"status"_s, response.status},
                             {u"headers"_s, testing::recordedHeaders(response)},
                             {u"body"_s, shown(withoutRandom(response.body))}};
    testing::compareWithRecord(file, record, answer);
}

void HistoryGoldenTest::everyRouteIsRecorded()
{
    QSet<QString> recorded;
    for (const QString& name : files().entryList({u"*.json"_s}, QDir::Files)) {
        const QJsonObject request = testing::readRecord(files().filePath(name))[u"request"].toObject();
        recorded.insert(request[u"method"].toString() + u' ' + request[u"target"].toString().section(u'?', 0, 0));
    }
    for (const contract::ChatHistoryPath& route : contract::chatHistoryRoutes()) {
        const QString path =
            QString::fromLatin1(contract::kChatHistoryBase) + QString::fromLatin1(route.path)
                                                                  .replace(u"{userId}"_s, u"u42"_s)
                                                                  .replace(u"{sessionId}"_s, u"s7"_s)
                                                                  .replace(u"{date}"_s, u"2025-11-21"_s);
        QVERIFY2(recorded.contains(QString::fromLatin1(route.method) + u' ' + path), qPrintable(path));
    }
}

TONGDAI_TEST(HistoryGoldenTest)

}  // namespace tongdai

#include "history_golden_test.moc"
