#include "engine/contract/json/handle_message_request.h"

#include "tests/support/test_registry.h"

#include <QJsonDocument>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

QJsonObject sample()
{
    return {{u"conversation_id"_s, u"c1"_s},
            {u"message_id"_s, u"m-77"_s},
            {u"message_content"_s, u"còn size M không?"_s},
            {u"sender_id"_s, u"u1"_s},
            {u"sender_type"_s, u"user"_s},
            {u"timestamp"_s, 1758700000.25},
            {u"metadata"_s, QJsonObject{{u"platform"_s, u"facebook"_s}, {u"user_agent"_s, u"x"_s}}}};
}

QByteArray text(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray with(const QString& name, const QJsonValue& value)
{
    QJsonObject object = sample();
    object.insert(name, value);
    return text(object);
}

QByteArray without(const QString& name)
{
    QJsonObject object = sample();
    object.remove(name);
    return text(object);
}

/// "message_id:value_error.missing …", in order.
QString problemsOf(const QByteArray& body)
{
    const auto read = readHandleMessageRequest(body);
    const auto* problems = std::get_if<std::vector<FieldProblem>>(&read);
    if (!problems) return u"fine"_s;
    QStringList all;
    for (const FieldProblem& problem : *problems) {
        if (problem.location.at(0).toString() != u"body") return u"wrong location"_s;
        if (problem.message.isEmpty()) return u"no message"_s;
        all << problem.location.last().toString() + u':' + problem.type;
    }
    return all.join(u' ');
}

QByteArray nested(int depth)
{
    return "{\"conversation_id\":\"c\",\"message_id\":\"m\",\"message_content\":\"t\",\"sender_id\":\"s\","
           "\"metadata\":" +
           QByteArray("{\"a\":").repeated(depth) + "1" + QByteArray("}").repeated(depth) + "}";
}

}  // namespace

class HandleMessageRequestTest : public QObject {
    Q_OBJECT
private slots:
    void readsTheSample();
    void fillsInWhatMayBeMissing();
    void theSameRequestHasTheSameHash();
    void namesEveryProblemAtOnce();
    void saysItAsFastApiDoes();
    void refuses_data();
    void refuses();
    void keepsTheRestOfABrokenText();
    void survivesEveryTruncation();
    void survivesEveryFlippedByte();
};

void HandleMessageRequestTest::readsTheSample()
{
    const auto read = readHandleMessageRequest(text(sample()));
    const auto* request = std::get_if<HandleMessageRequest>(&read);
    QVERIFY(request);
    const IncomingMessage& message = request->message;
    QCOMPARE(message.source, "platform"_ba);
    QCOMPARE(message.conversation.toString(), u"c1"_s);
    QCOMPARE(message.messageId.toString(), u"m-77"_s);
    QCOMPARE(message.content, u"còn size M không?"_s);
    QCOMPARE(message.sender.toString(), u"u1"_s);
    QCOMPARE(message.senderType, u"user"_s);
    QCOMPARE(message.sentAt, 1758700000.25);
    QVERIFY(request->hasTimestamp);
    QCOMPARE(message.metadata.value(u"platform"_s).toString(), u"facebook"_s);
    QCOMPARE(message.bodyHash, hashBody(message));
}

void HandleMessageRequestTest::fillsInWhatMayBeMissing()
{
    QJsonObject object = sample();
    object.remove(u"sender_type"_s);
    object.remove(u"timestamp"_s);
    object.insert(u"metadata"_s, QJsonValue::Null);
    object.insert(u"unknown"_s, 5);
    const auto read = readHandleMessageRequest(text(object));
    const auto* request = std::get_if<HandleMessageRequest>(&read);
    QVERIFY(request);
    QCOMPARE(request->message.senderType, u"user"_s);
    QVERIFY(!request->hasTimestamp);
    QVERIFY(request->message.metadata.isEmpty());
}

void HandleMessageRequestTest::theSameRequestHasTheSameHash()
{
    const auto hash = [](const QByteArray& body) {
        return std::get<HandleMessageRequest>(readHandleMessageRequest(body)).message.bodyHash;
    };
    QCOMPARE(hash(text(sample())), hash(" \n" + QJsonDocument(sample()).toJson(QJsonDocument::Indented)));
    QCOMPARE(hash(without(u"timestamp"_s)), hash(without(u"timestamp"_s)));
    QVERIFY(hash(text(sample())) != hash(with(u"message_content"_s, u"khác"_s)));
    QVERIFY(hash(text(sample())) != hash(with(u"timestamp"_s, 1758700000.5)));
}

void HandleMessageRequestTest::namesEveryProblemAtOnce()
{
    QCOMPARE(problemsOf("{}"),
             u"conversation_id:value_error.missing message_id:value_error.missing "
             "message_content:value_error.missing sender_id:value_error.missing"_s);
    QCOMPARE(problemsOf(R"({"conversation_id":1,"message_id":null,"message_content":[],"sender_id":"a b",)"
                        R"("timestamp":"x","metadata":[]})"),
             u"conversation_id:type_error.str message_id:type_error.none.not_allowed message_content:type_error.str "
             "sender_id:value_error.id timestamp:type_error.float metadata:type_error.dict"_s);
}

void HandleMessageRequestTest::saysItAsFastApiDoes()
{
    const auto read = readHandleMessageRequest(without(u"message_id"_s));
    QCOMPARE(text(toJson(std::get<std::vector<FieldProblem>>(read))),
             R"({"detail":[{"loc":["body","message_id"],"msg":"field required","type":"value_error.missing"}]})"_ba);
}

/// F46
void HandleMessageRequestTest::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("problems");
    const auto row = [](const char* name, const QByteArray& body, const QString& problems) {
        QTest::newRow(name) << body << problems;
    };
    row("fine", text(sample()), u"fine"_s);
    row("no body", "", u"body:value_error.missing"_s);
    row("blanks", " \r\n", u"body:value_error.missing"_s);
    row("no JSON", "conversation_id=c1", u"body:value_error.jsondecode"_s);
    row("array", "[]", u"body:type_error.dict"_s);
    row("something behind", text(sample()) + "x", u"body:value_error.jsondecode"_s);
    row("two objects", text(sample()) + text(sample()), u"body:value_error.jsondecode"_s);
    row("name twice", R"({"message_id":"a","message_id":"b"})", u"body:value_error.jsondecode"_s);
    row("NUL escaped", with(u"message_content"_s, u"a"_s).replace("\"a\"", "\"a\\u0000b\""),
        u"body:value_error.jsondecode"_s);
    row("NUL raw", with(u"message_content"_s, u"a#b"_s).replace('#', '\0'), u"body:value_error.jsondecode"_s);
    row("half a surrogate", with(u"message_content"_s, u"a"_s).replace("\"a\"", "\"\\ud800\""), u"fine"_s);
    row("half a surrogate in an id", with(u"message_id"_s, u"a"_s).replace("\"a\"", "\"\\ud800\""),
        u"message_id:value_error.id"_s);
    row("half a surrogate in a name", with(u"metadata"_s, QJsonObject{{u"k"_s, 1}}).replace("\"k\"", "\"\\ud800\""),
        u"body:value_error.jsondecode"_s);
    row("no UTF-8", with(u"message_content"_s, u"a#b"_s).replace('#', '\xff'), u"body:value_error.jsondecode"_s);
    row("overlong UTF-8", with(u"message_content"_s, u"a#b"_s).replace("#", "\xc0\xaf"),
        u"body:value_error.jsondecode"_s);
    row("depth 32", nested(31), u"fine"_s);
    row("depth 33", nested(32), u"body:value_error.jsondecode"_s);
    row("depth 100000", nested(100'000), u"body:value_error.jsondecode"_s);
    row("text of 64 KiB", with(u"message_content"_s, QString(64 * 1024, u'x')), u"fine"_s);
    row("text of 64 KiB + 1", with(u"message_content"_s, QString(64 * 1024 + 1, u'x')),
        u"message_content:value_error.any_str.max_length"_s);
    row("counted in bytes", with(u"message_content"_s, QString(22'000, u'ạ')),
        u"message_content:value_error.any_str.max_length"_s);
    row("empty text", with(u"message_content"_s, u""_s), u"fine"_s);
    row("empty id", with(u"conversation_id"_s, u""_s), u"conversation_id:value_error.id"_s);
    row("id of 128 bytes", with(u"conversation_id"_s, QString(128, u'x')), u"fine"_s);
    row("id of 129 bytes", with(u"conversation_id"_s, QString(129, u'x')), u"conversation_id:value_error.id"_s);
    row("id with a line break", with(u"message_id"_s, u"a\nb"_s), u"message_id:value_error.id"_s);
    row("sender type with a blank", with(u"sender_type"_s, u"a b"_s), u"sender_type:value_error.id"_s);
    row("timestamp 0", with(u"timestamp"_s, 0), u"fine"_s);
    row("timestamp negative", with(u"timestamp"_s, -1), u"timestamp:value_error.number.not_ge"_s);
    row("timestamp in ms", with(u"timestamp"_s, 1758700000250.0), u"timestamp:value_error.number.not_le"_s);
    row("timestamp as text", with(u"timestamp"_s, u"1758700000"_s), u"timestamp:type_error.float"_s);
    row("timestamp true", with(u"timestamp"_s, true), u"timestamp:type_error.float"_s);
    row("timestamp beyond double", with(u"timestamp"_s, 1).replace("\"timestamp\":1", "\"timestamp\":1e999"),
        u"body:value_error.jsondecode"_s);
    row("NaN", with(u"timestamp"_s, 1).replace("\"timestamp\":1", "\"timestamp\":NaN"),
        u"body:value_error.jsondecode"_s);
    QJsonObject many;
    for (int i = 0; i < 1001; ++i)
        many.insert(QString::number(i), i);
    row("too many names", with(u"metadata"_s, many), u"metadata:value_error.too_many"_s);
}

void HandleMessageRequestTest::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, problems);
    QCOMPARE(problemsOf(body), problems);
}

void HandleMessageRequestTest::keepsTheRestOfABrokenText()
{
    const QByteArray body = with(u"message_content"_s, u"anh # oi"_s).replace("anh # oi", "anh \\ud83d oi");
    const auto read = readHandleMessageRequest(body);
    QVERIFY(std::holds_alternative<HandleMessageRequest>(read));
    QCOMPARE(std::get<HandleMessageRequest>(read).message.content, u"anh \ufffd oi"_s);
    const QByteArray named = with(u"metadata"_s, QJsonObject{{u"customer_name"_s, u"#"_s}}).replace("#", "An\\ude00");
    const auto other = readHandleMessageRequest(named);
    QVERIFY(std::holds_alternative<HandleMessageRequest>(other));
    QCOMPARE(std::get<HandleMessageRequest>(other).message.metadata["customer_name"_L1].toString(), u"An\ufffd"_s);
}

void HandleMessageRequestTest::survivesEveryTruncation()
{
    const QByteArray body = text(sample());
    for (qsizetype length = 0; length < body.size(); ++length) {
        QVERIFY(problemsOf(body.left(length)) != u"fine"_s);
    }
}

void HandleMessageRequestTest::survivesEveryFlippedByte()
{
    const QByteArray body = text(sample());
    int refused = 0;
    for (qsizetype at = 0; at < body.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray broken = body;
            broken[at] = char(broken[at] ^ (1 << bit));
            refused += problemsOf(broken) == u"fine"_s ? 0 : 1;
        }
    }
    QVERIFY(refused > body.size());
}

TONGDAI_TEST(HandleMessageRequestTest)

}  // namespace tongdai::contract

#include "handle_message_request_test.moc"
