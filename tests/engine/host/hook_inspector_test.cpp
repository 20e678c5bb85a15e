#include "engine/work/desk/hook_inspector.h"

#include "engine/contract/redis_keys.h"
#include "engine/history/conversations/sql_known_messages.h"
#include "engine/history/sql_history.h"
#include "engine/host/health/hooks_host.h"
#include "engine/host/machine/system_clock.h"
#include "engine/state/local/local_shared_shelf.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Verdict = HookReplay::Verdict;
using Next = HookReplay::Next;

namespace {

QJsonObject hookBody(const QString& conversation, const QString& message, const QString& text = u"còn size M không"_s)
{
    return {{u"conversation_id"_s, conversation},
            {u"message_id"_s, message},
            {u"message_content"_s, text},
            {u"sender_id"_s, u"u-"_s + conversation},
            {u"sender_type"_s, u"user"_s},
            {u"timestamp"_s, 1'763'712'000},
            {u"metadata"_s, QJsonObject{{u"platform"_s, u"facebook"_s}, {u"phone"_s, u"0901234567"_s}}}};
}

QByteArray textOf(const QJsonObject& body)
{
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

}  // namespace

/// What people see of calls, and what would happen to them again, over a real store that stays as it is (features E7).
class HookInspectorTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlKnownMessages> m_known;
    std::unique_ptr<LocalSharedShelf> m_shared;
    std::unique_ptr<RateLedger> m_rates;
    std::unique_ptr<HookShelf> m_shelf;
    std::unique_ptr<HookInspector> m_inspector;

    qint64 put(HookDoor door, const QByteArray& body, int status = 200, const QByteArray& answer = "{}")
    {
        HookCall call;
        call.door = door;
        call.at = m_clock.now();
        call.method = "POST";
        call.target = "/api/v1/enhanced-handle-message";
        const qint64 id = m_shelf->begin(std::move(call));
        m_shelf->takeBody(id, body);
        m_shelf->end(id, {status, answer, 1ms});
        return id;
    }
    HookReplay replayOf(HookDoor door, const QByteArray& body, bool isMasked = false)
    {
        const auto replay = await(m_inspector->replay(put(door, body), isMasked));
        if (!replay) qFatal("it is not kept");
        return *replay;
    }
    /// As the route would.
    AcceptOutcome store(const QJsonObject& body, const OwnerId& claimFor = {})
    {
        IncomingMessage message;
        message.source = "platform";
        message.conversation = ConversationId::fromString(body[u"conversation_id"].toString());
        message.messageId = MessageId::fromString(body[u"message_id"].toString());
        message.content = body[u"message_content"].toString();
        message.sender = SenderId::fromString(body[u"sender_id"].toString());
        message.senderType = body[u"sender_type"].toString();
        message.sentAt = body[u"timestamp"].toDouble();
        message.metadata = body[u"metadata"].toObject();
        message.bodyHash = hashBody(message);
        return await(m_history->accept(message, claimFor));
    }
    qint64 newestEvent() { return await(m_history->newestEventId()); }

private slots:
    void init()
    {
        m_history = std::make_unique<SqlHistory>(
            sqliteBackend(m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u".sqlite"_s)), m_clock);
        await(m_history->open());
        m_known = std::make_unique<SqlKnownMessages>(*m_history);
        m_shared = std::make_unique<LocalSharedShelf>(m_clock);
        m_rates = std::make_unique<RateLedger>(m_clock);
        m_shelf = std::make_unique<HookShelf>(100);
        m_inspector = std::make_unique<HookInspector>(
            HookInspector::Ports{*m_shelf, *m_known, *m_history, *m_shared, *m_rates, m_clock},
            HookInspector::KiotVietDoor{true, false});
    }
    void cleanup()
    {
        m_history->close();
        m_inspector.reset();
        m_known.reset();
        m_history.reset();
    }

    void aNewMessageWouldBegin()
    {
        const HookReplay replay = replayOf(HookDoor::Platform, textOf(hookBody(u"c1"_s, u"m1"_s)));
        QCOMPARE(replay.verdict, Verdict::Accepted);
        QCOMPARE(replay.next, Next::Bot);
        QVERIFY(replay.isNew);
        QCOMPARE(replay.nextSeq, 1);
        QCOMPARE(replay.conversation, u"c1"_s);
        QCOMPARE(replay.message, u"m1"_s);
        QVERIFY2(!await(m_history->conversation(ConversationId("c1"_ba))), "nothing was stored");
    }

    void aStoredOneWouldAddNothing()
    {
        const QJsonObject body = hookBody(u"c1"_s, u"m1"_s);
        store(hookBody(u"c1"_s, u"m0"_s));
        store(body);
        const qint64 event = newestEvent();
        const HookReplay again = replayOf(HookDoor::Platform, textOf(body));
        QCOMPARE(again.verdict, Verdict::Known);
        QCOMPARE(again.knownSeq, 2);
        const HookReplay other = replayOf(HookDoor::Platform, textOf(hookBody(u"c1"_s, u"m1"_s, u"khác rồi"_s)));
        QCOMPARE(other.verdict, Verdict::ReusedId);
        QCOMPARE(other.knownSeq, 2);
        const HookReplay next = replayOf(HookDoor::Platform, textOf(hookBody(u"c1"_s, u"m2"_s)));
        QCOMPARE(next.verdict, Verdict::Accepted);
        QVERIFY(!next.isNew);
        QCOMPARE(next.nextSeq, 3);
        QCOMPARE(newestEvent(), event);
        const auto row = await(m_history->conversation(ConversationId("c1"_ba)));
        QCOMPARE(row->nextSeq, 2);
        QCOMPARE(row->totalMessages, 2);
    }

    void saysWhoWouldHaveIt()
    {
        const QJsonObject body = hookBody(u"c1"_s, u"m1"_s);
        store(body, OwnerId("engine:1"_ba));
        QCOMPARE(replayOf(HookDoor::Platform, textOf(hookBody(u"c1"_s, u"m2"_s))).next, Next::Waits);
        await(m_history->takeOver(ConversationId("c1"_ba), OperatorId("lan"_ba), u"Lan"_s));
        QCOMPARE(replayOf(HookDoor::Platform, textOf(hookBody(u"c1"_s, u"m2"_s))).next, Next::Person);
        QJsonObject shop = hookBody(u"c2"_s, u"m1"_s);
        shop[u"sender_type"_s] = u"page"_s;
        QCOMPARE(replayOf(HookDoor::Platform, textOf(shop)).next, Next::ShopLine);
        shop[u"sender_type"_s] = u"planet"_s;
        QCOMPARE(replayOf(HookDoor::Platform, textOf(shop)).next, Next::Person);
    }

    void saysWhatIsWrong()
    {
        QJsonObject body = hookBody(u"c1"_s, u"m1"_s);
        body.remove(u"message_content"_s);
        const HookReplay missing = replayOf(HookDoor::Platform, textOf(body));
        QCOMPARE(missing.verdict, Verdict::Refused);
        QCOMPARE(missing.problems, QStringList{u"message_content: field required"_s});
        QCOMPARE(replayOf(HookDoor::Platform, "<html>").verdict, Verdict::Refused);
        QCOMPARE(replayOf(HookDoor::Consolidated, R"({"history":"<BOT>chào</BOT>"})").verdict, Verdict::Refused);
    }

    /// A limit is looked at and not charged.
    void saysWhoWouldBeHeldBack()
    {
        m_rates->setRule(RateScope::Sender, {2, 60s});
        const QByteArray body = textOf(hookBody(u"c1"_s, u"m1"_s));
        for (int i = 0; i < 5; ++i)
            QVERIFY(!replayOf(HookDoor::Platform, body).isHeldBack);
        for (int i = 0; i < 2; ++i)
            m_rates->charge(RateScope::Sender, "u-c1", QByteArray::number(i));
        QVERIFY(replayOf(HookDoor::Platform, body).isHeldBack);
    }

    void aHistoryIsLookedUpMessageByMessage()
    {
        const QByteArray first =
            R"({"conversation_id":"6f0e4c0a-5a1d-4a53-9c41-0d6f1d3a2b11","history":"<USER>a</USER>"})";
        const HookReplay fresh = replayOf(HookDoor::Consolidated, first);
        QCOMPARE(fresh.verdict, Verdict::Accepted);
        QVERIFY(fresh.isNew);
        QCOMPARE(fresh.messages, 1);
        IncomingMessage message;
        message.source = "consolidated";
        message.conversation = ConversationId("6f0e4c0a-5a1d-4a53-9c41-0d6f1d3a2b11"_ba);
        message.messageId = MessageId::fromString(fresh.message);
        message.sender = SenderId(message.conversation.bytes());
        message.senderType = u"user"_s;
        message.content = u"a"_s;
        message.metadata = {{u"platform"_s, u"api"_s}};
        message.bodyHash = hashBody(message);
        message.sentAt = 1;
        await(m_history->accept(message, {}));
        QCOMPARE(replayOf(HookDoor::Consolidated, first).verdict, Verdict::Known);
        const HookReplay grown =
            replayOf(HookDoor::Consolidated, QByteArray(first).replace("</USER>", "</USER><USER>b</USER>"));
        QCOMPARE(grown.verdict, Verdict::Accepted);
        QCOMPARE(grown.messages, 2);
        QCOMPARE(grown.known, 1);
    }

    void aNoticeForgetsNothing()
    {
        const QByteArray body = R"({"Id":"n1","Notifications":[{"Action":"stock.update"}]})";
        const HookReplay replay = replayOf(HookDoor::KiotViet, body);
        QCOMPARE(replay.verdict, Verdict::Accepted);
        QCOMPARE(replay.next, Next::Notice);
        QCOMPARE(replay.endpoints, (QByteArrayList{"products", "productOnHands"}));
        const QByteArray mark = contract::keys::kiotVietNotice("n1");
        QVERIFY2(!await(m_shared->value(mark)), "nothing was marked as heard");
        const qint64 fence = await(m_shared->takeTurn(mark, 10s));
        QVERIFY(await(m_shared->endTurn(mark, fence, "1", 60s)));
        QCOMPARE(replayOf(HookDoor::KiotViet, body).verdict, Verdict::Known);
    }

    void whatIsNotThereCannotBeTried()
    {
        QVERIFY(!await(m_inspector->replay(4711, false)));
        QVERIFY(!m_inspector->detail(4711, false));
        const qint64 large = put(HookDoor::Platform, QByteArray(HookShelf::kMostBody + 1, ' '));
        QCOMPARE(await(m_inspector->replay(large, false))->verdict, Verdict::NoBody);
        QVERIFY(m_inspector->detail(large, false)->isCut);
        QVERIFY(m_inspector->detail(large, false)->curl.isEmpty());
    }

    void whoMayNotSeeNumbersSeesDots()
    {
        const qint64 id =
            put(HookDoor::Platform, textOf(hookBody(u"0901234567"_s, u"m1"_s, u"gọi 0901 234 567 nhé"_s)));
        const HookDetail clear = *m_inspector->detail(id, false);
        QVERIFY(clear.body.contains(u"0901 234 567"_s) && clear.curl.contains(u"0901234567"_s) && !clear.isMasked);
        QVERIFY2(clear.body.startsWith(u"{\n  \"conversation_id\": \"0901234567\""_s), qPrintable(clear.body));
        const HookDetail masked = *m_inspector->detail(id, true);
        QVERIFY(masked.isMasked);
        for (const QString& text : {masked.body, masked.curl, masked.row.conversation, masked.answer})
            QVERIFY2(!text.contains(u"0901"_s), qPrintable(text));
        QVERIFY(masked.body.contains(u"567"_s));
        QVERIFY(!m_inspector->list(true, 10).rows.front().conversation.contains(u"0901"_s));
        QVERIFY(!await(m_inspector->replay(id, true))->conversation.contains(u"0901"_s));
    }

    /// What was read once is not read again, and the rest follows.
    void readsALongListInSteps()
    {
        m_shelf = std::make_unique<HookShelf>(100);
        const HookInspector::Ports ports{*m_shelf, *m_known, *m_history, *m_shared, *m_rates, m_clock};
        m_inspector = std::make_unique<HookInspector>(ports, HookInspector::KiotVietDoor{});
        const QByteArray body(100'000, ' ');
        for (int i = 0; i < 12; ++i)
            put(HookDoor::Platform, body, 422);
        HookInspector::List list = m_inspector->list(false, 100);
        QVERIFY(!list.isWhole && !list.rows.empty() && list.rows.size() < 12);
        QCOMPARE(list.rows.front().id, 12);
        for (int i = 0; i < 4 && !list.isWhole; ++i)
            list = m_inspector->list(false, 100);
        QVERIFY(list.isWhole);
        QCOMPARE(list.rows.size(), 12u);
        QCOMPARE(m_inspector->list(false, 5).rows.size(), 5u);
    }

    void anEndpointWithoutItsSecretIsSaid()
    {
        const std::vector<HookDoorState> doors = m_inspector->doors();
        QCOMPARE(doors.size(), 3u);
        QCOMPARE(doors[0].path, u"/api/v1/enhanced-handle-message"_s);
        QVERIFY(doors[0].isOpen && !doors[0].last);
        QVERIFY(!doors[2].isOpen && doors[2].lacksSecret);
        const HookInspector::Ports ports{*m_shelf, *m_known, *m_history, *m_shared, *m_rates, m_clock};
        QCOMPARE(HookInspector(ports, {false, false}).doors().size(), 2u);
        QVERIFY(HookInspector(ports, {true, true}).doors()[2].isOpen);
    }

    void anErasureTakesTheirCalls()
    {
        const qint64 theirs = put(HookDoor::Platform, textOf(hookBody(u"c1"_s, u"m1"_s)));
        const qint64 ofConversation = put(HookDoor::Platform, textOf(hookBody(u"c7"_s, u"m1"_s)));
        const qint64 others = put(HookDoor::Platform, textOf(hookBody(u"c2"_s, u"m2"_s)));
        const qint64 notice = put(HookDoor::KiotViet, R"({"Id":"n1"})");
        const qint64 cut = put(HookDoor::Platform, QByteArray(HookShelf::kMostBody + 1, ' '));
        m_inspector->list(false, 100);
        LiveTraces traces;
        traces.user = SenderId("u-c1"_ba);
        traces.conversations = {ConversationId("c7"_ba)};
        m_inspector->forget(traces);
        for (const qint64 gone : {theirs, ofConversation, notice, cut})
            QVERIFY2(!m_shelf->find(gone), qPrintable(QString::number(gone)));
        QVERIFY(m_shelf->find(others));
    }

    /// The window's half: refused without the permission, and only news is sent.
    void theWindowAsksTheGate()
    {
        DeskGate gate{{OperatorId("hanh"_ba), u"Hạnh"_s}};
        HooksService service(
            *m_inspector, [] { return std::vector<OutgoingHookState>(1); }, gate);
        HooksHost host;
        const auto resultOf = [](auto asked) {
            const bool isOver = QTest::qWaitFor([&] { return asked.isFinished(); }, 60'000);
            if (!isOver) qFatal("no answer");
            return asked.result();
        };
        QCOMPARE(std::get<api::DeskFailure>(resultOf(host.hooks(0))).error, api::DeskError::NotReady);
        host.attach(&service);
        QCOMPARE(std::get<api::DeskFailure>(resultOf(host.hooks(0))).error, api::DeskError::StoreDown);
        gate.setRoster({});
        const qint64 id = put(HookDoor::Platform, textOf(hookBody(u"c1"_s, u"m1"_s)));
        const auto picture = std::get<api::HooksPicture>(resultOf(host.hooks(0)));
        QCOMPARE(picture.rows.size(), 1u);
        QCOMPARE(picture.kept, 100);
        QVERIFY(std::get<api::HooksPicture>(resultOf(host.hooks(picture.revision))).isSame);
        put(HookDoor::Platform, "{}", 422);
        QCOMPARE(std::get<api::HooksPicture>(resultOf(host.hooks(picture.revision))).rows.size(), 2u);
        QCOMPARE(std::get<HookReplay>(resultOf(host.replay(id))).verdict, Verdict::Accepted);
        QCOMPARE(std::get<api::DeskFailure>(resultOf(host.detail(99))).error, api::DeskError::NotFound);
        QVERIFY(!std::get<HookDetail>(resultOf(host.detail(id))).isMasked);
        gate.viewAs(Role::Supervisor);
        QVERIFY2(std::get<HookDetail>(resultOf(host.detail(id))).isMasked, "a supervisor sees dots");
        QCOMPARE(std::get<std::vector<OutgoingHookState>>(resultOf(host.outgoing())).size(), 1u);
        gate.viewAs(Role::Operator);
        QCOMPARE(std::get<api::DeskFailure>(resultOf(host.outgoing())).error, api::DeskError::NotAllowed);
        QCOMPARE(std::get<api::DeskFailure>(resultOf(host.hooks(0))).error, api::DeskError::NotAllowed);
        QCOMPARE(std::get<api::DeskFailure>(resultOf(host.detail(id))).error, api::DeskError::NotAllowed);
        QCOMPARE(std::get<api::DeskFailure>(resultOf(host.replay(id))).error, api::DeskError::NotAllowed);
        host.attach(nullptr);
    }
};

TONGDAI_TEST(HookInspectorTest)

}  // namespace tongdai::testing

#include "hook_inspector_test.moc"
