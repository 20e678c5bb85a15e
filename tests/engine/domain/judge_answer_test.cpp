#include "engine/domain/conversation/judge_answer.h"

#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

QJsonArray actionsIn(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).array();
}

/// As an AI service's answer comes in.
AiAnswer answerOf(const QString& text, const QJsonArray& actions)
{
    AiAnswer answer;
    answer.responseText = text;
    ExtractedActions extracted = extractActions(actions, text);
    answer.actions = std::move(extracted.actions);
    answer.skipped = std::move(extracted.skipped);
    return answer;
}

AnswerBounds bounds(bool actionsGoOut = true)
{
    const QJsonObject metadata{{u"platform"_s, u"facebook"_s}, {u"page_id"_s, 1029}, {u"tags"_s, QJsonArray{u"vip"_s}}};
    return {ConversationId("1029_4471"), {SenderId("4471"), SenderId("0988")}, metadata, actionsGoOut};
}

QJsonArray kept(const JudgedAnswer& judged)
{
    return toJson(judged.answer.actions);
}

}  // namespace

/// What an AI may say and ask for (contracts/handle-message §3, guarantees F49).
class JudgeAnswerTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsSaidReachesTheCustomer_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("actions");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QString>("shown");
        const QByteArray hello = R"([{"type":"send_message","data":{"message":"Dạ còn ạ"}}])"_ba;
        QTest::newRow("no actions") << u"Dạ còn ạ"_s << "[]"_ba << hello << u"Dạ còn ạ"_s;
        QTest::newRow("unknown ones only")
            << u"Dạ còn ạ"_s << R"([{"type":"reply"},{"type":"SEND_MESSAGE","data":{"message":"x"}}])"_ba << hello
            << u"Dạ còn ạ"_s;
        QTest::newRow("a blank one") << u"Dạ còn ạ"_s << R"([{"type":"send_message"}])"_ba << hello << u"Dạ còn ạ"_s;
        QTest::newRow("carried") << u"Dạ còn ạ"_s << hello << hello << u"Dạ còn ạ"_s;
        QTest::newRow("only in an action") << QString() << hello << hello << u"Dạ còn ạ"_s;
        QTest::newRow("in several")
            << u"Dạ còn ạ"_s
            << R"([{"type":"send_message","data":{"message":"Dạ còn ạ"}},{"type":"send_quick_replies","data":{"message":"Size nào ạ?","quick_replies":[{"title":"S"},{"title":" "}]}}])"_ba
            << R"([{"type":"send_message","data":{"message":"Dạ còn ạ"}},{"type":"send_quick_replies","data":{"message":"Size nào ạ?","quick_replies":[{"title":"S"}]}}])"_ba
            << u"Dạ còn ạ\nSize nào ạ?"_s;
        QTest::newRow("beside pictures")
            << u"Dạ còn ạ"_s << R"([{"type":"send_carousel","data":{"elements":[{"title":"Áo"}]}}])"_ba
            << R"([{"type":"send_message","data":{"message":"Dạ còn ạ"}},{"type":"send_carousel","data":{"elements":[{"title":"Áo"}]}}])"_ba
            << u"Dạ còn ạ"_s;
        QTest::newRow("a question without choices")
            << QString() << R"([{"type":"send_quick_replies","data":{"message":"Size nào ạ?","quick_replies":[]}}])"_ba
            << R"([{"type":"send_message","data":{"message":"Size nào ạ?"}}])"_ba << u"Size nào ạ?"_s;
    }
    void whatIsSaidReachesTheCustomer()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, actions);
        QFETCH(QByteArray, wanted);
        QFETCH(QString, shown);
        const JudgedAnswer judged = judgeAnswer(answerOf(text, actionsIn(actions)), bounds());
        QCOMPARE(kept(judged), actionsIn(wanted));
        QCOMPARE(judged.answer.responseText, shown);
        QCOMPARE(judged.handOverReason, QString());
    }

    void silenceAsksForAPerson_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("actions");
        QTest::addColumn<int>("dropped");
        QTest::newRow("nothing") << QString() << "[]"_ba << 0;
        QTest::newRow("blank") << u" \n\t\u200b\u00a0 "_s << "[]"_ba << 0;
        QTest::newRow("a message without data") << QString() << R"([{"type":"send_message"}])"_ba << 1;
        QTest::newRow("a blank message") << u" "_s << R"([{"type":"send_message","data":{"message":" \u200b"}}])"_ba
                                         << 1;
        QTest::newRow("no text") << QString() << R"([{"type":"send_message","data":{"message":{"a":1}}}])"_ba << 1;
        QTest::newRow("no choices") << QString()
                                    << R"([{"type":"send_quick_replies","data":{"quick_replies":[{}]}}])"_ba << 1;
        QTest::newRow("no pictures") << QString() << R"([{"type":"send_carousel","data":{"elements":[]}}])"_ba << 1;
        QTest::newRow("an empty form") << QString() << R"([{"type":"collect_info","data":{"fields":[]}}])"_ba << 1;
        QTest::newRow("unknown only") << QString() << R"([{"type":"sing"},{"type":5},7])"_ba << 3;
    }
    void silenceAsksForAPerson()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, actions);
        QFETCH(int, dropped);
        const JudgedAnswer judged = judgeAnswer(answerOf(text, actionsIn(actions)), bounds());
        QCOMPARE(judged.handOverReason, QString(kNothingSaid));
        QVERIFY(judged.answer.actions.empty());
        QCOMPARE(judged.answer.responseText, QString());
        QCOMPARE(judged.dropped, dropped);
        QCOMPARE(judged.answer.skipped.size(), dropped);
    }

    void decisionsAreNoSilence()
    {
        for (const char* action : {R"([{"type":"transfer_to_agent"}])", R"([{"type":"end_conversation"}])",
                                   R"([{"type":"send_carousel","data":{"elements":[{"title":"Áo"}]}}])"}) {
            const JudgedAnswer judged = judgeAnswer(answerOf({}, actionsIn(action)), bounds(false));
            QCOMPARE(judged.handOverReason, QString());
            QCOMPARE(judged.answer.actions.size(), size_t(1));
        }
    }

    void aFormAloneIsSeenOnlyWhereAPlatformDrawsIt()
    {
        const QJsonArray form = actionsIn(R"([{"type":"collect_info","data":{"fields":["phone"]}}])");
        QCOMPARE(judgeAnswer(answerOf({}, form), bounds(true)).handOverReason, QString());
        QCOMPARE(judgeAnswer(answerOf({}, form), bounds(false)).handOverReason, QString(kNothingSaid));
    }

    void reachesNobodyElse_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<bool>("isOwn");
        QTest::newRow("nobody named") << R"({"message":"a"})"_ba << true;
        QTest::newRow("this conversation") << R"({"message":"a","conversation_id":"1029_4471"})"_ba << true;
        QTest::newRow("its customer") << R"({"message":"a","recipient":{"id":"4471"}})"_ba << true;
        QTest::newRow("as a number") << R"({"message":"a","recipient_id":4471})"_ba << true;
        QTest::newRow("the page of the metadata") << R"({"message":"a","page_id":"1029"})"_ba << true;
        QTest::newRow("no address at all") << R"({"message":"a","conversation_id":null,"to":""})"_ba << true;
        QTest::newRow("the end of a range") << R"({"message":"a","window":{"from":8,"to":12}})"_ba << true;
        QTest::newRow("another conversation") << R"({"message":"a","conversation_id":"1029_9"})"_ba << false;
        QTest::newRow("spelt otherwise") << R"({"message":"a","Conversation-ID":"1029_9"})"_ba << false;
        QTest::newRow("another person") << R"({"message":"a","recipient":{"id":"9"}})"_ba << false;
        QTest::newRow("another number") << R"({"message":"a","recipientId":9})"_ba << false;
        QTest::newRow("one of a list") << R"({"message":"a","recipients":["4471","9"]})"_ba << false;
        QTest::newRow("deep inside") << R"({"message":"a","extra":[{"x":{"psid":"9"}}]})"_ba << false;
        QTest::newRow("another page") << R"({"message":"a","page_id":"77"})"_ba << false;
        QTest::newRow("to") << R"({"message":"a","to":"9"})"_ba << false;
        QTest::newRow("a byte more") << R"({"message":"a","conversation_id":"1029_4471 "})"_ba << false;
    }
    void reachesNobodyElse()
    {
        QFETCH(QByteArray, data);
        QFETCH(bool, isOwn);
        const QJsonObject action{{u"type"_s, u"send_message"_s}, {u"data"_s, QJsonDocument::fromJson(data).object()}};
        const JudgedAnswer judged = judgeAnswer(answerOf(u"Dạ"_s, {action}), bounds());
        QCOMPARE(judged.dropped, isOwn ? 0 : 1);
        const QJsonObject instead{{u"type"_s, u"send_message"_s}, {u"data"_s, QJsonObject{{u"message"_s, u"Dạ"_s}}}};
        QCOMPARE(kept(judged), (isOwn ? QJsonArray{action} : QJsonArray{instead}));
        QCOMPARE(judged.handOverReason, QString());
    }

    void everyActionIsHeldToItsConversation()
    {
        for (const QString& type : actionNames()) {
            const QJsonObject action{
                {u"type"_s, type},
                {u"data"_s, QJsonObject{{u"message"_s, u"a"_s},
                                        {u"fields"_s, QJsonArray{u"phone"_s}},
                                        {u"elements"_s, QJsonArray{QJsonObject{{u"title"_s, u"a"_s}}}},
                                        {u"conversation_id"_s, u"another"_s}}}};
            const JudgedAnswer judged = judgeAnswer(answerOf({}, {action}), bounds());
            QVERIFY2(judged.answer.actions.empty(), qPrintable(type));
            QVERIFY2(!judged.handOverReason.isEmpty(), qPrintable(type));
        }
    }

    void aServiceCallIsForAPersonToDecide()
    {
        const QJsonObject call{{u"name"_s, u"create_order"_s}, {u"url"_s, u"http://169.254.169.254/"_s}};
        const QJsonArray actions{QJsonObject{{u"type"_s, u"send_message"_s},
                                             {u"data"_s, QJsonObject{{u"message"_s, u"Em tạo đơn rồi ạ"_s}}}},
                                 QJsonObject{{u"type"_s, u"execute_api"_s}, {u"data"_s, call}}};
        const JudgedAnswer judged = judgeAnswer(answerOf(u"Em tạo đơn rồi ạ"_s, actions), bounds());
        QCOMPARE(judged.answer.actions.size(), size_t(1));
        QCOMPARE(judged.answer.actions.front().type, ActionType::SendMessage);
        QCOMPARE(judged.handOverReason, QString(kServiceCallRefused));
        QCOMPARE(judged.dropped, 1);
        QVERIFY(judged.answer.skipped.front().contains(u"create_order"_s));
    }

    void aCallTheSettingsNameIsKept()
    {
        using Verdict = CallVerdict::Kind;
        const QJsonArray actions{
            QJsonObject{{u"type"_s, u"execute_api"_s}, {u"data"_s, QJsonObject{{u"name"_s, u"order_status"_s}}}}};
        const auto judgedAs = [&actions](Verdict verdict, bool actionsGoOut, const QString& text) {
            AnswerBounds allowed = bounds(actionsGoOut);
            allowed.judgeCall = [verdict](const QJsonObject&) { return CallVerdict{verdict, u"why"_s}; };
            return judgeAnswer(answerOf(text, actions), allowed);
        };
        const JudgedAnswer kept = judgedAs(Verdict::Allowed, true, u"Dạ"_s);
        QCOMPARE(kept.answer.actions.back().type, ActionType::ExecuteApi);
        QCOMPARE(kept.handOverReason, QString());
        const JudgedAnswer waits = judgedAs(Verdict::NeedsPerson, true, u"Dạ"_s);
        QCOMPARE(waits.answer.actions.back().type, ActionType::ExecuteApi);
        QCOMPARE(waits.handOverReason, QString(kServiceCallWaits));
        const JudgedAnswer refused = judgedAs(Verdict::Refused, true, u"Dạ"_s);
        QCOMPARE(refused.handOverReason, QString(kServiceCallRefused));
        QVERIFY(refused.answer.skipped.front().endsWith(u"why"_s));
        QJsonArray four;
        for (int i = 0; i < 4; ++i)
            four.append(actions[0]);
        AnswerBounds allowed = bounds();
        allowed.judgeCall = [](const QJsonObject&) { return CallVerdict{CallVerdict::Kind::Allowed, {}}; };
        const JudgedAnswer many = judgeAnswer(answerOf(u"Dạ"_s, four), allowed);
        QCOMPARE(many.answer.actions.size(), 4u);  // its words, and three calls
        QCOMPARE(many.handOverReason, QString(kServiceCallRefused));
        QCOMPARE(judgedAs(Verdict::Allowed, false, u"Dạ"_s).handOverReason, QString(kServiceCallRefused));
    }

    void whatTheRuleDoesNotLetThroughIsNotSaid()
    {
        AnswerBounds strict = bounds();
        strict.rule = {80, {}};
        AiAnswer unsure = answerOf(u"Dạ 350k ạ"_s, QJsonArray());
        unsure.intent = u"ask_price"_s;
        unsure.confidence = 0.42;
        const JudgedAnswer judged = judgeAnswer(unsure, strict);
        QCOMPARE(judged.handOverReason, QString(kNotSureEnough));
        QVERIFY(judged.answer.responseText.isEmpty() && judged.answer.actions.empty());
        QCOMPARE(judged.answer.intent, u"ask_price"_s);
        QCOMPARE(judged.answer.confidence, 0.42);
        QVERIFY(judged.held);
        QCOMPARE(judged.held->text, u"Dạ 350k ạ"_s);
        QCOMPARE(judged.held->actions.size(), size_t(1));
        unsure.confidence = 0.8;
        QVERIFY(!judgeAnswer(unsure, strict).held && judgeAnswer(unsure, strict).handOverReason.isEmpty());
        strict.rule = {0, {u"ask_stock"_s}};
        QCOMPARE(judgeAnswer(unsure, strict).handOverReason, QString(kIntentNotAllowed));
    }

    /// A customer can talk the AI into "get a person when you have paid me back".
    void whoAsksForAPersonCallsNothingThatTheRuleForbids()
    {
        AnswerBounds strict = bounds();
        strict.rule = {80, {}};
        strict.judgeCall = [](const QJsonObject&) { return CallVerdict{CallVerdict::Kind::Allowed, {}}; };
        const QJsonArray actions =
            actionsIn(R"([{"type":"send_message","data":{"message":"Em gọi nhân viên ạ"}},)"
                      R"({"type":"execute_api","data":{"name":"refund"}},{"type":"transfer_to_agent"}])");
        AiAnswer answer = answerOf({}, actions);
        answer.confidence = 0.05;
        const JudgedAnswer judged = judgeAnswer(answer, strict);
        QCOMPARE(judged.answer.actions.size(), size_t(2));
        QCOMPARE(judged.answer.responseText, u"Em gọi nhân viên ạ"_s);
        QCOMPARE(judged.dropped, 1);
        answer.confidence = 0.9;
        QCOMPARE(judgeAnswer(answer, strict).answer.actions.size(), size_t(3));
    }

    /// It relies on nothing, and without it the customer would hear nothing at all.
    void whoAsksForAPersonIsNotHeldBack()
    {
        AnswerBounds strict = bounds();
        strict.rule = {80, {}};
        const QJsonArray actions = actionsIn(
            R"([{"type":"send_message","data":{"message":"Em gọi nhân viên ạ"}},{"type":"transfer_to_agent"}])");
        const JudgedAnswer judged = judgeAnswer(answerOf({}, actions), strict);
        QVERIFY(!judged.held && judged.handOverReason.isEmpty());
        QCOMPARE(judged.answer.responseText, u"Em gọi nhân viên ạ"_s);
    }

    void tenThousandUnknownOnesAreToldShortly()
    {
        QJsonArray actions;
        for (int i = 0; i < 10'000; ++i)
            actions.append(QJsonObject{{u"type"_s, u"x%1"_s.arg(i)}});
        const JudgedAnswer judged = judgeAnswer(answerOf(u"Dạ"_s, actions), bounds());
        QCOMPARE(judged.dropped, 10'000);
        QCOMPARE(judged.answer.skipped.size(), kMaxActionsPerAnswer + 1);
        QCOMPARE(judged.answer.actions.size(), size_t(1));
    }
};

TONGDAI_TEST(JudgeAnswerTest)

}  // namespace tongdai::testing

#include "judge_answer_test.moc"
