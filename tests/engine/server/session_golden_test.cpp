#include "engine/contract/rest_routes.h"
#include "engine/history/sessions/sql_plain_sessions.h"
#include "engine/server/routes/channel_routes.h"
#include "engine/server/routes/chat/session_routes.h"
#include "engine/work/chat/session_statuses.h"
#include "engine/work/desk/operator_acts.h"
#include "engine/work/message/handle_message.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/server/recorded_exchange.h"
#include "tests/engine/work/sql_world.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using http::Exchange;
using http::Request;
using http::Response;
using testing::await;

namespace {

QByteArray sessionToken(char letter)
{
    return QByteArray(40, letter);
}

/// Redis, or none.
class KeptStatuses final : public ports::SessionStatusCache {
public:
    explicit KeptStatuses(bool isAway) : m_isAway(isAway) {}
    QCoro::Task<Found> find(ConversationId session) override
    {
        Found found;
        if (m_isAway) co_return found;
        const auto kept = m_kept.constFind(session);
        found.look = kept == m_kept.cend() ? Look::Miss : Look::Hit;
        if (kept != m_kept.cend()) found.status = *kept;
        co_return found;
    }
    QCoro::Task<void> fill(SessionStatus status, TimePoint) override
    {
        m_kept.insert(status.id, status);
        co_return;
    }
    QCoro::Task<void> replace(SessionStatus status, TimePoint) override
    {
        m_kept.insert(status.id, status);
        co_return;
    }

private:
    bool m_isAway;
    QHash<ConversationId, SessionStatus> m_kept;
};

SessionIds goldenIds()
{
    return SessionIds("a secret of the test"_ba);
}

}  // namespace

/// Request and answer of the older product's routes, byte for byte, as files in tests/contract/background: what callers
/// see, with Redis and without. The store is a real one. After a wanted change: TONGDAI_UPDATE_GOLDEN=1, then read the
/// difference.
class SessionGoldenTest : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { m_parts.reset(); }
    void answersAsRecorded_data() { testing::addRecordRows(files()); }
    void answersAsRecorded();
    void everyRouteIsRecorded();
    void knowsItsOwnNumbers();
    void countsWhereAnswersCameFrom();

private:
    struct Parts;
    void arrange(const QString& situation, bool isRedisAway);
    void say(const IncomingMessage& message);
    Response ask(const QJsonObject& asked);
    static QDir files() { return QDir(QStringLiteral(TONGDAI_SOURCE_DIR "/tests/contract/background")); }

    std::unique_ptr<Parts> m_parts;
};

struct SessionGoldenTest::Parts {
    explicit Parts(bool isRedisAway)
        : cache(isRedisAway),
          statuses({world.clock, door().history, cache}),
          store(door().history),
          router(AccessRules{BearerTokens({sessionToken('p')}), BearerTokens({sessionToken('a')}), HostAllowList{}}),
          routes(router, {statuses, store, door().history, door().pipeline->operatorActs(), world.clock, random,
                          goldenIds(), OperatorId("lan"_ba), u"Lan"_s}),
          channels(router, {door().bots, OperatorId("lan"_ba), u"Lan"_s})
    {
    }
    testing::SqlWorld::Door& door() { return *world.doors[0]; }

    testing::SqlWorld world;
    testing::SeededRandom random{11};
    KeptStatuses cache;
    SessionStatuses statuses;
    SqlPlainSessions store;
    Router router;
    SessionRoutes routes;
    ChannelRoutes channels;
};

void SessionGoldenTest::say(const IncomingMessage& message)
{
    auto said = m_parts->door().pipeline->handleMessage().run(message);
    m_parts->world.runFor(5s);
    QVERIFY(said.isReady());
}

void SessionGoldenTest::arrange(const QString& situation, bool isRedisAway)
{
    m_parts = std::make_unique<Parts>(isRedisAway);
    if (situation == "nothing happened"_L1) return;
    IncomingMessage message;
    message.source = "websocket"_ba;
    message.conversation = ConversationId("W-17"_ba);
    message.messageId = MessageId("m-1"_ba);
    message.sender = SenderId("W-17"_ba);
    message.senderType = u"user"_s;
    message.content = u"Còn size M không ạ?"_s;
    message.sentAt = 1'700'000'000;
    message.metadata = {{u"platform"_s, u"web"_s}, {u"image"_s, QJsonArray{u"https://shop.example/a.png"_s}}};
    say(message);
    message.conversation = ConversationId("c1"_ba);
    message.sender = SenderId("u1"_ba);
    message.metadata = {{u"platform"_s, u"facebook"_s},
                        {u"page_id"_s, u"p-1"_s},
                        {u"customer_name"_s, u"Nguyễn Thị Hoa"_s},
                        {u"tags"_s, QJsonArray{u"vip"_s}}};
    say(message);
    OperatorActs& acts = m_parts->door().pipeline->operatorActs();
    if (situation == "a person has taken over"_L1)
        await(acts.takeOverUntil(ConversationId("W-17"_ba), OperatorId("lan"_ba), u"Lan"_s,
                                 fromUnixSeconds(2'000'000'000)));
    else if (situation == "somebody else has taken over"_L1)
        await(acts.takeOver(ConversationId("W-17"_ba), OperatorId("minh"_ba), u"Minh"_s));
    else if (situation == "the history does not answer"_L1)
        m_parts->door().history.close();
    else if (situation == "the bot is off for the web"_L1)
        await(m_parts->door().bots.set(u"web"_s, ChannelBot::Off, OperatorId("minh"_ba), u"Minh"_s));
    else
        QCOMPARE(situation, u"two sessions"_s);
}

Response SessionGoldenTest::ask(const QJsonObject& asked)
{
    testing::SeededRandom random{12};
    QJsonObject wanted = asked;
    const QString ours = QString::number(goldenIds().make(random));
    wanted[u"target"_s] = asked[u"target"].toString().replace("OURS"_L1, ours);
    Request request = testing::recordedRequest(wanted);
    if (const QString who = asked[u"token"].toString(); !who.isEmpty())
        request.headers.emplaceBack("Authorization"_ba, "Bearer " + sessionToken(who == u"platform" ? 'p' : 'a'));
    return await(m_parts->router.handle(std::make_shared<Exchange>(std::move(request))));
}

void SessionGoldenTest::answersAsRecorded()
{
    QFETCH(QString, file);
    const QJsonObject record = testing::readRecord(file);
    static const QRegularExpression uuid(u"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"_s);
    QList<QJsonObject> answers;
    for (const bool isRedisAway : {false, true}) {
        arrange(record[u"situation"].toString(), isRedisAway);
        const Response response = ask(record[u"request"].toObject());
        const QByteArray body = QString::fromUtf8(response.body).replace(uuid, u"<uuid>"_s).toUtf8();
        answers.append({{u"status"_s, response.status},
                        {u"headers"_s, testing::recordedHeaders(response)},
                        {u"body"_s, QJsonDocument::fromJson('[' + body + ']').array().at(0)}});
    }
    QCOMPARE(answers[1], answers[0]);
    testing::compareWithRecord(file, record, answers[0]);
}

void SessionGoldenTest::everyRouteIsRecorded()
{
    QSet<QString> recorded;
    for (const QString& name : files().entryList({u"*.json"_s}, QDir::Files)) {
        const QJsonObject request = testing::readRecord(files().filePath(name))[u"request"].toObject();
        recorded.insert(request[u"method"].toString() + u' ' + request[u"target"].toString().section(u'?', 0, 0));
    }
    for (const contract::RestRoute& route : contract::restRoutes()) {
        const QString path = QString::fromLatin1(route.path).replace(u"{id}"_s, u"17"_s);
        if (!path.startsWith("/chat/"_L1)) continue;
        QVERIFY2(recorded.contains(QString::fromLatin1(route.method) + u' ' + path), qPrintable(path));
    }
}

void SessionGoldenTest::knowsItsOwnNumbers()
{
    testing::SeededRandom random{13};
    const SessionIds ids = goldenIds();
    const SessionIds others("another secret"_ba);
    int taken = 0;
    for (int i = 0; i < 2'000; ++i) {
        const qint64 id = ids.make(random);
        QVERIFY(id > 0 && id < 9'007'199'254'740'992);
        QVERIFY(ids.isOurs(id) && !ids.isOurs(id + 1) && !ids.isOurs(id - 1));
        taken += others.isOurs(id);
    }
    QCOMPARE(taken, 0);
    QVERIFY(!ids.isOurs(0) && !ids.isOurs(-1) && !ids.isOurs(17));
}

void SessionGoldenTest::countsWhereAnswersCameFrom()
{
    const QJsonObject question{{u"method"_s, u"GET"_s}, {u"target"_s, u"/chat/session/17"_s}};
    arrange(u"two sessions"_s, false);
    ask(question);
    ask(question);
    QCOMPARE(m_parts->statuses.counts().misses, 1);
    QCOMPARE(m_parts->statuses.counts().hits, 1);
    arrange(u"two sessions"_s, true);
    ask(question);
    QCOMPARE(m_parts->statuses.counts().fallbacks, 1);
}

TONGDAI_TEST(SessionGoldenTest)

}  // namespace tongdai

#include "session_golden_test.moc"
