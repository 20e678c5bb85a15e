#include "tests/engine/server/socketio/transport_conformance.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Every case of the public Engine.IO v4 suite (contracts/socketio §3.1).
class EngineIoConformance : public TransportConformance {
    Q_OBJECT
public:
    EngineIoConformance() : TransportConformance(u"engine.io"_s) {}

protected:
    bool echoes(RawWebSocket& webSocket) const override
    {
        webSocket.send("4hello");
        return webSocket.nextMessage() == textMessage("4hello");
    }

private slots:
    void pollingCarriesOneText()
    {
        auto http = client();
        const QString sid = http.openPolling();
        const HttpAnswer pushed = http.push(sid, "4hello");
        QCOMPARE(pushed.status, 200);
        QCOMPARE(pushed.body, "ok"_ba);
        QCOMPARE(http.poll(sid).wait().body, "4hello"_ba);
    }
    void pollingCarriesSeveralTexts()
    {
        auto http = client();
        const QString sid = http.openPolling();
        QCOMPARE(http.push(sid,
                           "4test1\x1e"
                           "4test2\x1e"
                           "4test3")
                     .body,
                 "ok"_ba);
        QCOMPARE(http.poll(sid).wait().body,
                 "4test1\x1e"
                 "4test2\x1e"
                 "4test3"_ba);
    }
    void pollingCarriesTextAndBinary()
    {
        auto http = client();
        const QString sid = http.openPolling();
        QCOMPARE(http.push(sid,
                           "4hello\x1e"
                           "bAQIDBA==")
                     .body,
                 "ok"_ba);
        QCOMPARE(http.poll(sid).wait().body,
                 "4hello\x1e"
                 "bAQIDBA=="_ba);
    }
    void pollingClosesOnAnInvalidPacket()
    {
        auto http = client();
        const QString sid = http.openPolling();
        QCOMPARE(http.push(sid, "abc").status, 400);
        QCOMPARE(http.poll(sid).wait().status, 400);
    }
    void pollingClosesOnDuplicatePolls()
    {
        auto http = client();
        const QString sid = http.openPolling();
        HttpCall first = http.poll(sid);
        HttpCall second = http.poll(sid);
        QList<HttpAnswer> answers{first.wait(), second.wait()};
        // Two connections race: which of the polls is the first is the server's to say.
        std::sort(answers.begin(), answers.end(), [](const auto& a, const auto& b) { return a.status < b.status; });
        QCOMPARE(answers[0].status, 200);
        QCOMPARE(answers[0].body, "1"_ba);
        QCOMPARE(answers[1].status, 400);
        QCOMPARE(http.poll(sid).wait().status, 400);
    }
    void pollingClosesOnACancelledPoll()
    {
        auto http = client();
        const QString sid = http.openPolling();
        HttpCall poll = http.poll(sid);
        // Answered on another connection: the server has seen the poll by then.
        QCOMPARE(http.get(u"EIO=4"_s).status, 400);
        poll.abort();
        QTRY_COMPARE(http.poll(sid).wait().status, 400);
    }
    void webSocketCarriesText()
    {
        const auto webSocket = openWebSocket();
        QVERIFY(webSocket);
        webSocket->send("4hello");
        QCOMPARE(webSocket->next(), textMessage("4hello"));
    }
    void webSocketCarriesBinary()
    {
        const auto webSocket = openWebSocket();
        QVERIFY(webSocket);
        webSocket->sendBinary("\x01\x02\x03\x04"_ba);
        QCOMPARE(webSocket->next(), binaryMessage("\x01\x02\x03\x04"_ba));
    }
    void webSocketClosesOnAnInvalidPacket()
    {
        const auto webSocket = openWebSocket();
        QVERIFY(webSocket);
        webSocket->send("abc");
        QVERIFY(webSocket->waitClosed());
    }
};

TONGDAI_TEST(EngineIoConformance)

}  // namespace tongdai::testing

#include "engineio_conformance_e2e_test.moc"
