#include "engine/server/socketio/engineio_server.h"

#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace tongdai::engineio {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the listener of a session saw; outlives it.
struct Seen {
    QList<QByteArray> texts;
    QList<QByteArray> binaries;
    std::optional<CloseReason> closed;
};

class Recorder final : public SessionListener {
public:
    explicit Recorder(std::shared_ptr<Seen> seen) : m_seen(std::move(seen)) {}
    void onText(const QByteArray& utf8) override { m_seen->texts.append(utf8); }
    void onBinary(const QByteArray& bytes) override { m_seen->binaries.append(bytes); }
    void onClosed(CloseReason reason) override { m_seen->closed = reason; }

private:
    std::shared_ptr<Seen> m_seen;
};

/// A request in work, as the HTTP server would hold it.
struct Call {
    std::shared_ptr<http::Exchange> exchange;
    std::shared_ptr<std::optional<http::Response>> answer = std::make_shared<std::optional<http::Response>>();

    bool isAnswered() const { return answer->has_value(); }
    int status() const { return isAnswered() ? (*answer)->status : 0; }
    QByteArray body() const { return isAnswered() ? (*answer)->body : QByteArray(); }
    QByteArray header(const QByteArray& name) const
    {
        for (const auto& [key, value] : (*answer)->headers) {
            if (key.compare(name, Qt::CaseInsensitive) == 0) return value;
        }
        return {};
    }
    int code() const { return QJsonDocument::fromJson(body()).object().value(u"code").toInt(-1); }
};

QCoro::Task<void> keepAnswer(QCoro::Task<http::Response> task, std::shared_ptr<std::optional<http::Response>> answer)
{
    http::Response response = co_await task;
    *answer = std::move(response);
}

Options quickOptions()
{
    Options options;
    options.origins = OriginPolicy::any();
    return options;
}

/// One Engine.IO server without a network.
struct Fixture {
    explicit Fixture(Options options = quickOptions())
        : server(std::move(options), [this](Session& opened) {
              session = &opened;
              seen = std::make_shared<Seen>();
              return std::make_unique<Recorder>(seen);
          })
    {
    }

    Call call(const QByteArray& method, const QString& query, const QByteArray& body = {},
              QList<http::Header> headers = {}, const QHostAddress& peer = QHostAddress::LocalHost)
    {
        http::Request request;
        request.method = method;
        request.path = u"/engine.io/"_s;
        request.query = QUrlQuery(query);
        request.body = body;
        request.headers = std::move(headers);
        request.peer = peer;
        Call made{std::make_shared<http::Exchange>(std::move(request))};
        keepAnswer(server.handle(made.exchange), made.answer);
        return made;
    }
    /// Opens a session by polling.
    QString open()
    {
        const Call handshake = call("GET", u"EIO=4&transport=polling"_s);
        return QJsonDocument::fromJson(handshake.body().mid(1)).object().value(u"sid").toString();
    }
    Call poll(const QString& sid) { return call("GET", u"EIO=4&transport=polling&sid="_s + sid); }
    Call push(const QString& sid, const QByteArray& body, const QByteArray& type = "text/plain;charset=UTF-8")
    {
        return call("POST", u"EIO=4&transport=polling&sid="_s + sid, body, {{"Content-Type", type}});
    }

    QPointer<Session> session;
    std::shared_ptr<Seen> seen;
    Server server;
};

}  // namespace

class EngineIoSessionTest : public QObject {
    Q_OBJECT
private slots:
    void errorsComeInTheReferencesOrder_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const QByteArray& method, const QString& query, int status, int code) {
            QTest::newRow(name) << method << query << status << code;
        };
        row("no transport", "POST", u"EIO=3&sid=x"_s, 400, 0);
        row("transport before session", "GET", u"EIO=4&transport=webtransport&sid=x"_s, 400, 0);
        row("unknown session", "GET", u"EIO=4&transport=polling&sid=x"_s, 400, 1);
        row("session before method", "PUT", u"EIO=3&transport=polling&sid=x"_s, 400, 1);
        row("method before version", "POST", u"EIO=3&transport=polling"_s, 400, 2);
        row("delete without session", "DELETE", u"EIO=4&transport=polling"_s, 400, 2);
        row("websocket without upgrade", "GET", u"EIO=3&transport=websocket"_s, 400, 3);
        row("old version", "GET", u"EIO=3&transport=polling"_s, 400, 5);
    }
    void errorsComeInTheReferencesOrder()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, query);
        Fixture fixture;
        const Call refused = fixture.call(method, query);
        QTEST(refused.status(), "status");
        QTEST(refused.code(), "code");
        QCOMPARE(refused.header("Content-Type"), "application/json"_ba);
        QCOMPARE(refused.header("Access-Control-Allow-Origin"), "*"_ba);
    }
    void illegalOriginIsABadRequest()
    {
        Fixture fixture;
        const Call refused = fixture.call("GET", u"EIO=4&transport=polling"_s, {}, {{"Origin", "http://a\x01"}});
        QCOMPARE(refused.code(), 3);
    }
    void otherTransportOfASessionIsABadRequest()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        QCOMPARE(fixture.call("GET", u"EIO=4&transport=websocket&sid="_s + sid).code(), 3);
    }
    void unknownMethodOnASessionIs500()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        QCOMPARE(fixture.call("PUT", u"EIO=4&transport=polling&sid="_s + sid).status(), 500);
    }
    void sessionIdsAreUrlSafeAndDiffer()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        QVERIFY(QRegularExpression(u"^[A-Za-z0-9_-]{20}$"_s).match(sid).hasMatch());
        QVERIFY(sid != fixture.open());
    }

    void aPollWaitsForAMessage()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        const Call poll = fixture.poll(sid);
        QVERIFY(!poll.isAnswered());
        fixture.session->sendText("a"_ba);
        fixture.session->sendBinary("b"_ba);
        QVERIFY(!poll.isAnswered());  // until the turn ends: one body for all of it
        QTRY_COMPARE(poll.body(),
                     "4a\x1e"
                     "bYg=="_ba);
        QCOMPARE(poll.header("Content-Type"), "text/plain; charset=UTF-8"_ba);
        QCOMPARE(poll.header("Cache-Control"), "no-store"_ba);
    }
    void aPushIsAnsweredOk()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        const Call push = fixture.push(sid,
                                       "4a\x1e"
                                       "bYg==");
        QCOMPARE(push.body(), "ok"_ba);
        QCOMPARE(push.header("Content-Type"), "text/html"_ba);
        QCOMPARE(fixture.seen->texts, QList{"a"_ba});
        QCOMPARE(fixture.seen->binaries, QList{"b"_ba});
    }
    void aMalformedPushDeliversNothingAndCloses()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        const Call poll = fixture.poll(sid);
        QCOMPARE(fixture
                     .push(sid,
                           "4a\x1e"
                           "abc")
                     .status(),
                 400);
        QCOMPARE(poll.body(), "1"_ba);
        QVERIFY(fixture.seen->texts.isEmpty());
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::ParseError));
        QCOMPARE(fixture.push(sid, "4a").code(), 1);
    }
    void anOctetStreamPushCloses()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        QCOMPARE(fixture.push(sid, "4a", "application/octet-stream").status(), 400);
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::TransportError));
    }
    void aSecondPollEndsTheSession()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        const Call first = fixture.poll(sid);
        const Call second = fixture.poll(sid);
        QCOMPARE(first.body(), "1"_ba);
        QCOMPARE(second.status(), 400);
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::TransportError));
        QCOMPARE(fixture.poll(sid).code(), 1);
    }
    void aSecondPushEndsTheSession()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        const Call held = fixture.poll(sid);
        http::Request head;
        head.method = "POST";
        head.query = QUrlQuery(u"EIO=4&transport=polling&sid="_s + sid);
        const auto begin = [&] { return fixture.server.bodyBegins(head); };
        auto first = begin();
        QVERIFY(std::get<std::shared_ptr<void>>(first));
        first = std::shared_ptr<void>();  // it was handled
        auto second = begin();
        QVERIFY(std::get<std::shared_ptr<void>>(second));
        const auto overlapping = begin();
        QCOMPARE(std::get<http::Response>(overlapping).status, 400);
        QCOMPARE(held.body(), "1"_ba);
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::TransportError));
        QCOMPARE(fixture.poll(sid).code(), 1);
        // Those of other sessions, or of none, hold nobody up, and none of them is read.
        const auto unknown = begin();
        QCOMPARE(std::get<http::Response>(unknown).status, 400);
    }
    void anAbortedPollEndsTheSession()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        const Call poll = fixture.poll(sid);
        poll.exchange->abort();
        QVERIFY(poll.isAnswered());  // its coroutine has ended
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::TransportError));
        QCOMPARE(fixture.poll(sid).code(), 1);
    }
    void anAbortAfterTheAnswerDoesNothing()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        const Call poll = fixture.poll(sid);
        fixture.session->sendText("a"_ba);
        QTRY_VERIFY(poll.isAnswered());
        poll.exchange->abort();
        QVERIFY(!fixture.seen->closed);
    }
    void clientCloseReleasesThePollWithANoop()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        const Call poll = fixture.poll(sid);
        QCOMPARE(fixture.push(sid, "1").body(), "ok"_ba);
        QCOMPARE(poll.body(), "6"_ba);
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::TransportClose));
        QCOMPARE(fixture.poll(sid).code(), 1);
    }
    void aPingFromAClientIsAnError()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        fixture.push(sid, "2");
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::TransportError));
    }
    void nothingIsDeliveredAfterTheEnd()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        fixture.push(sid,
                     "4a\x1e"
                     "1\x1e"
                     "4b");
        QCOMPARE(fixture.seen->texts, QList{"a"_ba});
    }

    void serverCloseIsToldToTheHeldPoll()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        const Call poll = fixture.poll(sid);
        fixture.session->sendText("last"_ba);
        fixture.session->close();
        QCOMPARE(poll.body(),
                 "4last\x1e"
                 "1"_ba);
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::ForcedClose));
    }
    void serverCloseWaitsForTheNextPoll()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        fixture.session->sendText("last"_ba);
        fixture.session->close();
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::ForcedClose));
        QCOMPARE(fixture.poll(sid).body(),
                 "4last\x1e"
                 "1"_ba);
        QCOMPARE(fixture.poll(sid).code(), 1);
    }
    void serverCloseDoesNotWaitForEver()
    {
        Options options = quickOptions();
        options.lastPollTimeout = 20ms;
        Fixture fixture(options);
        const QString sid = fixture.open();
        fixture.session->close();
        QTRY_COMPARE(fixture.server.statistics().sessions, 0);
        QCOMPARE(fixture.poll(sid).code(), 1);
    }

    void heartbeatIsExact()
    {
        Options options = quickOptions();
        options.pingInterval = 100ms;
        options.pingTimeout = 50ms;
        Fixture fixture(options);
        QElapsedTimer clock;
        clock.start();
        const QString sid = fixture.open();
        const Call ping = fixture.poll(sid);
        QVERIFY(QTest::qWaitFor([&] { return ping.isAnswered(); }));
        QCOMPARE(ping.body(), "2"_ba);
        QVERIFY2(clock.elapsed() >= 100, qPrintable(QString::number(clock.elapsed())));
        const Call last = fixture.poll(sid);
        QVERIFY(QTest::qWaitFor([&] { return last.isAnswered(); }));
        QCOMPARE(last.body(), "1"_ba);
        QVERIFY2(clock.elapsed() >= 150, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::PingTimeout));
        QCOMPARE(fixture.server.statistics().pingTimeouts, 1);
    }
    void aPollAfterThePongWasDueIsRefusedEvenBeforeTheTimerRuns()
    {
        Options options = quickOptions();
        options.pingInterval = 5ms;
        options.pingTimeout = 5ms;
        Fixture fixture(options);
        const QString sid = fixture.open();
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < 12) {
        }  // the event loop stands still on purpose
        QCOMPARE(fixture.poll(sid).status(), 400);
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::PingTimeout));
    }

    void aSlowPollerIsCutAndCounted()
    {
        Options options = quickOptions();
        options.unsentBytes = 10'000;
        Fixture fixture(options);
        const QString sid = fixture.open();
        const QPointer<Session> session = fixture.session;
        qsizetype most = 0;
        for (int i = 0; i < 100 && session->isOpen(); ++i) {
            session->sendText(QByteArray(1000, 'x'));
            most = std::max(most, session->unsentBytes());
        }
        QVERIFY(!session->isOpen());
        QVERIFY(most <= 10'000 + 1002);
        QCOMPARE(session->unsentBytes(), 0);
        QCOMPARE(fixture.seen->closed, std::optional(CloseReason::TransportError));
        QCOMPARE(fixture.server.statistics().slowReaders, 1);
        QCOMPARE(fixture.poll(sid).code(), 1);
    }

    void sessionsAreBoundedInTotal()
    {
        Options options = quickOptions();
        options.sessions = 2;
        Fixture fixture(options);
        fixture.open();
        const QString sid = fixture.open();
        const Call refused = fixture.call("GET", u"EIO=4&transport=polling"_s);
        QCOMPARE(refused.status(), 403);
        QCOMPARE(refused.code(), 4);
        fixture.push(sid, "1");
        QVERIFY(!fixture.open().isEmpty());
        QCOMPARE(fixture.server.statistics().refused, 1);
    }
    void sessionsAreBoundedPerAddress()
    {
        Options options = quickOptions();
        options.sessionsPerAddress = 1;
        Fixture fixture(options);
        const auto statusFor = [&](const QString& address) {
            return fixture.call("GET", u"EIO=4&transport=polling"_s, {}, {}, QHostAddress(address)).status();
        };
        QCOMPARE(statusFor(u"192.0.2.1"_s), 200);
        QCOMPARE(statusFor(u"192.0.2.1"_s), 403);
        QCOMPARE(statusFor(u"::ffff:192.0.2.1"_s), 403);
        QCOMPARE(statusFor(u"192.0.2.2"_s), 200);
        QCOMPARE(statusFor(u"2001:db8:0:1::1"_s), 200);
        QCOMPARE(statusFor(u"2001:db8:0:1::2"_s), 403);  // the same /64
        QCOMPARE(statusFor(u"2001:db8:0:2::1"_s), 200);
    }
    void theFilterRefusesWithItsWords()
    {
        Options options = quickOptions();
        options.admit = [](const http::Request&) { return std::optional(u"closed for today"_s); };
        Fixture fixture(options);
        const Call refused = fixture.call("GET", u"EIO=4&transport=polling"_s);
        QCOMPARE(refused.status(), 403);
        QCOMPARE(refused.body(), "{\"code\":4,\"message\":\"closed for today\"}"_ba);
    }

    /// F72
    void onlyListedOriginsAreServed()
    {
        Options options = quickOptions();
        options.origins = OriginPolicy::listed({"https://shop.example"});
        Fixture fixture(options);
        const QString query = u"EIO=4&transport=polling"_s;
        const Call listed = fixture.call("GET", query, {}, {{"Origin", "https://shop.example"}});
        QCOMPARE(listed.status(), 200);
        QCOMPARE(listed.header("Access-Control-Allow-Origin"), "https://shop.example"_ba);
        QCOMPARE(listed.header("Access-Control-Allow-Credentials"), "true"_ba);
        QCOMPARE(listed.header("Vary"), "Origin"_ba);
        const QList<http::Header> foreign{{"Origin", "https://evil.example"}, {"Host", "desk.example"}};
        const Call refused = fixture.call("GET", query, {}, foreign);
        QCOMPARE(refused.status(), 403);
        QVERIFY(refused.header("Access-Control-Allow-Origin").isEmpty());
        const QList<http::Header> own{{"Origin", "http://desk.example"}, {"Host", "desk.example"}};
        QCOMPARE(fixture.call("GET", query, {}, own).status(), 200);
        QCOMPARE(fixture.call("GET", query).status(), 200);  // no browser

        const QString sid = fixture.open();
        const Call push = fixture.call("POST", query + u"&sid="_s + sid, "4a", foreign);
        QCOMPARE(push.status(), 403);
        QVERIFY(fixture.seen->texts.isEmpty());
    }
    void preflightsAreAnsweredFirst()
    {
        Fixture fixture;
        const Call preflight =
            fixture.call("OPTIONS", u"EIO=9"_s, {},
                         {{"Origin", "https://any.example"}, {"Access-Control-Request-Headers", "authorization"}});
        QCOMPARE(preflight.status(), 204);
        QCOMPARE(preflight.header("Access-Control-Allow-Origin"), "*"_ba);
        QCOMPARE(preflight.header("Access-Control-Allow-Headers"), "authorization"_ba);
        QVERIFY(preflight.header("Access-Control-Allow-Methods").contains("POST"));
    }

    void shutDownTellsPollersAndRefusesNewSessions()
    {
        Fixture fixture;
        const QString sid = fixture.open();
        const Call poll = fixture.poll(sid);
        fixture.server.shutDown();
        QCOMPARE(poll.body(), "1"_ba);
        QCOMPARE(fixture.call("GET", u"EIO=4&transport=polling"_s).status(), 403);
    }
    void theServersEndAnswersHeldPolls()
    {
        auto fixture = std::make_unique<Fixture>();
        const QString sid = fixture->open();
        const Call poll = fixture->poll(sid);
        fixture.reset();
        QCOMPARE(poll.body(), "1"_ba);
    }
};

TONGDAI_TEST(EngineIoSessionTest)

}  // namespace tongdai::engineio

#include "engineio_session_test.moc"
