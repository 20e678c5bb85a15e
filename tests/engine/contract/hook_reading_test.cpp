#include "engine/contract/json/hooks/hook_reading.h"

#include "engine/contract/json/hooks/hook_doors.h"
#include "tests/support/test_registry.h"

#include <QProcess>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kHookBody = R"({"conversation_id":"c1","message_id":"m1","sender_id":"u1"})";

}  // namespace

/// What a call says and what became of it; what of it may be kept (features E7).
class HookReadingTest : public QObject {
    Q_OBJECT

    static HookCall call(HookDoor door, int status, const QByteArray& answer, const QByteArray& body = kHookBody)
    {
        HookCall call;
        call.door = door;
        call.method = "POST";
        call.target = contract::pathOf(door).toByteArray();
        call.body = body;
        call.size = body.size();
        call.status = status;
        call.answer = answer;
        call.took = 3ms;
        return call;
    }

private slots:
    void knowsItsEndpoints()
    {
        QCOMPARE(contract::hookDoorAt("/api/v1/enhanced-handle-message"), HookDoor::Platform);
        QCOMPARE(contract::hookDoorAt("/api/v1/chat/message"), HookDoor::Consolidated);
        QCOMPARE(contract::hookDoorAt("/api/v1/kiotviet/webhook"), HookDoor::KiotViet);
        QCOMPARE(contract::hookDoorAt("/api/v1/kiotviet/webhook/"), HookDoor::KiotViet);
        QVERIFY(!contract::hookDoorAt("/api/v1/kiotviet/webhooks"));
        QVERIFY(!contract::hookDoorAt("/api/v1/enhanced-handle-message/x"));
        QVERIFY(!contract::hookDoorAt("/"));
        for (const HookDoor door : kHookDoors)
            QCOMPARE(contract::hookDoorOf(contract::hookDoorName(door)), door);
    }

    void keepsNoSecretOfAHead()
    {
        for (const QByteArray name : {"Authorization", "Cookie", "X-API-KEY", "X-Platform-Token", "X-Hub-Signature",
                                      "Proxy-Authorization", "X-Anything-New"})
            QVERIFY2(!contract::headerWithoutSecret(name, "geheim").value, name.constData());
        QCOMPARE(contract::headerWithoutSecret("CONTENT-type", "application/json").value, "application/json"_ba);
        QCOMPARE(contract::targetWithoutSecrets("/a?access_token=x&page=2&y"), "/a?access_token=…&page=…&…"_ba);
        QCOMPARE(contract::targetWithoutSecrets("/a"), "/a"_ba);
    }

    void saysWhatBecameOfAMessage_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<HookFate>("fate");
        QTest::addColumn<bool>("duplicate");
        const auto row = [](const char* name, int status, const char* answer, HookFate fate, bool duplicate = false) {
            QTest::newRow(name) << status << QByteArray(answer) << fate << duplicate;
        };
        row("answered", 200, R"({"success":true,"result":{"status":"completed"}})", HookFate::Answered);
        row("again", 200, R"({"result":{"status":"completed","duplicate":true}})", HookFate::Answered, true);
        row("taken", 202, R"({"result":{"status":"accepted","seq":3}})", HookFate::Stored);
        row("journal", 202, R"({"result":{"status":"accepted","stored":"journal"}})", HookFate::Journalled);
        row("behind", 200, R"({"result":{"status":"locked","reason":"processing_in_progress"}})", HookFate::Waits);
        row("person", 200, R"({"result":{"status":"locked","reason":"human_takeover"}})", HookFate::ForPerson);
        row("shop", 200, R"({"result":{"status":"locked","reason":"answered_outside"}})", HookFate::FromShop);
        row("echo", 200, R"({"result":{"status":"locked","reason":"own_echo","duplicate":true}})", HookFate::OwnEcho,
            true);
        row("overtaken", 200, R"({"result":{"status":"restart_needed"}})", HookFate::Overtaken);
        row("cut off", 200, "{\"result\":{\"ai_resp", HookFate::Answered);
    }
    void saysWhatBecameOfAMessage()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, answer);
        QFETCH(HookFate, fate);
        QFETCH(bool, duplicate);
        const HookReading read = contract::readHook(call(HookDoor::Platform, status, answer));
        QCOMPARE(read.fate, fate);
        QCOMPARE(read.isDuplicate, duplicate);
        QCOMPARE(read.refusal, HookRefusal::None);
        QCOMPARE(read.conversation, ConversationId("c1"_ba));
        QCOMPARE(read.message, MessageId("m1"_ba));
        QCOMPARE(read.sender, SenderId("u1"_ba));
    }

    void saysWhyItWasRefused_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<HookRefusal>("refusal");
        QTest::addColumn<HookFate>("fate");
        QTest::newRow("401") << 401 << HookRefusal::WrongToken << HookFate::Refused;
        QTest::newRow("404") << 404 << HookRefusal::NoSuchDoor << HookFate::Refused;
        QTest::newRow("405") << 405 << HookRefusal::WrongMethod << HookFate::Refused;
        QTest::newRow("409") << 409 << HookRefusal::ReusedId << HookFate::Refused;
        QTest::newRow("413") << 413 << HookRefusal::TooLarge << HookFate::Refused;
        QTest::newRow("415") << 415 << HookRefusal::NotJson << HookFate::Refused;
        QTest::newRow("421") << 421 << HookRefusal::WrongHost << HookFate::Refused;
        QTest::newRow("429") << 429 << HookRefusal::TooOften << HookFate::Refused;
        QTest::newRow("500") << 500 << HookRefusal::Fault << HookFate::Failed;
        QTest::newRow("503") << 503 << HookRefusal::Away << HookFate::Failed;
        QTest::newRow("418") << 418 << HookRefusal::Other << HookFate::Refused;
        QTest::newRow("left") << 0 << HookRefusal::CallerLeft << HookFate::NeverCame;
    }
    void saysWhyItWasRefused()
    {
        QFETCH(int, status);
        QFETCH(HookRefusal, refusal);
        QFETCH(HookFate, fate);
        const HookReading read = contract::readHook(call(HookDoor::Platform, status, R"({"detail":"why"})"));
        QCOMPARE(read.refusal, refusal);
        QCOMPARE(read.fate, fate);
        QCOMPARE(read.detail, u"why"_s);
    }

    void namesEveryWrongField()
    {
        const HookReading read = contract::readHook(call(
            HookDoor::Platform, 422,
            R"({"detail":[{"loc":["body","message_id"],"msg":"field required","type":"v"},{"loc":["body"],"msg":"no JSON","type":"v"}]})"));
        QCOMPARE(read.refusal, HookRefusal::WrongFields);
        QCOMPARE(read.problems, (QStringList{u"message_id: field required"_s, u"no JSON"_s}));
    }

    void tellsTooManyTokensFromTooManyMessages()
    {
        const QByteArray tokens = R"({"detail":"Too many wrong access tokens; wait before the next one"})";
        QCOMPARE(contract::readHook(call(HookDoor::Platform, 429, tokens)).refusal, HookRefusal::TooManyTokens);
        QCOMPARE(contract::readHook(call(HookDoor::KiotViet, 401, {})).refusal, HookRefusal::WrongSignature);
    }

    void readsANoticeAndAHistory()
    {
        const HookReading notice =
            contract::readHook(call(HookDoor::KiotViet, 200, R"({"success":true,"repeated":true})",
                                    R"({"Id":"n-7","Notifications":[{"Action":"customer.update"}]})"));
        QCOMPARE(notice.fate, HookFate::Heard);
        QVERIFY(notice.isDuplicate);
        QCOMPARE(notice.message, MessageId("n-7"_ba));
        QCOMPARE(notice.endpoints, QByteArrayList{"customers"});
        const HookReading history = contract::readHook(
            call(HookDoor::Consolidated, 200, R"({"status":"ai_processing_started","conversation_id":"6f0e"})",
                 R"({"history":"<USER>a</USER>"})"));
        QCOMPARE(history.fate, HookFate::Heard);
        QCOMPARE(history.conversation, ConversationId("6f0e"_ba));
    }

    /// Everything a stranger can send is read without harm.
    void readsAnything_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("bytes") << "\xff\xfe\x00{"_ba;
        QTest::newRow("a list") << "[[[[]]]]"_ba;
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("wrong types") << R"({"conversation_id":{"a":1},"message_id":7})"_ba;
    }
    void readsAnything()
    {
        QFETCH(QByteArray, body);
        for (const HookDoor door : kHookDoors) {
            HookCall anything = call(door, 422, body, body);
            QCOMPARE(contract::readHook(anything).fate, HookFate::Refused);
            anything.status = 200;
            contract::readHook(anything);
            contract::curlOf(anything, QString::fromUtf8(body));
        }
    }

    void aCommandForTheShellHasNoSecretInIt()
    {
        HookCall sent = call(HookDoor::Platform, 200, "{}", "{\"message_content\":\"it's $HOME `id`\"}");
        sent.headers = {{"Host", "shop.example:8000"}, {"Authorization", std::nullopt}};
        const QString command = contract::curlOf(sent, QString::fromUtf8(sent.body));
        QVERIFY2(command.contains("-X POST 'http://shop.example:8000/api/v1/enhanced-handle-message'"_L1),
                 qPrintable(command));
        QVERIFY(command.contains("Bearer $PANCAKE_ACCESS_TOKEN"_L1));
        // What the shell makes of it is the body, letter by letter.
        QProcess shell;
        shell.start(u"sh"_s, {u"-c"_s, u"curl() { for last; do :; done; printf %s \"$last\"; }\n"_s + command});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput(), sent.body);

        sent.hasBody = false;
        QVERIFY(contract::curlOf(sent, {}).isEmpty());
        HookCall binary = call(HookDoor::Platform, 422, "{}", "\xff\xfe");
        QVERIFY2(contract::curlOf(binary, QString::fromUtf8(binary.body)).isEmpty(), "no text");
    }

    void aCommandForKiotVietSignsItsBody()
    {
        const HookCall notice = call(HookDoor::KiotViet, 200, "{}", "{\"Id\":\"n'1\"}");
        const QString command = contract::curlOf(notice, QString::fromUtf8(notice.body));
        QProcess shell;
        shell.start(u"sh"_s, {u"-c"_s,
                              u"KIOTVIET_WEBHOOK_SECRET=mot-bi-mat-dai\n"
                              "openssl() { cat >/dev/null; echo 'abc123 *stdin'; }\n"
                              "curl() { printf '%s\\n' \"$@\"; }\n"_s +
                                  command});
        QVERIFY(shell.waitForFinished());
        const QByteArray said = shell.readAllStandardOutput() + shell.readAllStandardError();
        QVERIFY2(said.contains("X-Hub-Signature: abc123\n"), said.constData());
        QVERIFY2(said.endsWith("{\"Id\":\"n'1\"}\n"), said.constData());
    }
};

TONGDAI_TEST(HookReadingTest)

}  // namespace tongdai

#include "hook_reading_test.moc"
