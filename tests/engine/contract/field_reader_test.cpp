#include "engine/contract/json/field_reader.h"

#include "engine/contract/json/chat/chat_history.h"
#include "engine/contract/json/chat/chat_thread_draft.h"
#include "engine/contract/json/privacy_answers.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QTest>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

/// The reader all doors share, and the bodies that had readers of their own.
class FieldReaderTest : public QObject {
    Q_OBJECT

    using Problems = std::vector<FieldProblem>;

    static QStringList sentences(const Problems& problems)
    {
        QStringList all;
        for (const FieldProblem& problem : problems)
            all.append(sentenceOf(problem));
        return all;
    }
    static QByteArray text(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }
    static QJsonObject draft()
    {
        return {{u"id"_s, u"t-1"_s},
                {u"participants"_s, QJsonArray{QJsonObject{{u"userId"_s, u"an"_s}, {u"role"_s, u"CLIENT"_s}}}}};
    }

private slots:
    void refusesABodyAsAWhole_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("type");
        QTest::newRow("nothing") << " \n"_ba << u"value_error.missing"_s;
        QTest::newRow("cut") << "{\"a\":\""_ba << u"value_error.jsondecode"_s;
        QTest::newRow("list") << "[1]"_ba << u"type_error.dict"_s;
        QTest::newRow("text") << "\"x\""_ba << u"value_error.jsondecode"_s;
        QTest::newRow("name twice") << R"({"a":1,"a":2})"_ba << u"value_error.jsondecode"_s;
        QTest::newRow("deep") << R"({"a":{"b":{}}})"_ba << u"value_error.jsondecode"_s;
        QTest::newRow("NUL") << QByteArray("{\"a\":\"\0\"}", 9) << u"value_error.jsondecode"_s;
        QTest::newRow("no UTF-8") << "{\"a\":\"\xff\"}"_ba << u"value_error.jsondecode"_s;
    }
    void refusesABodyAsAWhole()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, type);
        const auto read = readBody(body, 2);
        QVERIFY(std::holds_alternative<Problems>(read));
        QCOMPARE(std::get<Problems>(read).front().type, type);
        QCOMPARE(std::get<Problems>(read).front().location, QJsonArray{u"body"_s});
    }
    void takesNoKindForAnother()
    {
        FieldReader fields({{u"text"_s, 5},
                            {u"id"_s, 5},
                            {u"flag"_s, u"true"_s},
                            {u"object"_s, u""_s},
                            {u"list"_s, QJsonObject()},
                            {u"time"_s, u"1"_s},
                            {u"more"_s, 1}});
        QCOMPARE(fields.text(u"text"_s, u"x"_s, false), QString());
        QCOMPARE(fields.id(u"id"_s, {}, false), QByteArray());
        fields.flag(u"flag"_s, true);
        QCOMPARE(fields.object(u"object"_s), QJsonObject());
        QCOMPARE(fields.list(u"list"_s), QJsonArray());
        fields.timestamp(u"time"_s, 10);
        fields.refuseUnknown();
        QCOMPARE(sentences(fields.takeProblems()),
                 (QStringList{u"text: str type expected"_s, u"id: str type expected"_s,
                              u"flag: value could not be parsed to a boolean"_s, u"object: value is not a valid dict"_s,
                              u"list: value is not a valid list"_s, u"time: value is not a valid float"_s,
                              u"more: extra fields not permitted"_s}));
    }
    void takesNullForAbsent()
    {
        FieldReader fields({{u"text"_s, QJsonValue()}, {u"id"_s, QJsonValue()}, {u"flag"_s, QJsonValue()}});
        QCOMPARE(fields.text(u"text"_s, u"x"_s, false), u"x"_s);
        QCOMPARE(fields.id(u"id"_s, {}, false), QByteArray());
        QCOMPARE(fields.id(u"other"_s, u"user"_s, false), "user"_ba);
        QVERIFY(fields.flag(u"flag"_s, true));
        fields.refuseUnknown();
        QCOMPARE(sentences(fields.takeProblems()), QStringList());
    }

    void readsAThreadStrictly_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* name, const QString& field, const QJsonValue& value, const QString& problem) {
            QJsonObject body = draft();
            body[field] = value;
            QTest::newRow(name) << text(body) << problem;
        };
        const auto participant = [&row](const char* name, const QString& field, const QJsonValue& value,
                                        const QString& problem) {
            QJsonObject one{{u"userId"_s, u"an"_s}, {u"role"_s, u"CLIENT"_s}};
            one[field] = value;
            row(name, u"participants"_s, QJsonArray{one}, problem);
        };
        QTest::newRow("id twice") << R"({"id":"a","id":"b"})"_ba << u"body: "_s;
        row("fine", u"subject"_s, u"Sửa website"_s, QString());
        row("id a number", u"id"_s, 5, u"id: str"_s);
        row("id with a blank", u"id"_s, u"a b"_s, u"id: spaces"_s);
        row("subject a number", u"subject"_s, 5, u"subject: str"_s);
        row("unknown", u"Subject"_s, u"x"_s, u"Subject: extra"_s);
        row("type", u"type"_s, u"OTHER"_s, u"type: must be"_s);
        row("bot a text", u"bot"_s, u"true"_s, u"bot: value"_s);
        row("metadata a text", u"metadata"_s, u""_s, u"metadata: value"_s);
        row("nobody", u"participants"_s, QJsonArray(), u"participants: must name"_s);
        row("a name alone", u"participants"_s, QJsonArray{u"an"_s}, u"participants.0: value"_s);
        participant("user a number", u"userId"_s, 5, u"participants.0.userId: str"_s);
        participant("no such role", u"role"_s, u"ROOT"_s, u"participants.0.role: not a role"_s);
        participant("mail a list", u"email"_s, QJsonArray(), u"participants.0.email: str"_s);
        participant("unknown of one", u"firstname"_s, u"An"_s, u"participants.0.firstname: extra"_s);
    }
    void readsAThreadStrictly()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, problem);
        const auto read = readThreadDraft(body);
        if (problem.isEmpty()) {
            QVERIFY(std::holds_alternative<ThreadDraft>(read));
            return;
        }
        QVERIFY(std::holds_alternative<Problems>(read));
        const QString sentence = sentenceOf(std::get<Problems>(read).front());
        QVERIFY2(sentence.startsWith(problem), qPrintable(sentence));
    }
    void cutsNamesOfAThreadBetweenCharacters()
    {
        QJsonObject body = draft();
        body[u"subject"_s] = QString(254, u'x') + u"😀"_s;
        QCOMPARE(std::get<ThreadDraft>(readThreadDraft(text(body))).subject, QString(254, u'x'));
    }

    /// Each of these marked everything read.
    void readsAReadMarkStrictly()
    {
        for (const QByteArray& body :
             {"{\"messageId\":\""_ba, "[1]"_ba, R"({"messageId":5})"_ba, R"({"messageID":"m"})"_ba, "nonsense"_ba,
              R"({"messageId":""})"_ba, R"({"messageId":"a b"})"_ba, R"({"messageId":"a","messageId":"b"})"_ba}) {
            QVERIFY2(std::holds_alternative<Problems>(readReadMark(body)), body.constData());
        }
        for (const QByteArray& body : {""_ba, "{}"_ba, R"({"messageId":null})"_ba})
            QCOMPARE(std::get<MessageId>(readReadMark(body)), MessageId());
        QCOMPARE(std::get<MessageId>(readReadMark(R"({"messageId":"m-1"})")), MessageId("m-1"_ba));
    }
    void readsAHoldStrictly()
    {
        const QJsonObject right{{u"kind"_s, u"person"_s}, {u"subject"_s, u"u42"_s}, {u"reason"_s, u"court"_s}};
        QVERIFY(std::holds_alternative<LegalHold>(readHold(text(right))));
        for (const auto& [name, value] : {std::pair(u"placed_by"_s, QJsonValue(5)),
                                          {u"reason"_s, QJsonValue(5)},
                                          {u"subject"_s, QJsonValue(42)},
                                          {u"until"_s, QJsonValue(u"2027"_s)}}) {
            QJsonObject wrong = right;
            wrong[name] = value;
            QVERIFY2(std::holds_alternative<QString>(readHold(text(wrong))), qPrintable(name));
        }
    }
    /// Its names are compared without case, so these are one name.
    void aNameOfASyncStandsOnce()
    {
        const auto read = [](const QByteArray& body) { return readSyncRequest(body); };
        QVERIFY(std::holds_alternative<SyncRequest>(read(R"({"UserId":"u","sessionId":"s","other":1})")));
        QVERIFY(std::holds_alternative<QString>(read(R"({"userId":"u","UserId":"v","sessionId":"s"})")));
        QVERIFY(std::holds_alternative<QString>(read(R"({"userId":5,"sessionId":"s"})")));
        const auto broken = read(R"({"userId":"u","sessionId":"s","userMessage":"anh \ud83d oi"})");
        QCOMPARE(std::get<SyncRequest>(broken).entry.userMessage, std::optional(u"anh \ufffd oi"_s));
        QVERIFY(std::holds_alternative<QString>(read(R"({"userId":"u","sessionId":"s\ud83d"})")));
    }
};

TONGDAI_TEST(FieldReaderTest)

}  // namespace tongdai::contract

#include "field_reader_test.moc"
