#include "engine/contract/json/chat/chat_json.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class ChatJsonTest : public QObject {
    Q_OBJECT

    static Participant participant(const QString& user)
    {
        Participant participant;
        participant.id = QUuid::createUuid();
        participant.user.id = SenderId::fromString(user);
        return participant;
    }

private slots:
    /// Stores give them in no order that means anything.
    void listsReceiptsAsTheParticipantsAreListed()
    {
        ChatThread thread;
        thread.participants = {participant(u"an"_s), participant(u"ba"_s), participant(u"ca"_s)};
        const Participant gone = participant(u"da"_s);
        ChatLine line;
        for (const QUuid& id :
             {gone.id, thread.participants[2].id, thread.participants[0].id, thread.participants[1].id})
            line.receipts.push_back({id, 1, {}, {}, {}});
        QStringList users;
        for (const QJsonValue& receipt : contract::chatMessage(line, thread)["receipts"_L1].toArray())
            users.append(receipt["participant"_L1]["userId"_L1].toString(u"(left)"_s));
        QCOMPARE(users, (QStringList{u"an"_s, u"ba"_s, u"ca"_s, u"(left)"_s}));
    }
    /// Each of them is told of each: with whole participants, a line of a big room would be as long as all its members
    /// squared.
    void namesNobodyInTheReceiptsOfABigRoom()
    {
        ChatThread thread;
        ChatLine line;
        for (int i = 0; i < 10; ++i)
            thread.participants.push_back(participant(u"u%1"_s.arg(i)));
        QCOMPARE(contract::toldReceipts(thread), contract::ReceiptForm::Named);
        thread.participants.push_back(participant(u"u10"_s));
        QCOMPARE(contract::toldReceipts(thread), contract::ReceiptForm::Bare);
        for (const Participant& each : thread.participants)
            line.receipts.push_back({each.id, 1, {}, {}, {}});
        const auto receipts = [&](contract::ReceiptForm form) {
            return contract::chatMessage(line, thread, form)["receipts"_L1].toArray();
        };
        const QJsonArray bare = receipts(contract::ReceiptForm::Bare);
        QCOMPARE(bare.size(), 11);
        for (int i = 0; i < 11; ++i) {  // a client leaves out its own: clients look for it by the user
            const QJsonObject ids{{u"id"_s, thread.participants[size_t(i)].id.toString(QUuid::WithoutBraces)},
                                  {u"userId"_s, u"u%1"_s.arg(i)}};
            QCOMPARE(bare[i]["participant"_L1].toObject(), ids);
            QCOMPARE(bare[i]["participantId"_L1], ids["id"_L1]);
        }
        for (const QJsonValue& receipt : receipts(contract::ReceiptForm::Named))
            QVERIFY(receipt["participant"_L1]["user"_L1].isObject());
    }
    /// Whatever brings it: the customer's other words are kept.
    void putsASignInThePlaceOfHalfACharacter()
    {
        const QString half(QChar(0xd83d));
        const QJsonObject payload{{u"threadId"_s, u"t"_s},
                                  {u"body"_s, u"anh "_s + half + u" oi"_s},
                                  {u"metadata"_s, QJsonObject{{u"from"_s, half}}},
                                  {u"attachments"_s, QJsonArray{QJsonObject{{u"provider"_s, u"r2"_s},
                                                                            {u"kind"_s, u"file"_s},
                                                                            {u"url"_s, u"https://a.example/1"_s},
                                                                            {u"name"_s, half + u".pdf"_s}}}}};
        const auto draft = std::get<contract::ChatDraft>(contract::readChatDraft(payload));
        QCOMPARE(draft.body, u"anh \ufffd oi"_s);
        QCOMPARE(draft.metadata["from"_L1].toString(), u"\ufffd"_s);
        QCOMPARE(draft.attachments.at(0)["name"_L1].toString(), u"\ufffd.pdf"_s);
    }
    /// Replaced, two of them would be one.
    void refusesHalfACharacterInAName()
    {
        const QString half(QChar(0xd83d));
        const auto problemOf = [](const QJsonObject& payload) {
            return std::get<contract::ChatDraftProblem>(contract::readChatDraft(payload));
        };
        QCOMPARE(problemOf({{u"threadId"_s, half}, {u"body"_s, u"a"_s}}), contract::ChatDraftProblem::Incomplete);
        QCOMPARE(problemOf({{u"threadId"_s, u"t"_s}, {u"body"_s, u"a"_s}, {u"tempId"_s, half}}),
                 contract::ChatDraftProblem::Refused);
    }
    /// Browsers like Date.now() for a name.
    void aNumberIsAName_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QString>("name");
        QTest::newRow("text") << "\"t-1\""_ba << u"t-1"_s;
        QTest::newRow("milliseconds") << "1732800000123"_ba << u"1732800000123"_s;
        QTest::newRow("zero") << "0"_ba << u"0"_s;
        QTest::newRow("below zero") << "-0"_ba << u"0"_s;
        QTest::newRow("point zero") << "7.0"_ba << u"7"_s;
        QTest::newRow("with a power") << "1e3"_ba << u"1000"_s;
        QTest::newRow("Math.random()") << "0.1234567890123456"_ba << u"0.1234567890123456"_s;
        QTest::newRow("beyond 64 bits") << "1e21"_ba << u"1e+21"_s;
        QTest::newRow("none") << "null"_ba << QString();
        QTest::newRow("empty") << "\"\""_ba << QString();
    }
    void aNumberIsAName()
    {
        QFETCH(QByteArray, given);
        QFETCH(QString, name);
        const QJsonValue value = QJsonDocument::fromJson('[' + given + ']').array().at(0);
        QCOMPARE(contract::clientName(value), std::optional(name));
        const auto read = contract::readChatDraft({{u"threadId"_s, u"t"_s}, {u"body"_s, u"a"_s}, {u"tempId"_s, value}});
        const auto& draft = std::get<contract::ChatDraft>(read);
        QCOMPARE(draft.tempId, name);
        StoredMessage stored;
        stored.metadata = contract::storedChatMetadata(draft);
        QCOMPARE(contract::tempIdOf(stored), name.isEmpty() ? QJsonValue(QJsonValue::Undefined) : value);
    }
    void nothingElseIsAName()
    {
        for (const QJsonValue& given :
             {QJsonValue(true), QJsonValue(QJsonArray{1}), QJsonValue(QJsonObject()), QJsonValue(QString(201, u'x'))}) {
            QVERIFY(!contract::clientName(given));
            const auto read =
                contract::readChatDraft({{u"threadId"_s, u"t"_s}, {u"body"_s, u"a"_s}, {u"tempId"_s, given}});
            QCOMPARE(std::get<contract::ChatDraftProblem>(read), contract::ChatDraftProblem::Refused);
        }
    }
    /// Taken for absent, what somebody wrote would be gone without a word.
    void refusesWhatIsOfAnotherKind()
    {
        const QJsonArray attachments{
            QJsonObject{{u"provider"_s, u"r2"_s}, {u"kind"_s, u"file"_s}, {u"url"_s, u"https://a.example/1"_s}}};
        const QJsonObject right{
            {u"threadId"_s, u"t"_s}, {u"body"_s, u"a"_s}, {u"attachments"_s, attachments}, {u"metadata"_s, u""_s}};
        QVERIFY(std::holds_alternative<contract::ChatDraft>(contract::readChatDraft(right)));
        for (const auto& [name, value] : {std::pair(u"body"_s, QJsonValue(5)),
                                          {u"type"_s, QJsonValue(true)},
                                          {u"attachments"_s, QJsonObject()},
                                          {u"metadata"_s, QJsonValue(7)},
                                          {u"metadata"_s, QJsonArray{1}}}) {
            QJsonObject wrong = right;
            wrong[name] = value;
            const auto read = contract::readChatDraft(wrong);
            QVERIFY2(std::holds_alternative<contract::ChatDraftProblem>(read), qPrintable(name));
        }
    }
    void skipsABrokenEnvelope()
    {
        QVERIFY(!contract::readOfflineEnvelope("nonsense"));
        QVERIFY(!contract::readOfflineEnvelope("{}"));
        QVERIFY(!contract::readOfflineEnvelope(R"({"event":"chat:message"})"));
        const QByteArray whole = contract::offlineEnvelope(u"chat:message"_s, {{u"a"_s, 1}}, u"m1"_s, QUuid());
        QCOMPARE(contract::readOfflineEnvelope(whole)->messageId, u"m1"_s);
        QVERIFY(contract::offlineWords(*contract::readOfflineEnvelope(whole)).text.isEmpty());
    }
};

TONGDAI_TEST(ChatJsonTest)

}  // namespace tongdai::testing

#include "chat_json_test.moc"
