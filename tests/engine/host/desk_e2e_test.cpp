#include "engine/host/boot/engine_runtime.h"

#include "engine/domain/conversation/answer_card.h"
#include "tests/support/ai_stub.h"
#include "tests/support/http_client.h"
#include "tests/support/long_tests.h"
#include "tests/support/platform_stub.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 30'000;
const char kRoute[] = "/api/v1/enhanced-handle-message";

/// The whole engine in its thread with an AI, a platform and a caller, seen from the desk.
struct Shop {
    Shop()
    {
        ai.listen();
        platform.listen();
        EngineConfig config;
        config.dataDir = dir.path();
        config.port = 0;
        config.pancakeToken = QString(40, u'p');
        config.adminToken = QString(40, u'a');
        config.aiUrl = ai.url();
        config.aiPath = u"/process"_s;
        config.platformUrl = platform.url();
        config.platformPath = u"/api/v1/actions"_s;
        config.operatorId = OperatorId("lan");
        config.operatorName = u"Lan"_s;
        engine = std::make_unique<EngineRuntime>(config);
        QSignalSpy ready(engine.get(), &EngineRuntime::ready);
        engine->start();
        if (ready.wait(kPatience)) caller = std::make_unique<testing::JsonClient>(ready.first().first().toUrl());
        if (caller) caller->setToken(config.pancakeToken.toUtf8());
        QObject::connect(&desk(), &api::Desk::linesChanged, engine.get(),
                         [this](const ConversationId&, const std::vector<StoredMessage>& changed) {
                             for (const StoredMessage& line : changed)
                                 lines.insert(line.rev, line);
                         });
    }

    api::Desk& desk() { return engine->desk(); }

    QTemporaryDir dir;
    testing::AiStub ai;
    testing::PlatformStub platform;
    std::unique_ptr<EngineRuntime> engine;
    std::unique_ptr<testing::JsonClient> caller;
    QMap<qint64, StoredMessage> lines;  ///< of the watched thread, as the window would show them
};

testing::StubScript slow(int milliseconds)
{
    testing::StubScript script;
    script.minDelay = script.maxDelay = milliseconds;
    return script;
}

}  // namespace

/// What the desk sees of the real engine.
class DeskE2eTest : public QObject {
    Q_OBJECT
private slots:
    void aPostedMessageIsOnTheDeskAtOnce();
    void noBotTextFollowsATakeover();
    void anOperatorsReplyReachesThePlatformOnce();
    void aRefusedReplyIsSeenAndDecidedInPlace();
    void theSampleShopComesAndGoes();
    void theFilterFindsWhatWasSaidLongAgo();
    void theSearchFindsTheLinesThemselves();
    void theCardShowsWhatTheCustomerSaid();
};

void DeskE2eTest::aPostedMessageIsOnTheDeskAtOnce()
{
    std::optional<qint64> seenAfter;  // what callbacks write outlives the shop
    QElapsedTimer clock;
    Shop shop;
    QVERIFY(shop.caller);
    const QString text = u"Shop ơi, áo dài “Huế” còn size M không ạ? Ữ ỵ ẳ 😀"_s;
    connect(&shop.desk(), &api::Desk::conversationsChanged, &shop.desk(), [&](const std::vector<Conversation>& rows) {
        if (!seenAfter && !rows.empty() && rows.front().id == ConversationId("c1")) seenAfter = clock.elapsed();
    });
    shop.desk().watchThread(ConversationId("c1"));
    clock.start();
    const auto reply = shop.caller->post(kRoute, testing::JsonClient::message(u"c1"_s, u"m1"_s, text));
    QCOMPARE(reply.status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(seenAfter.has_value(), kPatience);
    qInfo("on the desk after %lld ms", *seenAfter);
    QTRY_VERIFY_WITH_TIMEOUT(shop.lines.size() >= 2, kPatience);
    QCOMPARE(shop.lines.first().body, text);
    QCOMPARE(shop.lines.last().speaker, Speaker::Bot);
}

void DeskE2eTest::noBotTextFollowsATakeover()
{
    bool thinking = false;
    bool answered = false;
    Shop shop;
    QVERIFY(shop.caller);
    shop.ai.setScript(slow(5'000));
    shop.desk().watchThread(ConversationId("c1"));
    connect(&shop.desk(), &api::Desk::activityChanged, &shop.desk(),
            [&thinking](const api::Activity& activity) { thinking = activity.botThinking; });
    shop.caller->send(
        {"POST", kRoute, QJsonDocument(testing::JsonClient::message(u"c1"_s, u"m1"_s, u"alo"_s)).toJson(), {}},
        [&answered](const testing::ClientReply&) { answered = true; });
    QTRY_VERIFY_WITH_TIMEOUT(thinking, kPatience);

    QSignalSpy acted(&shop.desk(), &api::Desk::acted);
    shop.desk().requestTakeOver(ConversationId("c1"));
    QTRY_COMPARE_WITH_TIMEOUT(acted.size(), 1, kPatience);
    QCOMPARE(acted.first().at(1).value<Conversation>().mode, BotMode::Human);
    QTRY_VERIFY_WITH_TIMEOUT(answered, kPatience);

    // The call itself was cut, so nothing can come of it any more.
    const auto wasCut = [&shop] {
        const auto& requests = shop.ai.requests();
        return std::any_of(requests.begin(), requests.end(), [](const testing::StubRequest& request) {
            return request.target == "/process" && request.ending == "gone"_L1;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(wasCut(), kPatience);
    QCOMPARE(shop.platform.effects(), 0);
    const auto isTakeover = [](const StoredMessage& line) { return line.speaker == Speaker::System; };
    QTRY_VERIFY_WITH_TIMEOUT(std::any_of(shop.lines.cbegin(), shop.lines.cend(), isTakeover), kPatience);
    bool tookOver = false;
    for (const StoredMessage& line : std::as_const(shop.lines)) {
        tookOver = tookOver || isTakeover(line);
        const bool isSent = line.metadata.value("sent"_L1).toBool(true);
        QVERIFY2(!(tookOver && line.speaker == Speaker::Bot && isSent), qPrintable(line.body));
    }
}

void DeskE2eTest::anOperatorsReplyReachesThePlatformOnce()
{
    Shop shop;
    QVERIFY(shop.caller);
    QCOMPARE(shop.caller->post(kRoute, testing::JsonClient::message(u"c1"_s, u"m1"_s, u"alo"_s)).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(shop.platform.effects(), 1, kPatience);

    QSignalSpy acted(&shop.desk(), &api::Desk::acted);
    shop.desk().requestTakeOver(ConversationId("c1"));
    QTRY_COMPARE_WITH_TIMEOUT(acted.size(), 1, kPatience);
    const MessageId id("operator-1");
    shop.desk().requestSend(ConversationId("c1"), id, u"Dạ em Lan đây ạ"_s, false);
    shop.desk().requestSend(ConversationId("c1"), id, u"Dạ em Lan đây ạ"_s, false);  // a double click
    shop.desk().requestSend(ConversationId("c1"), MessageId("note-1"), u"khách quen"_s, true);
    QTRY_COMPARE_WITH_TIMEOUT(acted.size(), 4, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(shop.platform.effects(), 2, kPatience);
    shop.desk().requestHandBack(ConversationId("c1"), {});
    QTRY_COMPARE_WITH_TIMEOUT(acted.size(), 5, kPatience);
    QCOMPARE(shop.platform.effects(), 2);
}

void DeskE2eTest::aRefusedReplyIsSeenAndDecidedInPlace()
{
    std::vector<api::Undelivered> undelivered;  // what callbacks write outlives the shop
    Shop shop;
    QVERIFY(shop.caller);
    connect(&shop.desk(), &api::Desk::undeliveredChanged, &shop.desk(),
            [&undelivered](const std::vector<api::Undelivered>& lines) { undelivered = lines; });
    QCOMPARE(shop.caller->post(kRoute, testing::JsonClient::message(u"c1"_s, u"m1"_s, u"alo"_s)).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(shop.platform.effects(), 1, kPatience);
    QSignalSpy acted(&shop.desk(), &api::Desk::acted);
    shop.desk().watchThread(ConversationId("c1"));
    shop.desk().requestTakeOver(ConversationId("c1"));
    QTRY_COMPARE_WITH_TIMEOUT(acted.size(), 1, kPatience);

    testing::StubScript refusal;
    refusal.status = 400;
    refusal.body = R"({"error":"outside the 24 h window"})"_ba;
    shop.platform.setScript(refusal);
    shop.desk().requestSend(ConversationId("c1"), MessageId("operator-1"), u"Dạ em Lan đây ạ"_s, false);
    const auto ofReply = [&shop] {
        for (const StoredMessage& line : std::as_const(shop.lines)) {
            if (line.messageId == MessageId("operator-1")) return deliveryOf(line.metadata).value_or(Delivery());
        }
        return Delivery();
    };
    // The thread is not read again: it is told.
    QTRY_COMPARE_WITH_TIMEOUT(ofReply().state, OutboxState::Dead, kPatience);
    const qint64 passed = QDateTime::currentMSecsSinceEpoch() - shop.platform.requests().back().endedAt;
    qInfo("on the desk %lld ms after the refusal", passed);
    QVERIFY(passed <= testing::promptly(200ms));
    QVERIFY(ofReply().error.contains(u"outside the 24 h window"_s));
    QCOMPARE(ofReply().attempts, 1);
    QTRY_COMPARE_WITH_TIMEOUT(undelivered.size(), 1u, kPatience);
    QVERIFY(undelivered.front().conversation == ConversationId("c1"));
    QCOMPARE(undelivered.front().outboxId, ofReply().outboxId);

    shop.platform.setScript({});
    shop.desk().requestDecision(ConversationId("c1"), undelivered.front().outboxId, OutboxDecision::SendAgain);
    QTRY_COMPARE_WITH_TIMEOUT(ofReply().state, OutboxState::Sent, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(undelivered.empty(), kPatience);
    QCOMPARE(shop.platform.effects(), 2);
    QCOMPARE(ofReply().attempts, 2);
    const auto& requests = shop.platform.requests();
    std::vector<QByteArray> keys;
    for (const testing::StubRequest& request : requests) {
        if (QString::fromUtf8(request.body).contains(u"Dạ em Lan đây ạ"_s))
            keys.push_back(request.header("idempotency-key"));
    }
    QCOMPARE(keys.size(), 2u);
    QVERIFY2(keys[0] != keys[1], "a platform that keeps answers by key would refuse for ever");

    QSignalSpy failed(&shop.desk(), &api::Desk::requestFailed);
    shop.desk().requestDecision(ConversationId("c1"), ofReply().outboxId, OutboxDecision::Drop);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatience);
    QCOMPARE(failed.front().at(1).value<api::DeskFailure>().error, api::DeskError::AlreadyDecided);
}

void DeskE2eTest::theSampleShopComesAndGoes()
{
    Shop shop;
    QVERIFY(shop.caller);
    QSignalSpy changed(&shop.engine->sampleShop(), &api::SampleShop::changed);
    shop.engine->sampleShop().open();
    QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 2 * kPatience);
    QVERIFY(shop.engine->sampleShop().isOpen());

    QSignalSpy listed(&shop.desk(), &api::Desk::conversationsListed);
    const auto listAll = [&] {
        listed.clear();
        shop.desk().requestConversations({});
        return listed.wait(kPatience) ? listed.first().at(1).value<ConversationPage>().rows
                                      : std::vector<Conversation>();
    };
    const auto rows = listAll();
    QVERIFY(rows.size() >= 200);
    QVERIFY(std::all_of(rows.begin(), rows.end(), [](const Conversation& row) { return row.isSample; }));

    shop.engine->sampleShop().remove();
    QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 2, 2 * kPatience);
    QVERIFY(listAll().empty());
}

void DeskE2eTest::theFilterFindsWhatWasSaidLongAgo()
{
    Shop shop;
    QVERIFY(shop.caller);
    shop.caller->post(kRoute, testing::JsonClient::message(u"c1"_s, u"m1"_s, u"Em muốn đặt lịch thử váy"_s));
    shop.caller->post(kRoute, testing::JsonClient::message(u"c1"_s, u"m2"_s, u"Cảm ơn shop"_s));
    shop.caller->post(kRoute, testing::JsonClient::message(u"c2"_s, u"m3"_s, u"Đặt hàng ở đâu ạ"_s));
    QSignalSpy listed(&shop.desk(), &api::Desk::conversationsListed);
    ConversationQuery query;
    query.filter = u"dat lich"_s;
    const api::RequestId request = shop.desk().requestConversations(query);
    QTRY_COMPARE_WITH_TIMEOUT(listed.size(), 1, kPatience);
    QCOMPARE(listed.first().at(0).value<api::RequestId>(), request);
    const auto page = listed.first().at(1).value<ConversationPage>();
    QCOMPARE(page.rows.size(), 1u);
    QCOMPARE(page.rows.front().id, ConversationId("c1"));
}

void DeskE2eTest::theSearchFindsTheLinesThemselves()
{
    Shop shop;
    QVERIFY(shop.caller);
    shop.caller->post(kRoute, testing::JsonClient::message(u"c1"_s, u"m1"_s, u"Em muốn đặt lịch thử váy"_s));
    shop.caller->post(kRoute, testing::JsonClient::message(u"c1"_s, u"m2"_s, u"Cảm ơn shop"_s));
    shop.caller->post(kRoute, testing::JsonClient::message(u"c2"_s, u"m3"_s, u"Lịch đặt hàng ở đâu ạ"_s));
    QSignalSpy found(&shop.desk(), &api::Desk::found);
    MessageQuery query;
    query.text = u"dat lich"_s;
    query.role = Speaker::Customer;  // the stub's bot repeats what it hears
    query.limit = 1;
    const api::RequestId request = shop.desk().requestSearch(query);
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, kPatience);
    QCOMPARE(found.first().at(0).value<api::RequestId>(), request);
    const auto newest = found.takeFirst().at(1).value<MessageHits>();
    QCOMPARE(newest.hits.size(), 1u);
    QCOMPARE(newest.hits.front().message.body, u"Lịch đặt hàng ở đâu ạ"_s);
    QCOMPARE(newest.hits.front().message.conversation, ConversationId("c2"));
    QVERIFY(newest.hits.front().message.rev > 0);
    query.after = newest.next;
    QVERIFY(query.after);
    shop.desk().requestSearch(query);
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, kPatience);
    const auto older = found.first().at(1).value<MessageHits>();
    QCOMPARE(older.hits.size(), 1u);
    QCOMPARE(older.hits.front().message.messageId, MessageId("m1"));
}

void DeskE2eTest::theCardShowsWhatTheCustomerSaid()
{
    CustomerDetails shown;  // what callbacks write outlives the shop
    Shop shop;
    QVERIFY(shop.caller);
    connect(&shop.desk(), &api::Desk::detailsChanged, &shop.desk(),
            [&shown](const ConversationId&, const CustomerDetails& details) { shown = details; });
    shop.desk().watchThread(ConversationId("c1"));
    const auto say = [&](const QString& id, const QString& text) {
        return shop.caller->post(kRoute, testing::JsonClient::message(u"c1"_s, id, text)).status;
    };
    QCOMPARE(say(u"m1"_s, u"Mình tên Lan, sđt 0912 345 678"_s), 200);
    QTRY_COMPARE_WITH_TIMEOUT(shown.value(DetailField::Phone), u"0912345678"_s, kPatience);
    QCOMPARE(shown.value(DetailField::Name), u"Lan"_s);
    QCOMPARE(shown.values[DetailField::Phone].front().from.message, MessageId("m1"));
    QCOMPARE(say(u"m2"_s, u"Giao tới 12 Lê Lợi, Quận 1 nhé"_s), 200);
    QTRY_COMPARE_WITH_TIMEOUT(shown.value(DetailField::Address), u"12 Lê Lợi, Quận 1"_s, kPatience);
    QCOMPARE(shown.values[DetailField::Address].front().from.message, MessageId("m2"));
    QCOMPARE(shown.value(DetailField::Phone), u"0912345678"_s);
    // Opened again, it is there at once.
    shop.desk().watchThread({});
    shown = {};
    shop.desk().watchThread(ConversationId("c1"));
    QTRY_COMPARE_WITH_TIMEOUT(shown.value(DetailField::Phone), u"0912345678"_s, kPatience);
}

TONGDAI_TEST(DeskE2eTest)

}  // namespace tongdai

#include "desk_e2e_test.moc"
