#include "tests/engine/host/trial_report.h"
#include "tests/support/long_tests.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

namespace tongdai::testing {

using Kind = ConnectionForm::Kind;

namespace {

/// Says its line to whoever connects; an empty one: says nothing and holds the line.
class Stranger : public QTcpServer {
public:
    explicit Stranger(QByteArray words) : m_words(std::move(words))
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* const caller = nextPendingConnection()) {
                caller->write(m_words);
                connect(caller, &QTcpSocket::readyRead, this, [this, caller] {
                    m_heard += caller->readAll();
                    if (!m_reply.isEmpty()) caller->write(m_reply);
                });
            }
        });
        listen(QHostAddress::LocalHost);
    }
    void setReply(const QByteArray& reply) { m_reply = reply; }
    const QByteArray& heard() const { return m_heard; }

private:
    QByteArray m_words;
    QByteArray m_reply;
    QByteArray m_heard;
};

ConnectionForm formOf(Kind kind, quint16 port)
{
    ConnectionForm form;
    form.kind = kind;
    form.host = u"127.0.0.1"_s;
    form.port = port;
    form.database = u"shop"_s;
    form.user = u"tongdai"_s;
    form.password = u"secret"_s;
    form.url = QUrl(u"http://127.0.0.1:%1/base"_s.arg(port));
    return form;
}

quint16 portNobodyHas()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

}  // namespace

/// What needs no server of the right kind.
class ConnectionTesterTest : public QObject {
    Q_OBJECT

    static void everyKind()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("postgres") << Kind::Postgres;
        QTest::newRow("mysql") << Kind::MySql;
        QTest::newRow("redis") << Kind::Redis;
        QTest::newRow("ai") << Kind::Ai;
        QTest::newRow("platform") << Kind::Platform;
    }

private slots:
    void anEmptyFormFailsAtItsFirstLine_data() { everyKind(); }
    void anEmptyFormFailsAtItsFirstLine()
    {
        QFETCH(const Kind, kind);
        ConnectionForm form;
        form.kind = kind;
        const TrialReport report(form);
        QVERIFY(report.failedAt(TestStep::Host, TestTrouble::NoAddress));
        for (const api::TestLine& line : report.lines) {
            if (line.step != TestStep::Host) QCOMPARE(line.outcome, StepOutcome::Skipped);
        }
    }

    void aNameNobodyKnowsIsSaid()
    {
        ConnectionForm form = formOf(Kind::Postgres, 5432);
        form.host = u"no-such-host.invalid"_s;
        const TrialReport report(form);
        // Without any name service there is silence instead of a no; both say the name did not lead anywhere.
        QVERIFY(report.failed() && report.failed()->step == TestStep::Host);
        QVERIFY(report.failed()->trouble == TestTrouble::HostUnknown ||
                report.failed()->trouble == TestTrouble::NoAnswer);
        QCOMPARE(report.failed()->detail, form.host);
    }

    void aClosedPortIsSaid_data() { everyKind(); }
    void aClosedPortIsSaid()
    {
        QFETCH(const Kind, kind);
        const TrialReport report(formOf(kind, portNobodyHas()));
        QVERIFY(report.failedAt(TestStep::Port, TestTrouble::PortClosed));
    }

    void aMissingSocketIsSaid()
    {
        ConnectionForm form = formOf(Kind::Redis, 0);
        form.host = u"/nowhere/redis.sock"_s;
        QVERIFY(TrialReport(form).failedAt(TestStep::Port, TestTrouble::PortClosed));
    }

    void somebodyElsesServerIsRecognised_data() { everyKind(); }
    void somebodyElsesServerIsRecognised()
    {
        QFETCH(const Kind, kind);
        Stranger mail("220 mail.example.org ESMTP ready\r\n");
        const TrialReport report(formOf(kind, mail.serverPort()));
        QVERIFY(report.failedAt(TestStep::Greeting, TestTrouble::OtherProtocol));
        QVERIFY2(report.failed()->detail.contains("mail.example.org"_L1), qPrintable(report.failed()->detail));
    }

    void aServerThatSaysNothingIsGivenUp_data() { everyKind(); }
    void aServerThatSaysNothingIsGivenUp()
    {
        QFETCH(const Kind, kind);
        Stranger silent({});
        QElapsedTimer timer;
        timer.start();
        const TrialReport report(formOf(kind, silent.serverPort()));
        QVERIFY(report.failedAt(TestStep::Greeting, TestTrouble::NoAnswer));
        QVERIFY(timer.elapsed() < 15'000);
    }

    void tlsAgainstAPlainServerFails()
    {
        Stranger plain("-ERR\r\n");
        ConnectionForm form = formOf(Kind::Redis, plain.serverPort());
        form.tls = true;
        QVERIFY(TrialReport(form).failedAt(TestStep::Tls, TestTrouble::TlsFailed));
    }

    /// Nothing goes out, and no saved password is looked up, for who may not change the settings.
    void whoMayNotChangeSettingsTestsNothing()
    {
        Stranger silent({});
        std::atomic<int> completed = 0;
        bool may = false;
        ConnectionTesterHost tester(
            [&completed](ConnectionForm form) {
                ++completed;
                return form;
            },
            [&may] { return may ? std::nullopt : std::optional(u"not allowed: change_settings"_s); });
        QSignalSpy finished(&tester, &ConnectionTesterHost::finished);
        QSignalSpy lines(&tester, &ConnectionTesterHost::lineChanged);
        const api::RequestId refused = tester.requestTest(formOf(Kind::MySql, silent.serverPort()));
        QVERIFY(finished.isEmpty());
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].value<api::RequestId>(), refused);
        QCOMPARE(finished[0][1].value<TestVerdict>(), TestVerdict::Failed);
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines[0][1].value<api::TestLine>().detail, u"not allowed: change_settings"_s);
        QCOMPARE(completed, 0);
        may = true;
        const api::RequestId allowed = tester.requestTest(formOf(Kind::MySql, silent.serverPort()));
        QTRY_COMPARE(completed, 1);
        tester.cancel(allowed);
        QTRY_COMPARE(finished.size(), 2);
    }

    void aCancelledTestEndsAtOnceForItsAsker()
    {
        Stranger silent({});
        ConnectionTesterHost tester;
        QSignalSpy finished(&tester, &ConnectionTesterHost::finished);
        QSignalSpy lines(&tester, &ConnectionTesterHost::lineChanged);
        const api::RequestId test = tester.requestTest(formOf(Kind::MySql, silent.serverPort()));
        const auto greets = [&] {
            return std::ranges::any_of(lines, [](const QList<QVariant>& arguments) {
                return arguments[1].value<api::TestLine>().step == TestStep::Greeting;
            });
        };
        QTRY_VERIFY(greets());
        QElapsedTimer timer;
        timer.start();
        tester.cancel(test);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(timer.elapsed() < promptly(std::chrono::seconds(1)));
        QCOMPARE(finished[0][1].value<TestVerdict>(), TestVerdict::Cancelled);
        const qsizetype before = lines.size();
        QTest::qWait(200);  // the worker notices meanwhile; nothing of it may reach the screen
        QCOMPARE(lines.size(), before);
        QCOMPARE(finished.size(), 1);
    }

    void aServiceIsAskedForItsHealth()
    {
        Stranger service({});
        service.setReply("HTTP/1.1 404 Not Found\r\nServer: test\r\nDate: Fri, 21 Nov 2025 07:00:00 GMT\r\n\r\n");
        const TrialReport report(formOf(Kind::Ai, service.serverPort()));
        QCOMPARE(report.verdict, TestVerdict::Passed);  // it is there, whatever it says about that route
        QCOMPARE(report.line(TestStep::Tls)->trouble, TestTrouble::SameComputer);
        QCOMPARE(report.line(TestStep::Clock)->trouble, TestTrouble::ClockOff);
        QVERIFY(report.line(TestStep::Latency)->number > 0);
    }

    void aServiceThatFailsIsSaid()
    {
        Stranger service({});
        service.setReply("HTTP/1.1 503 Service Unavailable\r\n\r\n");
        const TrialReport report(formOf(Kind::Platform, service.serverPort()));
        QVERIFY(report.failedAt(TestStep::Rights, TestTrouble::ServiceError));
        QCOMPARE(report.failed()->number, 503.0);
    }

    /// A platform says how many actions it carried out; whatever else answers on the web does not.
    void onlyAPlatformIsTakenForOne_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<bool>("isOne");
        const auto reply = [](const QByteArray& status, const QByteArray& type, const QByteArray& body) {
            return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
                   "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        };
        const QByteArray json = "application/json"_ba;
        const auto row = [&](const char* name, const QByteArray& answer, bool isOne) {
            QTest::newRow(name) << answer << isOne;
        };
        row("carried out", reply("200 OK", json, R"({"status":"success","actions_executed":0})"), true);
        row("failed", reply("200 OK", json, R"({"status":"failed","actions_executed":0,"error":"unknown"})"), true);
        row("chunked",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n12\r\n{\"status\":\"success\r\n17\r\n"
            "\",\"actions_executed\":0}\r\n0\r\n\r\n"_ba,
            true);
        row("wants a field", reply("422 X", json, R"({"detail":[{"loc":["body","actions"],"msg":"empty"}]})"), true);
        row("a web page", reply("200 OK", "text/html"_ba, "<html><title>It works!</title></html>"_ba), false);
        row("other JSON", reply("200 OK", json, R"({"status":"ok"})"), false);
        row("no such route", reply("404 Not Found", json, R"({"detail":"Not Found"})"), false);
        row("a sign-in page", reply("401 Unauthorized", "text/html"_ba, "<html>sign in</html>"_ba), false);
        row("nothing", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"_ba, false);
    }
    void onlyAPlatformIsTakenForOne()
    {
        QFETCH(const QByteArray, reply);
        QFETCH(const bool, isOne);
        Stranger service({});
        service.setReply(reply);
        ConnectionForm form = formOf(Kind::Platform, service.serverPort());
        form.path = u"/api/v1/actions"_s;
        const TrialReport report(form);
        if (isOne)
            QCOMPARE(report.verdict, TestVerdict::Passed);
        else
            QVERIFY(report.failedAt(TestStep::Greeting, TestTrouble::NoPlatform));
        QVERIFY2(service.heard().startsWith("POST /base/api/v1/actions "), service.heard().constData());
        QVERIFY2(service.heard().contains("\"actions\":[]"), service.heard().constData());
        QVERIFY(service.heard().contains("Authorization: Bearer secret\r\n"));
    }

    void aPlatformThatRefusesTheTokenIsNoted()
    {
        Stranger service({});
        service.setReply("HTTP/1.1 401 Unauthorized\r\nContent-Length: 26\r\n\r\n{\"detail\":\"bad token ...\"}");
        const TrialReport report(formOf(Kind::Platform, service.serverPort()));
        QCOMPARE(report.verdict, TestVerdict::Passed);
        QCOMPARE(report.line(TestStep::Rights)->trouble, TestTrouble::TokenRefused);
    }

    void aServiceThatRefusesUsIsNoted()
    {
        Stranger service({});
        service.setReply("HTTP/1.1 401 Unauthorized\r\n\r\n");
        const TrialReport report(formOf(Kind::Ai, service.serverPort()));
        QCOMPARE(report.line(TestStep::Rights)->trouble, TestTrouble::TokenRefused);
    }
};

TONGDAI_TEST(ConnectionTesterTest)

}  // namespace tongdai::testing

#include "connection_tester_test.moc"
