#include "engine/host/boot/engine_runtime.h"
#include "tests/support/http_client.h"
#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"
#include "ui/models/conversation_list_model.h"
#include "ui/models/thread_feed.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai;
using namespace tongdai::testing;

namespace {

constexpr int kShownPatience = 60'000;
const char kMessageRoute[] = "/api/v1/enhanced-handle-message";

/// An engine and, on its desk, a list of all conversations and an open thread as the window has them: they only listen.
struct ShownShop {
    explicit ShownShop(EngineConfig config)
    {
        config.dataDir = dir.path();
        config.port = 0;
        config.pancakeToken = QString(40, u'p');
        config.adminToken = QString(40, u'a');
        config.jwtSecret = QString(40, u'j');
        config.operatorId = OperatorId("lan");
        config.operatorName = u"Lan"_s;
        engine = std::make_unique<EngineRuntime>(config);
        list = std::make_unique<ConversationListModel>(engine->desk());
        list->show(WorkQueue::All, ListOrder::NewestActivity, {});
        feed = std::make_unique<ThreadFeed>(engine->desk(), thread);
        QSignalSpy ready(engine.get(), &EngineRuntime::ready);
        engine->start();
        if (ready.wait(kShownPatience)) client = std::make_unique<JsonClient>(ready.first().first().toUrl());
    }
    ~ShownShop()
    {
        QSignalSpy stopped(engine.get(), &EngineRuntime::stopped);
        engine->stop();
        stopped.wait(kShownPatience);
    }
    ClientReply asPlatform(const QJsonObject& message)
    {
        client->setToken(QByteArray(40, 'p'));
        return client->post(kMessageRoute, message);
    }

    QTemporaryDir dir;
    ThreadModel thread;
    std::unique_ptr<EngineRuntime> engine;
    std::unique_ptr<ConversationListModel> list;
    std::unique_ptr<ThreadFeed> feed;
    std::unique_ptr<JsonClient> client;
};

}  // namespace

/// What has gone from the store goes from the screen, and what came while it was away is shown: nobody has to press.
class ShownTruthTest : public QObject {
    Q_OBJECT
private slots:
    void theSampleShopLeavesTheList();
    void whoeverIsErasedLeavesTheScreen();
    void aStoreThatIsBackIsAskedAgain();
};

void ShownTruthTest::theSampleShopLeavesTheList()
{
    ShownShop shop{EngineConfig()};
    QVERIFY(shop.client);
    shop.engine->sampleShop().open();
    QTRY_VERIFY_WITH_TIMEOUT(shop.engine->sampleShop().isOpen(), kShownPatience);
    QTRY_VERIFY_WITH_TIMEOUT(shop.list->rowCount() >= 200, kShownPatience);
    shop.feed->open(ConversationId("sample-001"), 0);
    QTRY_VERIFY_WITH_TIMEOUT(shop.thread.storedCount() > 0, kShownPatience);
    QSignalSpy gone(shop.feed.get(), &ThreadFeed::gone);
    shop.engine->sampleShop().remove();
    QTRY_COMPARE_WITH_TIMEOUT(shop.list->rowCount(), 0, kShownPatience);
    QTRY_COMPARE_WITH_TIMEOUT(gone.size(), 1, kShownPatience);
}

void ShownTruthTest::whoeverIsErasedLeavesTheScreen()
{
    ShownShop shop{EngineConfig()};
    QVERIFY(shop.client);
    for (const QString& id : {u"c1"_s, u"c2"_s}) {
        QJsonObject message = JsonClient::message(id, u"m-"_s + id, u"alo"_s);
        message[u"sender_id"_s] = u"u-"_s + id;
        QCOMPARE(shop.asPlatform(message).status, 200);
    }
    QTRY_COMPARE_WITH_TIMEOUT(shop.list->rowCount(), 2, kShownPatience);
    shop.feed->open(ConversationId("c1"), 0);
    QTRY_VERIFY_WITH_TIMEOUT(shop.thread.storedCount() > 0, kShownPatience);
    QSignalSpy gone(shop.feed.get(), &ThreadFeed::gone);
    shop.client->setToken(QByteArray(40, 'a'));
    QCOMPARE(shop.client->post("/api/v1/admin/people/u-c1/erasure", {}).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(shop.list->rowCount(), 1, kShownPatience);
    QCOMPARE(shop.list->find(ConversationId("c1")), nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(gone.size(), 1, kShownPatience);
}

/// What another engine wrote while this one could not read.
void ShownTruthTest::aStoreThatIsBackIsAskedAgain()
{
    PostgresServer postgres;
    QVERIFY2(postgres.start(), qPrintable(postgres.problem()));
    QVERIFY(postgres.createDatabase(u"shop"_s));
    EngineConfig config;
    config.database =
        DatabaseTarget{DatabaseTarget::Kind::Postgres, postgres.host(), 0, u"shop"_s, PostgresServer::user(), {}};
    ShownShop shop{config};
    QVERIFY(shop.client);
    QCOMPARE(shop.asPlatform(JsonClient::message(u"c1"_s, u"m1"_s, u"alo"_s)).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(shop.list->rowCount(), 1, kShownPatience);
    QSignalSpy asked(&shop.engine->desk(), &api::Desk::ready);
    postgres.kill();
    const auto isAway = [&] {
        const HealthSnapshot health = shop.engine->systemStatus().health();
        return std::ranges::any_of(health.parts, [](const PartHealth& part) {
            return part.part == Part::History && part.state == PartState::Down;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAway(), kShownPatience);
    QVERIFY2(postgres.start(), qPrintable(postgres.problem()));
    QTRY_VERIFY_WITH_TIMEOUT(!asked.isEmpty(), kShownPatience);
    QTRY_COMPARE_WITH_TIMEOUT(shop.list->state(), ConversationListModel::State::Ready, kShownPatience);
    QCOMPARE(shop.list->rowCount(), 1);
}

TONGDAI_TEST(ShownTruthTest)
#include "shown_truth_gui_test.moc"
