#include "engine/domain/limits/rate_ledger.h"
#include "engine/server/routes/chat/consolidated_routes.h"
#include "engine/server/routes/rest_api.h"
#include "engine/server/routes/task_routes.h"
#include "engine/work/journal/journal_keeper.h"
#include "engine/work/message/admit_sender.h"
#include "engine/work/message/consolidated_chat.h"
#include "tests/engine/server/recorded_exchange.h"
#include "tests/engine/work/fakes/memory_tasks.h"
#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using http::Exchange;
using http::Request;
using http::Response;

namespace {

QByteArray token(char letter)
{
    return QByteArray(40, letter);
}

/// In this process alone, and in virtual time.
class CountedSenders final : public ports::SenderLimit {
public:
    CountedSenders(const ports::Clock& clock, int most) : m_rates(clock)
    {
        m_rates.setRule(RateScope::Sender, {most, 60s});
    }
    QCoro::Task<RateAnswer> charge(SenderId sender, MessageId message) override
    {
        co_return m_rates.charge(RateScope::Sender, sender.bytes(), message.bytes());
    }

private:
    RateLedger m_rates;
};

class StoredMessages final : public ports::KnownMessages {
public:
    explicit StoredMessages(const testing::MemoryDatabase& database) : m_database(database) {}
    QCoro::Task<bool> isKnown(MessageKey message) override { co_return m_database.knows(message); }

private:
    const testing::MemoryDatabase& m_database;
};

/// The door with the limit of its senders.
struct Door {
    Door(testing::World& world, const ports::Clock& clock, int most)
        : senders(clock, most), stored(world.database), admit(senders, stored)
    {
    }
    CountedSenders senders;
    StoredMessages stored;
    AdmitSender admit;
};

constexpr int kMostOfOneSender = 600;
const QString kConsolidated = u"6f0e4c0a-5a1d-4a53-9c41-0d6f1d3a2b11"_s;

}  // namespace

/// Request and answer of every route and outcome, byte for byte, as files in tests/contract/rest: what callers see.
/// Each file names the situation it is asked in; the world is virtual, so times and ids are always the same.
/// After a wanted change: TONGDAI_UPDATE_GOLDEN=1, then read the difference.
class RestGoldenTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void answersAsRecorded_data();
    void answersAsRecorded();
    void everyRouteIsRecorded();

private:
    void arrange(const QString& situation);
    void makeEngine(testing::MemoryJournalFile* journal);
    Response ask(const QJsonObject& request);
    Response sendHistory(const QString& history);
    static QDir files() { return QDir(QStringLiteral(TONGDAI_SOURCE_DIR "/tests/contract/rest")); }

    std::unique_ptr<testing::World> m_world;
    std::unique_ptr<testing::Engine> m_engine;
    std::unique_ptr<Door> m_door;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<RestApi> m_api;
    std::unique_ptr<testing::MemoryTasks> m_tasks;
    std::unique_ptr<testing::FakeTaskStore> m_taskStore;
    std::unique_ptr<TaskRoutes> m_taskRoutes;
    std::unique_ptr<testing::SeededRandom> m_random;
    std::unique_ptr<ConsolidatedChat> m_consolidated;
    std::unique_ptr<ConsolidatedRoutes> m_consolidatedRoutes;
    testing::MemoryJournalFile m_journalFile;
    HealthLevel m_level = HealthLevel::Full;
};

void RestGoldenTest::init()
{
    m_world = std::make_unique<testing::World>();
    m_level = HealthLevel::Full;
    m_journalFile = {};
    makeEngine(nullptr);
}

void RestGoldenTest::makeEngine(testing::MemoryJournalFile* journal)
{
    m_api.reset();
    PipelineOptions options;
    options.instance = QByteArray(32, '1');
    m_engine = std::make_unique<testing::Engine>(*m_world, options, journal);
    m_door = std::make_unique<Door>(*m_world, m_engine->clock, kMostOfOneSender);
    m_router =
        std::make_unique<Router>(AccessRules{BearerTokens({token('p')}), BearerTokens({token('a')}), HostAllowList{}});
    m_api = std::make_unique<RestApi>(
        *m_router, RestApi::Services{m_engine->pipeline->handleMessage(), m_door->admit,
                                     m_engine->pipeline->adminActs(), m_engine->clock, [this] {
                                         HealthSnapshot health;
                                         health.level = m_level;
                                         health.journalWaiting = m_engine->pipeline->journal().waiting();
                                         return health;
                                     }});
    m_tasks = std::make_unique<testing::MemoryTasks>(m_world->time);
    m_taskStore = std::make_unique<testing::FakeTaskStore>(*m_tasks, m_world->time, m_engine->life);
    m_taskRoutes = std::make_unique<TaskRoutes>(*m_router, TaskRoutes::Services{*m_taskStore, [] {}});
    m_random = std::make_unique<testing::SeededRandom>(17);
    m_consolidated = std::make_unique<ConsolidatedChat>(
        ConsolidatedChat::Services{m_engine->pipeline->handleMessage(), m_engine->pipeline->operatorActs(),
                                   m_engine->reader, m_engine->live, m_engine->clock, *m_random});
    m_consolidatedRoutes = std::make_unique<ConsolidatedRoutes>(
        *m_router, ConsolidatedRoutes::Services{*m_consolidated, m_engine->pipeline->adminActs(), m_engine->reader,
                                                m_engine->live});
}

void RestGoldenTest::cleanup()
{
    m_engine->store.faults = {};
    auto stopping = m_engine->pipeline->stop(100ms);
    m_world->time.runUntil([&] { return stopping.isReady(); }, 120s);
    QVERIFY(stopping.isReady());
    m_api.reset();
    m_taskRoutes.reset();
    m_consolidatedRoutes.reset();
    m_consolidated.reset();
    m_router.reset();
    m_door.reset();
    m_engine.reset();
    m_world.reset();
}

/// What has happened before the request comes in.
void RestGoldenTest::arrange(const QString& situation)
{
    if (situation == u"the history is away and the journal takes messages") {
        makeEngine(&m_journalFile);
        m_engine->store.faults.isDown = true;
        m_level = HealthLevel::NoDatabase;
        m_engine->pipeline->start();
        return;
    }
    m_engine->pipeline->start();
    const auto settle = [this] { m_world->time.runFor(2s); };
    if (situation == u"nothing happened") return;
    if (situation == u"the message was answered before") {
        m_engine->post("c1", "m-77", u"còn size M không?"_s);
        settle();
    } else if (situation == u"another message is in work") {
        m_engine->ai.least = m_engine->ai.most = 10s;
        m_engine->post("c1", "m-76");
        m_world->time.runFor(1s);
    } else if (situation == u"a person has taken over") {
        m_engine->post("c1", "m-76");
        settle();
        auto taken = m_engine->pipeline->operatorActs().takeOver(ConversationId("c1"), OperatorId("op1"), u"Lan"_s);
        settle();
    } else if (situation == u"newer messages arrive while the AI thinks") {
        m_engine->ai.least = m_engine->ai.most = 3s;
        m_world->time.after(1s, {}, [this] { m_engine->post("c1", "m-78", u"còn L không?"_s); });
    } else if (situation == u"the AI takes a minute") {
        m_engine->ai.least = m_engine->ai.most = 28s;
    } else if (situation == u"the engine is stopping") {
        auto stopping = m_engine->pipeline->stop(1s);
        settle();
    } else if (situation == u"the sender has written 600 messages within ten seconds") {
        for (int i = 0; i < kMostOfOneSender; ++i)
            m_door->senders.charge(SenderId("u1"), MessageId("old-" + QByteArray::number(i)));
        m_world->time.runFor(10s);
    } else if (situation == u"Redis is away") {
        m_world->redis.isUp = false;
    } else if (situation == u"no platform is set up") {
        m_engine->platform.configured = false;
    } else if (situation == u"the history does not answer") {
        m_engine->store.faults.isDown = true;
        m_taskStore->isAway = true;
    } else if (situation == u"a task was given up") {
        m_tasks->add({{u"save_message"_s, ConversationId("W-17"), "queue:t1"_ba, {{u"id"_s, u"t1"_s}}},
                      {u"customer_details"_s, ConversationId("c1"), "details:c1:1"_ba}});
        const std::vector<BackgroundTask> claimed = m_tasks->claim(OwnerId("engine"), {u"save_message"_s}, 1);
        m_tasks->settle(claimed.at(0), {TaskResult::Kind::Dead, u"sender_type must be customer, admin or bot"_s, {}});
    } else if (situation == u"a history was sent") {
        QCOMPARE(sendHistory(u"<USER>còn size M không?</USER>"_s).status, 200);
    } else if (situation == u"a history was sent and cancelled") {
        const QJsonObject sent =
            QJsonDocument::fromJson(sendHistory(u"<USER>còn size M không?</USER>"_s).body).object();
        auto cancelling = m_consolidated->cancel(sent[u"ai_job_id"].toString());
        QVERIFY(m_world->time.runUntil([&cancelling] { return cancelling.isReady(); }, 10s));
    } else if (situation == u"nothing is durable") {
        m_level = HealthLevel::ReadOnly;
    } else {
        QFAIL(qPrintable(u"unknown situation "_s + situation));
    }
}

Response RestGoldenTest::sendHistory(const QString& history)
{
    return ask({{u"method"_s, u"POST"_s},
                {u"target"_s, u"/api/v1/chat/message"_s},
                {u"token"_s, u"platform"_s},
                {u"body"_s, QJsonObject{{u"conversation_id"_s, kConsolidated}, {u"history"_s, history}}}});
}

Response RestGoldenTest::ask(const QJsonObject& question)
{
    QJsonObject asked = question;
    // The one job there is.
    const auto job = m_consolidated->jobOf(ConversationId(kConsolidated.toLatin1()));
    if (job) asked[u"target"_s] = asked[u"target"].toString().replace("JOB"_L1, job->id);
    Request request = testing::recordedRequest(asked);
    if (const QString who = asked[u"token"].toString(); !who.isEmpty()) {
        const QByteArray offered = token(who == u"platform" ? 'p' : 'a');
        if (const QString header = asked[u"token_header"].toString(); !header.isEmpty())
            request.headers.emplaceBack(header.toLatin1(), offered);
        else
            request.headers.emplaceBack("Authorization"_ba, "Bearer " + offered);
    }
    auto task = m_router->handle(std::make_shared<Exchange>(std::move(request)));
    m_world->time.runUntil([&task] { return task.isReady(); }, 120s);
    if (!task.isReady()) qFatal("no answer within two minutes");
    return QCoro::waitFor(std::move(task));
}

void RestGoldenTest::answersAsRecorded_data()
{
    testing::addRecordRows(files());
}

void RestGoldenTest::answersAsRecorded()
{
    QFETCH(QString, file);
    const QJsonObject record = testing::readRecord(file);
    arrange(record[u"situation"].toString());
    const Response response = ask(record[u"request"].toObject());

    const QJsonObject headers = testing::recordedHeaders(response);
    QJsonObject answer{{u"status"_s, response.status}, {u"headers"_s, headers}};
    if (headers[u"Content-Type"].toString() == u"application/json")
        answer.insert(u"body"_s, QJsonDocument::fromJson(response.body).object());
    else
        answer.insert(u"text"_s, QString::fromUtf8(response.body));
    testing::compareWithRecord(file, record, answer);
}

void RestGoldenTest::everyRouteIsRecorded()
{
    // The privacy routes are recorded with the chat-history API (HistoryGoldenTest): they need a store.
    const QDir privacy(QStringLiteral(TONGDAI_SOURCE_DIR "/tests/contract/chat_history"));
    QSet<QString> recorded;
    // Those of the older product, and of channels, with SessionGoldenTest: they need one, too.
    const QDir background(QStringLiteral(TONGDAI_SOURCE_DIR "/tests/contract/background"));
    for (const QDir& folder : {files(), privacy, background}) {
        for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files)) {
            const QJsonObject request = testing::readRecord(folder.filePath(name))[u"request"].toObject();
            const QString path = request[u"target"].toString().section(u'?', 0, 0);
            recorded.insert(request[u"method"].toString() + u' ' + path);
        }
    }
    for (const contract::RestRoute& route : contract::restRoutes()) {
        const QString path =
            QString::fromLatin1(route.path).replace(u"{id}"_s, route.path.contains("/chat/job/") ? u"JOB"_s : u"c1"_s);
        if (path == "/api/v1/people/sign-in"_L1) continue;  // real passwords: RolesE2eTest reads its answers
        if (path.startsWith("/api/chat/"_L1)) continue;     // served by the chat: its scenario reads their answers
        if (path.startsWith("/chat/"_L1)) continue;         // SessionGoldenTest looks itself
        if (path.contains("dispute"_L1)) continue;          // DisputeGoldenTest looks itself
        if (path == "/mcp"_L1) continue;                    // McpRouteTest and McpDeskE2eTest read its answers
        QVERIFY2(recorded.contains(QString::fromLatin1(route.method) + u' ' + path), qPrintable(path));
    }
}

TONGDAI_TEST(RestGoldenTest)

}  // namespace tongdai

#include "rest_golden_test.moc"
