#include "engine/contract/json/pancake/pancake_event.h"

#include "engine/contract/json/pancake/pancake_calls.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

const PancakePage kSomePage{"1029", u"facebook"_s, u"Áo Xinh"_s};

QJsonObject fromCustomer()
{
    return {{u"id"_s, u"4471"_s}, {u"name"_s, u"Chị Hoa"_s}};
}

QJsonObject pancakeMessage(const QJsonObject& changes = {})
{
    QJsonObject message{{u"id"_s, u"m_9f"_s},
                        {u"conversation_id"_s, u"1029_4471"_s},
                        {u"type"_s, u"INBOX"_s},
                        {u"message"_s, u"<div>còn size M không</div>"_s},
                        {u"original_message"_s, u"còn size M không"_s},
                        {u"from"_s, fromCustomer()},
                        {u"inserted_at"_s, u"2025-06-07T08:09:10.000000"_s},
                        {u"attachments"_s, QJsonArray()},
                        {u"edit_history"_s, QJsonValue::Null},
                        {u"is_removed"_s, false}};
    for (auto each = changes.begin(); each != changes.end(); ++each)
        message.insert(each.key(), each.value());
    return message;
}

QJsonObject pancakeConversation()
{
    return {{u"id"_s, u"1029_4471"_s}, {u"type"_s, u"INBOX"_s}, {u"from"_s, fromCustomer()}};
}

PancakeLines readOf(const QJsonObject& changes = {})
{
    return linesOf(kSomePage, pancakeConversation(), pancakeMessage(changes));
}

}  // namespace

/// What Pancake says (contracts/pancake §2).
class PancakeEventTest : public QObject {
    Q_OBJECT
private slots:
    /// By name, on a customer's line; what nobody can name says nothing.
    void whomPancakeGaveItToIsSaid()
    {
        PancakePage page = kSomePage;
        QJsonObject given = pancakeConversation();
        given.insert(u"assignee_ids"_s, QJsonArray{u"u-1"_s, u"u-9"_s, u"u-2"_s});
        const auto saidOf = [&](const QJsonObject& message) {
            return linesOf(page, given, message).lines.at(0).metadata.value(kAssignedThere);
        };
        QVERIFY(saidOf(pancakeMessage()).isUndefined());
        page.people = std::make_shared<const PancakePeople>(
            listedUsers({{u"users"_s, QJsonArray{QJsonObject{{u"id"_s, u"u-1"_s}, {u"name"_s, u" Lan "_s}}}},
                         {u"disabled_users"_s, QJsonArray{QJsonObject{{u"id"_s, u"u-2"_s}, {u"name"_s, u"Minh"_s}}}}}));
        QCOMPARE(saidOf(pancakeMessage()).toString(), u"Lan, Minh"_s);
        const QJsonObject shop{{u"id"_s, u"1029"_s}, {u"name"_s, u"Áo Xinh"_s}};
        QVERIFY(saidOf(pancakeMessage({{u"from"_s, shop}})).isUndefined());
        const QByteArray hash = linesOf(page, given, pancakeMessage()).lines.at(0).bodyHash;
        given.insert(u"assignee_ids"_s, QJsonArray{u"u-9"_s});
        QVERIFY(saidOf(pancakeMessage()).isUndefined());
        given.insert(u"assignee_ids"_s, QJsonArray());
        QVERIFY(saidOf(pancakeMessage()).isString() && saidOf(pancakeMessage()).toString().isEmpty());
        QVERIFY2(linesOf(page, given, pancakeMessage()).lines.at(0).bodyHash == hash, "it is no other message");
    }

    void aCustomersMessageIsReadWhole()
    {
        const QJsonObject event{
            {u"event_type"_s, u"messaging"_s},
            {u"page_id"_s, u"1029"_s},
            {u"data"_s, QJsonObject{{u"conversation"_s, pancakeConversation()}, {u"message"_s, pancakeMessage()}}}};
        const PancakeEvent read = readPancakeEvent(QJsonDocument(event).toJson());
        QCOMPARE(read.kind, PancakeEvent::Kind::Messaging);
        QCOMPARE(read.page, "1029"_ba);
        const PancakeLines lines = linesOf(kSomePage, read.data);
        QCOMPARE(lines.lines.size(), size_t(1));
        const IncomingMessage& line = lines.lines[0];
        QCOMPARE(line.source, QByteArray(kPageSource));
        QCOMPARE(line.conversation, ConversationId("1029_4471"));
        QCOMPARE(line.messageId, MessageId("m_9f"));
        QCOMPARE(line.sender, SenderId("4471"));
        QCOMPARE(line.senderType, u"customer"_s);
        QCOMPARE(line.content, u"còn size M không"_s);
        QCOMPARE(line.sentAt, 1749283750.0);
        QCOMPARE(line.metadata["platform"_L1].toString(), u"facebook"_s);
        QCOMPARE(line.metadata["customer_name"_L1].toString(), u"Chị Hoa"_s);
        QCOMPARE(pageAddress(line.metadata), std::optional(PageAddress{"1029"}));
        QVERIFY(!line.bodyHash.isEmpty());
    }

    void eventsWithNothingToDoAreToldApart_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        const int other = int(PancakeEvent::Kind::Other);
        const int odd = int(PancakeEvent::Kind::Odd);
        QTest::newRow("subscription, without a page") << R"({"event_type":"subscription","data":{}})"_ba << other;
        QTest::newRow("unknown") << R"({"event_type":"gì đó","page_id":"1029","data":[1]})"_ba << other;
        QTest::newRow("no JSON") << "<html>"_ba << odd;
        QTest::newRow("no event") << R"({"page_id":"1029"})"_ba << odd;
        QTest::newRow("a list") << "[]"_ba << odd;
        QTest::newRow("nothing") << ""_ba << odd;
    }
    void eventsWithNothingToDoAreToldApart()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        QCOMPARE(int(readPancakeEvent(body).kind), kind);
    }

    void withoutItsPlainTextTagsGo()
    {
        const PancakeLines read =
            readOf({{u"original_message"_s, QJsonValue::Null}, {u"message"_s, u"<div>a<br>b &amp; c</div>"_s}});
        QCOMPARE(read.lines.at(0).content, u"a\nb & c"_s);
    }

    void theShopsOwnAreTold_data()
    {
        QTest::addColumn<QJsonObject>("from");
        QTest::addColumn<QString>("name");
        QTest::newRow("page") << QJsonObject{{u"id"_s, u"1029"_s}, {u"name"_s, u"Áo Xinh"_s}} << u"Áo Xinh"_s;
        QTest::newRow("page as a number") << QJsonObject{{u"id"_s, 1029}, {u"name"_s, u"Áo Xinh"_s}} << u"Áo Xinh"_s;
        QTest::newRow("admin") << QJsonObject{{u"id"_s, u"1029"_s},
                                              {u"admin_id"_s, u"u-1"_s},
                                              {u"admin_name"_s, u"Lan"_s}}
                               << u"Lan"_s;
        QTest::newRow("admin by name alone") << QJsonObject{{u"id"_s, u"9"_s}, {u"admin_name"_s, u"Lan"_s}} << u"Lan"_s;
    }
    void theShopsOwnAreTold()
    {
        QFETCH(QJsonObject, from);
        QFETCH(QString, name);
        const PancakeLines read = readOf({{u"from"_s, from}});
        QCOMPARE(read.lines.at(0).senderType, u"staff"_s);
        QCOMPARE(read.lines.at(0).metadata["sender_name"_L1].toString(), name);
        QVERIFY(!read.lines.at(0).metadata.contains("customer_name"_L1));
    }

    void commentsKnowWhatToAnswer()
    {
        const QJsonObject post{{u"id"_s, u"1029_77"_s}, {u"message"_s, u"Áo mới về"_s}};
        const PancakeLines read = linesOf(kSomePage, pancakeConversation(),
                                          pancakeMessage({{u"type"_s, u"comment"_s}, {u"id"_s, u"1029_77:5"_s}}), post);
        QCOMPARE(pageAddress(read.lines.at(0).metadata), std::optional(PageAddress{"1029", true, "1029_77:5"}));
        QCOMPARE(read.lines.at(0).metadata["post"_L1]["message"_L1].toString(), u"Áo mới về"_s);
    }

    void attachmentsAreShownByTheirAddress()
    {
        const QJsonArray attachments{QJsonObject{{u"type"_s, u"PHOTO"_s}, {u"url"_s, u"https://cdn.vn/a.jpg?sig=1"_s}},
                                     QJsonObject{{u"type"_s, u"sticker"_s}, {u"url"_s, u"javascript:alert(1)"_s}}};
        const PancakeLines read = readOf({{u"original_message"_s, u"đây"_s}, {u"attachments"_s, attachments}});
        const IncomingMessage line = read.lines.at(0);
        QCOMPARE(line.content, u"đây\n[photo] https://cdn.vn/a.jpg?sig=1\n[sticker]"_s);
        QCOMPARE(line.metadata["attachments"_L1].toArray().size(), 2);
        // Signed anew, it is the same message.
        const QJsonArray again{QJsonObject{{u"type"_s, u"PHOTO"_s}, {u"url"_s, u"https://cdn.vn/a.jpg?sig=2"_s}},
                               QJsonObject{{u"type"_s, u"sticker"_s}}};
        QCOMPARE(readOf({{u"original_message"_s, u"đây"_s}, {u"attachments"_s, again}}).lines.at(0).bodyHash,
                 line.bodyHash);
    }

    void aChangeIsALineOfItsOwn()
    {
        const PancakeLines original = readOf();
        const QJsonObject changes{{u"original_message"_s, u"còn size L không"_s},
                                  {u"edit_history"_s, QJsonArray{QJsonObject{{u"message"_s, u"còn size M không"_s}}}}};
        const PancakeLines edited = readOf(changes);
        QCOMPARE(edited.lines.size(), size_t(1));
        QVERIFY(edited.lines[0].messageId != original.lines[0].messageId);
        QCOMPARE(edited.lines[0].metadata["edited_of"_L1].toString(), u"m_9f"_s);
        QCOMPARE(readOf(changes).lines[0].messageId, edited.lines[0].messageId);
        // Told without its history, as a list does, it gets the same id.
        const PancakeLines listed = readOf({{u"original_message"_s, u"còn size L không"_s}});
        QCOMPARE(asChanged(listed.lines[0]).messageId, edited.lines[0].messageId);
    }

    void whatIsTakenBackIsNotedAndStays()
    {
        const PancakeLines whole = readOf({{u"is_removed"_s, true}});
        QCOMPARE(whole.lines.size(), size_t(2));
        QCOMPARE(whole.lines[0].bodyHash, readOf().lines[0].bodyHash);
        QCOMPARE(whole.lines[1].senderType, u"removed"_s);
        const PancakeLines empty =
            readOf({{u"is_removed"_s, true}, {u"message"_s, QString()}, {u"original_message"_s, QString()}});
        QCOMPARE(empty.lines.size(), size_t(1));
        QCOMPARE(empty.lines[0].messageId, whole.lines[1].messageId);
        QCOMPARE(empty.lines[0].bodyHash, whole.lines[1].bodyHash);
    }

    void oddOnesAreSaid_data()
    {
        QTest::addColumn<QJsonObject>("changes");
        QTest::newRow("no id") << QJsonObject{{u"id"_s, QString()}};
        QTest::newRow("no content") << QJsonObject{{u"message"_s, QString()}, {u"original_message"_s, QString()}};
    }
    void oddOnesAreSaid()
    {
        QFETCH(QJsonObject, changes);
        const PancakeLines read = readOf(changes);
        QVERIFY(read.lines.empty());
        QVERIFY(!read.oddity.isEmpty());
    }

    /// A list says of customers, too, that no admin wrote.
    void whoWroteIsToldTheSameEverywhere()
    {
        const QJsonObject customer{
            {u"id"_s, u"4471"_s}, {u"admin_id"_s, QJsonValue::Null}, {u"admin_name"_s, QString()}};
        QVERIFY(!seenIn({{u"id"_s, u"m1"_s}, {u"from"_s, customer}}, "1029").isShops);
        const QJsonObject shop{{u"id"_s, u"4471"_s}, {u"admin_name"_s, u"Lan"_s}};
        QVERIFY(seenIn({{u"id"_s, u"m2"_s}, {u"from"_s, shop}}, "1029").isShops);
        QVERIFY(seenIn({{u"id"_s, u"m3"_s}, {u"from"_s, QJsonObject{{u"id"_s, u"1029"_s}}}}, "1029").isShops);
    }

    /// Nothing is lost for its name.
    void idsNoStoreTakesAreNamedByTheirHash()
    {
        const PancakeLines longOne = readOf({{u"id"_s, u"m_"_s + u"x"_s.repeated(500)}});
        QVERIFY(!checkId(longOne.lines.at(0).messageId.bytes()));
        const PancakeLines otherOne = readOf({{u"id"_s, u"m_"_s + u"x"_s.repeated(499)}});
        QVERIFY(longOne.lines[0].messageId != otherOne.lines.at(0).messageId);
        QCOMPARE(readOf({{u"id"_s, u"tt_0:1:65:67"_s}}).lines.at(0).messageId, MessageId("tt_0:1:65:67"));
        QVERIFY(!checkId(asChanged(longOne.lines[0]).messageId.bytes()));
    }

    void everyStoreTakesItsText()
    {
        const QString odd = u"a"_s + QChar(0) + u"b"_s + QChar(0xD800);
        QCOMPARE(readOf({{u"original_message"_s, odd}}).lines.at(0).content, u"ab\uFFFD"_s);
    }

    void timesAreUtc_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("seconds");
        QTest::newRow("six digits") << u"2025-06-07T08:09:10.250000"_s << 1749283750.25;
        QTest::newRow("none") << u"2025-06-07T08:09:10"_s << 1749283750.0;
        QTest::newRow("not said") << QString() << 0.0;
        QTest::newRow("nonsense") << u"hôm qua"_s << 0.0;
    }
    void timesAreUtc()
    {
        QFETCH(QString, text);
        QFETCH(double, seconds);
        QCOMPARE(pancakeTime(text), seconds);
    }

    void answersAreToldApart_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        using Said = PancakeSaid::Kind;
        QTest::newRow("yes") << R"({"success":true,"id":"m1"})"_ba << int(Said::Yes);
        QTest::newRow("a list without success") << R"({"messages":[]})"_ba << int(Said::Yes);
        QTest::newRow("no") << R"({"success":false,"message":"hết hạn"})"_ba << int(Said::Refused);
        QTest::newRow("token") << R"({"success":false,"error_code":4001})"_ba << int(Said::TokenRefused);
        QTest::newRow("token, as a text") << R"({"success":false,"error_code":"4003"})"_ba << int(Said::TokenRefused);
        QTest::newRow("too often") << R"({"success":false,"error_code":4029})"_ba << int(Said::TooOften);
        QTest::newRow("HTML") << "<html></html>"_ba << int(Said::Unreadable);
    }
    void answersAreToldApart()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        QCOMPARE(int(readPancakeSaid(body).kind), kind);
    }
};

TONGDAI_TEST(PancakeEventTest)

}  // namespace tongdai::contract

#include "pancake_event_test.moc"
