#include "tests/engine/server/http/server_stage.h"
#include "tests/support/test_registry.h"

namespace tongdai::http {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How bodies of requests are read, and refused before they are (design §4, security S05).
class HttpBodiesTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_stage = std::make_unique<ServerStage>(); }
    void cleanup() { m_stage.reset(); }

    void readsChunkedBodiesSplitAnywhere();
    void readsSizedBodiesSplitAnywhere();
    void says100Continue();
    void refusesABodyBeforeReadingIt();
    void refusesAChunkedBodyOverTheLimit();
    void asksTheHandlerForTheBodyLimit();
    void tellsTheHandlerWhileABodyArrives();
    void neverReadsARefusedBodyAsARequest();

private:
    RawAnswer ask(const QByteArray& bytes) { return m_stage->ask(bytes); }

    std::unique_ptr<ServerStage> m_stage;
};

void HttpBodiesTest::readsChunkedBodiesSplitAnywhere()
{
    const QByteArray request =
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5\r\nhello\r\n1;ext=\"v\"\r\n \r\n6\r\nworld!\r\n0\r\nX-Trailer: t\r\n\r\n";
    const QByteArray after = "GET /after HTTP/1.1\r\nHost: a\r\n\r\n";
    const QByteArray all = request + after;
    RawClient client(m_stage->server->port());
    for (qsizetype at = 1; at < all.size(); ++at) {
        const qsizetype seen = m_stage->handler->seen.size();
        client.say(all.left(at));
        letTheServerRead();
        client.say(all.mid(at));
        const RawAnswer answer = client.next();
        QVERIFY2(answer.body == "hello world!", qPrintable(u"split at %1"_s.arg(at)));
        QCOMPARE(client.next().body, "/after"_ba);
        QCOMPARE(m_stage->handler->seen.size(), seen + 2);
        QVERIFY(!m_stage->handler->seen.last().hasHeader("X-Trailer"));
    }
}

void HttpBodiesTest::readsSizedBodiesSplitAnywhere()
{
    const QByteArray all =
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\nhello world!\r\n"
        "GET /after HTTP/1.1\r\nHost: a\r\n\r\n";
    RawClient client(m_stage->server->port());
    for (qsizetype at = 1; at < all.size(); ++at) {
        client.say(all.left(at));
        letTheServerRead();
        client.say(all.mid(at));
        QVERIFY2(client.next().body == "hello world!", qPrintable(u"split at %1"_s.arg(at)));
        QCOMPARE(client.next().body, "/after"_ba);
    }
}

void HttpBodiesTest::says100Continue()
{
    RawClient client(m_stage->server->port());
    client.say("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QCOMPARE(client.next().status, 100);
    client.say("ok");
    QCOMPARE(client.next().body, "ok"_ba);
    // A body that is refused anyway is not asked for.
    client.say("POST /small HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
    QCOMPARE(client.next().status, 413);
    QVERIFY(client.waitForClose());
}

/// F63
void HttpBodiesTest::refusesABodyBeforeReadingIt()
{
    RawClient client(m_stage->server->port());
    client.say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 300000000\r\n\r\n");
    QCOMPARE(client.next().status, 413);
    // It goes on sending; the answer above was not lost to a reset, and nothing of this is kept.
    for (int i = 0; i < 50 && !client.isClosed(); ++i) {
        client.say(QByteArray(100'000, 'x'));
        letTheServerRead();
    }
    QVERIFY(client.waitForClose());
    QVERIFY(m_stage->handler->seen.isEmpty());
}

/// F63
void HttpBodiesTest::refusesAChunkedBodyOverTheLimit()
{
    RawClient client(m_stage->server->port());
    client.say(
        "POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n");
    QCOMPARE(client.next().status, 413);
    QVERIFY(m_stage->handler->seen.isEmpty());
}

void HttpBodiesTest::asksTheHandlerForTheBodyLimit()
{
    QCOMPARE(ask("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789").status, 200);
    QCOMPARE(ask("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n01234567890").status, 413);
}

void HttpBodiesTest::tellsTheHandlerWhileABodyArrives()
{
    const QByteArray head = "POST /watched HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n";
    RawClient first(m_stage->server->port());
    first.say(head + "he");
    QTRY_VERIFY(!m_stage->handler->watched.expired());
    RawClient second(m_stage->server->port());
    second.say(head);
    const RawAnswer refused = second.next();
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.body, "one at a time"_ba);
    QVERIFY(second.waitForClose());
    first.say("llo");
    QCOMPARE(first.next().body, "hello"_ba);
    QTRY_VERIFY(m_stage->handler->watched.expired());
    first.say(head + "again");
    QCOMPARE(first.next().body, "again"_ba);
    // And when a client leaves in the middle.
    first.say(head + "ag");
    QTRY_VERIFY(!m_stage->handler->watched.expired());
    first.socket().abort();
    QTRY_VERIFY(m_stage->handler->watched.expired());
}

/// F59
void HttpBodiesTest::neverReadsARefusedBodyAsARequest()
{
    RawClient client(m_stage->server->port());
    client.say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(client.next().status, 400);
    client.say("GET /late HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY(client.waitForClose());
    QVERIFY(m_stage->handler->seen.isEmpty());
    QVERIFY(!client.received().contains("HTTP/1.1"));
}

TONGDAI_TEST(HttpBodiesTest)

}  // namespace tongdai::http

#include "http_bodies_test.moc"
