#include "engine/upstream/connections/hook_book.h"

#include "engine/upstream/connections/connection_book.h"
#include "engine/upstream/connections/http_hooks.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

QByteArray secretOf(const QString& variable)
{
    return variable == "CRM_SECRET"_L1 ? "0123456789abcdef" : "";
}

QJsonObject crmHook()
{
    return {{u"name"_s, u"crm"_s},
            {u"url"_s, u"https://crm.shop.vn/in/tongdai?key=k%2F1"_s},
            {u"secret_env"_s, u"CRM_SECRET"_s},
            {u"events"_s, QJsonArray{u"message_sent"_s, u"mode_changed"_s}},
            {u"text"_s, true},
            {u"attempts"_s, 3},
            {u"limit"_s, QJsonObject{{u"calls"_s, 5}, {u"seconds"_s, 10}}},
            {u"timeout_ms"_s, 800}};
}

QByteArray bookOf(const QJsonArray& hooks)
{
    return QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"hooks"_s, hooks}}).toJson();
}

}  // namespace

/// The hooks of connections.json (contracts/connections §3).
class HookBookTest : public QObject {
    Q_OBJECT
private slots:
    void readsAHook()
    {
        const auto read = readHooks(bookOf({crmHook()}), secretOf);
        const auto* hooks = std::get_if<std::vector<HookTarget>>(&read);
        QVERIFY(hooks && hooks->size() == 1);
        const HookTarget& crm = hooks->front();
        QCOMPARE(crm.origin, QUrl(u"https://crm.shop.vn"_s));
        QCOMPARE(crm.path, "/in/tongdai?key=k%2F1"_ba);
        QCOMPARE(crm.hook.address, u"https://crm.shop.vn/in/tongdai"_s);  // what opens the door is not shown
        QCOMPARE(crm.secret, "0123456789abcdef"_ba);
        QCOMPARE(crm.hook.events, (QStringList{u"message_sent"_s, u"mode_changed"_s}));
        QVERIFY(crm.hook.wantsText);
        QCOMPARE(crm.hook.attempts, 3);
        QCOMPARE(crm.hook.calls, 5);
        QCOMPARE(crm.hook.window, std::chrono::seconds(10));
        QCOMPARE(crm.timeout, std::chrono::milliseconds(800));
        // Beside it, and without it, the connections are read as ever.
        QVERIFY(std::holds_alternative<std::vector<NamedConnection>>(readConnections(bookOf({crmHook()}), secretOf)));
        const auto none = readHooks("{\"version\":1,\"connections\":[]}", secretOf);
        QVERIFY(std::get<std::vector<HookTarget>>(none).empty());
    }

    void saysEveryMistakeWithItsLine_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("mistake");
        const auto row = [](const char* tag, const QString& name, const QJsonValue& value, const QString& mistake) {
            QTest::newRow(tag) << name << value << mistake;
        };
        row("name", u"name"_s, u"CRM!"_s, u"'name' must be small letters"_s);
        row("in the clear", u"url"_s, u"http://crm.shop.vn/in"_s, u"use https://"_s);
        row("with a password", u"url"_s, u"https://a:b@crm.shop.vn/in"_s, u"must be https://host/path"_s);
        row("another scheme", u"url"_s, u"ftp://crm.shop.vn/in"_s, u"must be https://host/path"_s);
        row("no events", u"events"_s, QJsonArray(), u"'events' must be a list"_s);
        row("unknown event", u"events"_s, QJsonArray{u"note_written"_s}, u"'events' must be a list"_s);
        row("no secret", u"secret_env"_s, u"NOBODY"_s, u"a secret of at least 16 characters"_s);
        row("too many tries", u"attempts"_s, 21, u"'attempts' must be a number from 1 to 20"_s);
        row("too patient", u"timeout_ms"_s, 60'000, u"'timeout_ms' must be a number from 1 to 10000"_s);
        row("text", u"text"_s, u"yes"_s, u"'text' must be true or false"_s);
        row("unknown name", u"retries"_s, 3, u"unknown name 'retries'"_s);
    }

    void saysEveryMistakeWithItsLine()
    {
        QFETCH(const QString, name);
        QFETCH(const QJsonValue, value);
        QFETCH(const QString, mistake);
        QJsonObject hook = crmHook();
        hook.insert(name, value);
        const auto read = readHooks(bookOf({hook}), secretOf);
        const auto* mistakes = std::get_if<QStringList>(&read);
        QVERIFY(mistakes);
        QCOMPARE(mistakes->size(), 1);
        QVERIFY2(mistakes->front().contains(mistake), qPrintable(mistakes->front()));
        QVERIFY2(mistakes->front().startsWith(u"line "_s), qPrintable(mistakes->front()));
    }

    void twoOfOneNameAreAMistake()
    {
        const auto read = readHooks(bookOf({crmHook(), crmHook()}), secretOf);
        QVERIFY(std::get<QStringList>(read).front().contains(u"stands twice"_s));
    }

    /// As `printf '%s' '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef` has it.
    void signsTheTimeWithTheBody()
    {
        QCOMPARE(hookSignature("0123456789abcdef", "1700000000", "{\"a\":1}"),
                 "9eb18f493f8ec135d9eb2dad817c369bb4e9cbfa818657897a7437c1cd8c3a23"_ba);
    }

    void anAnswerSaysWhetherToComeAgain_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        for (const int status : {200, 201, 204})
            QTest::addRow("%d", status) << status << int(HookAnswer::Kind::Taken);
        for (const int status : {408, 425, 429, 500, 502, 503})
            QTest::addRow("%d", status) << status << int(HookAnswer::Kind::Later);
        for (const int status : {301, 400, 401, 404, 409, 410, 422})
            QTest::addRow("%d", status) << status << int(HookAnswer::Kind::Refused);
    }

    void anAnswerSaysWhetherToComeAgain()
    {
        QFETCH(const int, status);
        QFETCH(const int, kind);
        HttpReply reply;
        reply.status = status;
        reply.headers = {{"retry-after", "7"}};
        const HookAnswer answer = HttpHooks::answerOf(reply);
        QCOMPARE(int(answer.kind), kind);
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.error.isEmpty(), answer.kind == HookAnswer::Kind::Taken);
        if (answer.kind == HookAnswer::Kind::Later) QCOMPARE(answer.retryAfter, std::chrono::seconds(7));
    }

    /// A call that was cut off may be made again: the other side knows it by its key.
    void aCallThatGotLostIsMadeAgain()
    {
        const HookAnswer cut = HttpHooks::answerOf(HttpFailure{HttpFailure::Kind::Cut, u"cut"_s, true, {}});
        QCOMPARE(int(cut.kind), int(HookAnswer::Kind::Later));
        const HookAnswer taken = HttpHooks::answerOf(HttpFailure{HttpFailure::Kind::TooLarge, u"long"_s, true, 200});
        QCOMPARE(int(taken.kind), int(HookAnswer::Kind::Taken));
        const HookAnswer stopped =
            HttpHooks::answerOf(HttpFailure{HttpFailure::Kind::Cancelled, u"closed"_s, false, {}});
        QCOMPARE(int(stopped.kind), int(HookAnswer::Kind::Stopped));
    }
};

TONGDAI_TEST(HookBookTest)

}  // namespace tongdai::upstream

#include "hook_book_test.moc"
