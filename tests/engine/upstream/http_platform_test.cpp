#include "engine/upstream/http_platform.h"

#include "tests/engine/upstream/result_of.h"
#include "tests/support/platform_stub.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::PlatformStub;
using testing::resultOf;
using testing::StubScript;
using SendKind = SendOutcome::Kind;

namespace {

constexpr char kToken[] = "token-0123456789-0123456789-0123456789";

OutboxItem item(bool repeatable = true)
{
    OutboxItem i;
    i.id = 7;
    i.conversation = ConversationId("c1");
    i.dedupKey = QByteArray::fromHex("00ff12");
    i.fence = 42;
    i.repeatable = repeatable;
    const QJsonObject action{{u"type"_s, u"send_message"_s}, {u"data"_s, QJsonObject{{u"message"_s, u"Dạ còn ạ"_s}}}};
    i.body = {{u"conversation_id"_s, u"c1"_s},
              {u"ai_response"_s, QJsonObject{{u"intent"_s, u"ask_stock"_s}}},
              {u"actions"_s, QJsonArray{action}},
              {u"timestamp"_s, 1758700000.9},
              {u"distributed_lock_id"_s, u"lock_8f2c"_s}};
    return i;
}

StubScript script(StubScript::Fault fault, int status = 200)
{
    StubScript s;
    s.fault = fault;
    s.status = status;
    return s;
}

}  // namespace

class HttpPlatformTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_stub = std::make_unique<PlatformStub>();
        QVERIFY(m_stub->listen());
    }

    void sendsAsTheContractSays()
    {
        const auto platform = make();
        const SendOutcome outcome = resultOf(platform->send(item()));
        QCOMPARE(outcome.kind, SendKind::Sent);
        QCOMPARE(outcome.answer, QJsonObject({{u"status"_s, u"success"_s}, {u"actions_executed"_s, 1}}));
        const auto& seen = m_stub->requests().front();
        QCOMPARE(seen.method, "POST"_ba);
        QCOMPARE(seen.target, "/api/v1/actions"_ba);
        QCOMPARE(seen.header("authorization"), "Bearer "_ba + kToken);
        QCOMPARE(seen.header("idempotency-key"), "00ff12"_ba);
        QCOMPARE(seen.header("x-fence"), "42"_ba);
        QCOMPARE(seen.header("content-type"), "application/json"_ba);
        QCOMPARE(seen.json, item().body);
    }

    /// F50
    void mapsStatuses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<SendKind>("kind");
        for (int status : {200, 201, 202, 204})
            QTest::addRow("%d", status) << status << SendKind::Sent;
        for (int status : {408, 425, 429, 500, 502, 503, 504})
            QTest::addRow("%d", status) << status << SendKind::Retry;
        for (int status : {302, 307, 400, 403, 404, 409, 410, 413, 415, 422}) {
            QTest::addRow("%d", status) << status << SendKind::Dead;
        }
        QTest::addRow("401") << 401 << SendKind::Unauthorised;
    }
    void mapsStatuses()
    {
        QFETCH(int, status);
        QFETCH(SendKind, kind);
        StubScript s = script(StubScript::Fault::None, status);
        s.headers = {{"Location"_ba, m_stub->url().toEncoded() + "/elsewhere"}};
        m_stub->setScript(s);
        const auto platform = make();
        const SendOutcome outcome = resultOf(platform->send(item()));
        QCOMPARE(outcome.kind, kind);
        QCOMPARE(m_stub->received(), 1);
        if (kind != SendKind::Sent)
            QVERIFY2(outcome.error.contains(QString::number(status)), qPrintable(outcome.error));
    }

    void countsAConflictAboutItsOwnKeyAsSent()
    {
        m_stub->setRepeats(PlatformStub::Repeats::Conflict);
        const auto platform = make();
        QCOMPARE(resultOf(platform->send(item())).kind, SendKind::Sent);
        QCOMPARE(resultOf(platform->send(item())).kind, SendKind::Sent);
        QCOMPARE(m_stub->effects(), 1);
        HttpReply aboutOther{409, {}, "{\"idempotency_key\":\"beef\"}"};
        QCOMPARE(HttpPlatform::outcomeOf(aboutOther, "00ff12").kind, SendKind::Dead);
        QCOMPARE(HttpPlatform::outcomeOf(aboutOther, "").kind, SendKind::Dead);
        HttpReply inHeader{409, {{"idempotency-key"_ba, "00FF12"_ba}}, ""};
        QCOMPARE(HttpPlatform::outcomeOf(inHeader, "00ff12").kind, SendKind::Sent);
    }

    /// F50
    void readsRetryAfter()
    {
        const auto after = [](const QByteArray& value) {
            return HttpPlatform::outcomeOf(HttpReply{429, {{"retry-after"_ba, value}}, {}}, "k").retryAfter;
        };
        QCOMPARE(after("3600"), std::optional(3600s));
        QCOMPARE(after("-5"), std::optional(0s));
        QVERIFY(!after("soon").has_value());
        QVERIFY(!after("").has_value());
        const QString date =
            QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(120), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
        const auto seconds = after(date.toLatin1());
        QVERIFY(seconds && *seconds > 110s && *seconds <= 120s);
        QCOMPARE(after("Wed, 21 Oct 2015 07:28:00 GMT"), std::optional(0s));
    }

    /// F50
    void isAmbiguousOnceTheBodyWasWritten_data()
    {
        QTest::addColumn<StubScript::Fault>("fault");
        QTest::newRow("closed before the answer") << StubScript::Fault::Close;
        QTest::newRow("never answered") << StubScript::Fault::Silent;
        QTest::newRow("no HTTP") << StubScript::Fault::NotHttp;
    }
    void isAmbiguousOnceTheBodyWasWritten()
    {
        QFETCH(StubScript::Fault, fault);
        m_stub->setScript(script(fault));
        const auto platform = make(300ms);
        const SendOutcome outcome = resultOf(platform->send(item()));
        QCOMPARE(outcome.kind, SendKind::Ambiguous);
        QVERIFY(!outcome.error.isEmpty());
        QCOMPARE(m_stub->received(), 1);
    }

    void believesTheStatusLineWhenOnlyTheWordsWereLost()
    {
        m_stub->setScript(script(StubScript::Fault::Cut));
        const auto platform = make();
        QCOMPARE(resultOf(platform->send(item())).kind, SendKind::Sent);
        m_stub->setScript(script(StubScript::Fault::Cut, 503));
        QCOMPARE(resultOf(platform->send(item())).kind, SendKind::Retry);
    }

    void retriesWhenNobodyListens()
    {
        const auto platform = make();
        m_stub->goDown();
        QCOMPARE(resultOf(platform->send(item())).kind, SendKind::Retry);
        QVERIFY(!resultOf(platform->isHealthy()));
    }

    void retriesWhenNoConnectionComesAboutInTime()
    {
        // A full backlog of a listener nobody serves: the kernel drops further handshakes.
        QTcpServer full;
        full.setListenBacklogSize(1);
        QVERIFY(full.listen(QHostAddress::LocalHost));
        full.pauseAccepting();
        std::vector<std::unique_ptr<QTcpSocket>> fillers;
        for (int i = 0; i < 8; ++i) {
            fillers.push_back(std::make_unique<QTcpSocket>());
            fillers.back()->connectToHost(QHostAddress::LocalHost, full.serverPort());
        }
        QTRY_VERIFY(fillers[1]->state() == QAbstractSocket::ConnectedState);
        HttpLimits limits;
        limits.connectTimeout = 300ms;
        HttpPlatform platform({QUrl(u"http://127.0.0.1:%1"_s.arg(full.serverPort())), kToken, 10s}, limits);
        QElapsedTimer clock;
        clock.start();
        const SendOutcome outcome = resultOf(platform.send(item()));
        QCOMPARE(outcome.kind, SendKind::Retry);
        QVERIFY(clock.elapsed() < 5'000);
    }

    /// A kept connection may end while a request is on its way; whether it arrived is then unknown, and only what may
    /// be seen twice goes out again by itself.
    void repeatsOnAStaleConnectionOnlyWhatMayBeSeenTwice()
    {
        const auto platform = make();
        QCOMPARE(resultOf(platform->send(item())).kind, SendKind::Sent);
        m_stub->enqueue(script(StubScript::Fault::Close));
        QCOMPARE(resultOf(platform->send(item(false))).kind, SendKind::Ambiguous);
        QCOMPARE(m_stub->received(), 2);
        QCOMPARE(resultOf(platform->send(item())).kind, SendKind::Sent);
        m_stub->enqueue(script(StubScript::Fault::Close));
        QCOMPARE(resultOf(platform->send(item(true))).kind, SendKind::Sent);
        QCOMPARE(m_stub->received(), 5);
    }

    void neverShowsTheToken()
    {
        const auto platform = make();
        QVERIFY(!platform->describe().contains(QLatin1StringView(kToken)));
        m_stub->setScript(script(StubScript::Fault::None, 401));
        QVERIFY(!resultOf(platform->send(item())).error.contains(QLatin1StringView(kToken)));
    }

    /// F66
    void refusesATokenThatWouldSplitTheHeader()
    {
        HttpPlatform platform({m_stub->url(), "x\r\nX-Evil: 1", 5s});
        QCOMPARE(resultOf(platform.send(item())).kind, SendKind::Retry);
        QCOMPARE(m_stub->received(), 0);
    }

    void withoutAPlatformNothingIsConfigured()
    {
        NoPlatform none;
        QVERIFY(!none.isConfigured());
        QCOMPARE(resultOf(none.send(item())).kind, SendKind::Retry);
    }

private:
    std::unique_ptr<HttpPlatform> make(std::chrono::milliseconds timeout = 5s)
    {
        return std::make_unique<HttpPlatform>(HttpPlatform::Settings{m_stub->url(), kToken, timeout});
    }

    std::unique_ptr<PlatformStub> m_stub;
};

TONGDAI_TEST(HttpPlatformTest)

}  // namespace tongdai::upstream

#include "http_platform_test.moc"
