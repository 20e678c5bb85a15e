#include "engine/contract/json/chat/plain_chat.h"

#include "tests/support/test_registry.h"

#include <QJsonArray>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

class PlainChatTest : public QObject {
    Q_OBJECT
private slots:
    void readsWhatTheContractSays();
    void keepsTheRestOfABrokenText();
    void refuses_data();
    void refuses();
    void aSessionNamesOneConversation();
    void noSessionReachesAnotherChannel();
    void writesEveryField();
    void aTakenSessionNamesItsHolder();
};

void PlainChatTest::readsWhatTheContractSays()
{
    const auto read = readPlainChat(
        R"({"chat_session_id":17,"sender_type":"customer","content":" chào ","image":["https://a.example/1.png"]})"_ba);
    QVERIFY(std::holds_alternative<PlainChatInput>(read));
    const auto& input = std::get<PlainChatInput>(read);
    QCOMPARE(input.session, QJsonValue(17));
    QCOMPARE(input.senderType, u"customer"_s);
    QCOMPARE(input.content, u"chào"_s);
    QCOMPARE(input.images, QStringList{u"https://a.example/1.png"_s});
    QVERIFY(input.clientMessageId.isEmpty());
}

void PlainChatTest::keepsTheRestOfABrokenText()
{
    const auto read = readPlainChat(R"({"sender_type":"customer","content":"anh \ud83d oi"})"_ba);
    QVERIFY(std::holds_alternative<PlainChatInput>(read));
    QCOMPARE(std::get<PlainChatInput>(read).content, u"anh \ufffd oi"_s);
    QVERIFY(!webSession(QString(QChar(0xd83d))));
    QVERIFY(!sessionNamed(QString(QChar(0xd83d))));
}

void PlainChatTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("not JSON") << "hello"_ba;
    QTest::newRow("a list") << "[]"_ba;
    QTest::newRow("deep") << R"({"sender_type":"customer","content":"a","x":[[[[[[]]]]]]})"_ba;
    QTest::newRow("a name twice") << R"({"sender_type":"customer","sender_type":"admin","content":"a"})"_ba;
    QTest::newRow("no sender") << R"({"content":"a"})"_ba;
    QTest::newRow("unknown sender") << R"({"sender_type":"root","content":"a"})"_ba;
    QTest::newRow("number as text") << R"({"sender_type":"customer","content":5})"_ba;
    QTest::newRow("blank") << R"({"sender_type":"customer","content":"  ","image":[]})"_ba;
    QTest::newRow("NUL") << R"({"sender_type":"customer","content":"a\u0000b"})"_ba;
    QTest::newRow("half a surrogate pair in an id")
        << R"({"sender_type":"customer","content":"a","client_message_id":"a\ud800"})"_ba;
    QTest::newRow("too long") << R"({"sender_type":"customer","content":")"_ba + QByteArray(70'000, 'x') + "\"}"_ba;
    QTest::newRow("image no list") << R"({"sender_type":"customer","content":"a","image":"x"})"_ba;
    QTest::newRow("image a script") << R"({"sender_type":"customer","content":"a","image":["javascript:alert"]})"_ba;
    QTest::newRow("image a file") << R"({"sender_type":"customer","content":"a","image":["file:///etc/passwd"]})"_ba;
    QTest::newRow("bad id") << R"({"sender_type":"customer","content":"a","client_message_id":"a b"})"_ba;
    QTest::newRow("id a number") << R"({"sender_type":"customer","content":"a","client_message_id":5})"_ba;
}

void PlainChatTest::refuses()
{
    QFETCH(QByteArray, text);
    const auto read = readPlainChat(text);
    QVERIFY(std::holds_alternative<QString>(read));
    QVERIFY(!std::get<QString>(read).isEmpty());
}

void PlainChatTest::aSessionNamesOneConversation()
{
    QCOMPARE(webSession(u"17")->bytes(), "W-17"_ba);
    QCOMPARE(wireSession(ConversationId("W-17"_ba)), QJsonValue(17));
    QCOMPARE(wireSession(ConversationId("W-017"_ba)), QJsonValue(u"W-017"_s));
    QCOMPARE(wireSession(ConversationId("conv_1"_ba)), QJsonValue(u"conv_1"_s));
    for (const QByteArray& id :
         {"W-17"_ba, "W-017"_ba, "W-abc"_ba, "17"_ba, "conv_1"_ba, "W-99999999999999999999"_ba}) {
        QCOMPARE(sessionNamed(wireSession(ConversationId(id))), ConversationId(id));
    }
    QVERIFY(!sessionNamed(QJsonValue(1.5)));
    QVERIFY(!sessionNamed(QJsonValue(-1)));
    QVERIFY(!sessionNamed(QJsonValue()));
}

void PlainChatTest::noSessionReachesAnotherChannel()
{
    for (const QString& id : {u"conv_1"_s, u"17"_s, u"web-1"_s, u"U-1"_s})
        QVERIFY(webSession(id)->bytes().startsWith("W-"));
    QVERIFY(!webSession(u""));
    QVERIFY(!webSession(u"a b"));
    QVERIFY(!webSession(QString(127, u'x')));
    QVERIFY(webSession(QString(126, u'x')));
}

void PlainChatTest::writesEveryField()
{
    Conversation conversation;
    conversation.id = ConversationId("W-17"_ba);
    StoredMessage line;
    line.messageId = MessageId("m1"_ba);
    line.body = u"<b>chào</b>"_s;
    line.metadata = {{u"image"_s, QJsonArray{u"https://a.example/1.png"_s}}};
    const QJsonObject wire = plainChatLine(line, conversation, 17);
    const QJsonObject expected{{u"id"_s, u"m1"_s},
                               {u"chat_session_id"_s, 17},
                               {u"sender_type"_s, u"customer"_s},
                               {u"sender_name"_s, u"W-17"_s},
                               {u"content"_s, u"<b>chào</b>"_s},
                               {u"image"_s, QJsonArray{u"https://a.example/1.png"_s}},
                               {u"session_name"_s, u"W-17"_s},
                               {u"session_status"_s, u"true"_s},
                               {u"current_receiver"_s, u"Bot"_s},
                               {u"previous_receiver"_s, QJsonValue()},
                               {u"time"_s, QJsonValue()}};
    QCOMPARE(wire, expected);
}

void PlainChatTest::aTakenSessionNamesItsHolder()
{
    Conversation conversation;
    conversation.id = ConversationId("conv_1"_ba);
    conversation.mode = BotMode::Human;
    conversation.assignee = OperatorId("lan"_ba);
    StoredMessage line;
    line.messageId = MessageId("m2"_ba);
    line.speaker = Speaker::Operator;
    line.senderName = u"Lan"_s;
    const QJsonObject wire = plainChatLine(line, conversation, wireSession(conversation.id));
    QCOMPARE(wire["session_status"_L1], QJsonValue(u"false"_s));
    QCOMPARE(wire["current_receiver"_L1], QJsonValue(u"lan"_s));
    QCOMPARE(wire["previous_receiver"_L1], QJsonValue(u"Bot"_s));
    QCOMPARE(wire["sender_type"_L1], QJsonValue(u"admin"_s));
    QCOMPARE(wire["sender_name"_L1], QJsonValue(u"Lan"_s));
    QCOMPARE(wire["session_name"_L1], QJsonValue(u"U-conv_1"_s));
    QCOMPARE(wire["image"_L1], QJsonValue(QJsonArray()));
}

TONGDAI_TEST(PlainChatTest)

}  // namespace tongdai::contract

#include "plain_chat_test.moc"
