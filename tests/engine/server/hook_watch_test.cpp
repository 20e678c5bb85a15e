#include "engine/server/routes/hook_watch.h"

#include "engine/contract/json/hooks/hook_reading.h"
#include "engine/server/router.h"
#include "tests/engine/server/http/raw_client.h"
#include "tests/engine/server/http/test_handler.h"
#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using contract::readHook;
using http::RawAnswer;
using http::RawClient;
using http::Response;

namespace {

const QByteArray kHookToken(40, 'p');
constexpr qsizetype kHookLimit = 100'000;

}  // namespace

/// What comes to an endpoint of platforms is noticed between the server and the router, whatever becomes of it
/// (features E7).
class HookWatchTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void keepsACallWithoutItsSecrets();
    void theAnswerIsTheSameWithAndWithout();
    void noticesWhatIsRefusedBeforeItsBody_data();
    void noticesWhatIsRefusedBeforeItsBody();
    void noticesABodyThatNeverCame();
    void noticesABodyThatIsTooLarge();
    void aCallInWorkIsSeenAndItsEndFollows();
    void noticesWhoDidNotWait();
    void aHandlerThatFailsIsAFault();
    void othersAreNotWatched();
    void keepsNothingWhenItIsOff();

private:
    void start(int most);
    static QByteArray posted(const QByteArray& path, const QByteArray& body, const QByteArray& more = {});
    RawAnswer ask(const QByteArray& bytes) const
    {
        RawClient client(m_server->port());
        client.say(bytes);
        return client.next();
    }
    const HookCall& newest() const { return *m_shelf->newest().front(); }

    testing::HandMovedClock m_clock;
    std::shared_ptr<HookShelf> m_shelf;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<HookWatch> m_watch;
    std::unique_ptr<http::Server> m_server;
    http::Gate m_gate;
    QByteArray m_seenBody;
    bool m_isHeld = false;
    bool m_fails = false;
};

void HookWatchTest::init()
{
    m_isHeld = m_fails = false;
    start(10);
}

void HookWatchTest::cleanup()
{
    m_gate.open();
    m_server.reset();
}

void HookWatchTest::start(int most)
{
    m_server.reset();
    m_shelf = std::make_shared<HookShelf>(most);
    m_router = std::make_unique<Router>(
        AccessRules{BearerTokens({kHookToken}), BearerTokens({QByteArray(40, 'a')}), HostAllowList{}});
    m_router->serve(contract::RouteId::HandleMessage,
                    [this](std::shared_ptr<http::Exchange> exchange) -> QCoro::Task<Response> {
                        m_seenBody = exchange->request().body;
                        if (m_fails) throw std::runtime_error("as asked");
                        if (m_isHeld) co_await m_gate.passed();
                        co_return Response::json({{u"result"_s, QJsonObject{{u"status"_s, u"completed"_s}}}});
                    });
    m_router->serve(contract::RouteId::Health,
                    [](std::shared_ptr<http::Exchange>) -> QCoro::Task<Response> { co_return Response::json({}); });
    m_watch = std::make_unique<HookWatch>(*m_router, m_shelf, m_clock, kHookLimit);
    http::Limits limits;
    limits.body = kHookLimit;
    m_server = std::make_unique<http::Server>(*m_watch, limits);
    QVERIFY(!m_server->listen(QHostAddress::LocalHost, 0));
}

QByteArray HookWatchTest::posted(const QByteArray& path, const QByteArray& body, const QByteArray& more)
{
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer " +
           kHookToken + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + more + "\r\n" + body;
}

void HookWatchTest::keepsACallWithoutItsSecrets()
{
    const QByteArray body = R"({"conversation_id":"c1","message_id":"m1"})";
    QCOMPARE(ask(posted("/api/v1/enhanced-handle-message?secret=geheim", body, "X-Key: geheim\r\n")).status, 200);
    QCOMPARE(m_seenBody, body);
    QCOMPARE(m_shelf->newest().size(), 1u);
    const HookCall& call = newest();
    QCOMPARE(call.door, HookDoor::Platform);
    QCOMPARE(call.method, "POST"_ba);
    QCOMPARE(call.target, "/api/v1/enhanced-handle-message?secret=…"_ba);
    QCOMPARE(call.caller, u"127.0.0.1"_s);
    QCOMPARE(call.body, body);
    QVERIFY(call.isWhole() && call.took && !call.isRefused());
    QCOMPARE(call.status, 200);
    QCOMPARE(readHook(call).fate, HookFate::Answered);
    QByteArray all = call.target + call.answer;
    for (const HookHeader& header : call.headers)
        all += header.name + header.value.value_or(QByteArray());
    QVERIFY2(!all.contains("geheim") && !all.contains(kHookToken), all.constData());
    QVERIFY2(all.contains("Authorization") && all.contains("X-Key") && all.contains("application/json"),
             "names stay, and values that tell nothing");
}

void HookWatchTest::theAnswerIsTheSameWithAndWithout()
{
    const QByteArray request = posted("/api/v1/enhanced-handle-message", "{}", "X-Request-Id: r1\r\n");
    const RawAnswer watched = ask(request);
    start(0);
    const RawAnswer plain = ask(request);
    QCOMPARE(watched.status, plain.status);
    QCOMPARE(watched.body, plain.body);
    const auto withoutDate = [](QByteArray head) { return head.remove(head.indexOf("Date: "), 37); };
    QCOMPARE(withoutDate(watched.head), withoutDate(plain.head));
}

void HookWatchTest::noticesWhatIsRefusedBeforeItsBody_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::addColumn<HookRefusal>("refusal");
    const QByteArray right = posted("/api/v1/enhanced-handle-message", "{}");
    const QByteArray token = "Authorization: Bearer " + kHookToken + "\r\n";
    QTest::newRow("no token") << QByteArray(right).replace(token, "") << 401 << HookRefusal::WrongToken;
    QTest::newRow("wrong token") << QByteArray(right).replace(kHookToken, QByteArray(40, 'x')) << 401
                                 << HookRefusal::WrongToken;
    QTest::newRow("no JSON") << QByteArray(right).replace("application/json", "text/plain") << 415
                             << HookRefusal::NotJson;
    QTest::newRow("wrong method") << QByteArray(right).replace("POST", "PUT") << 405 << HookRefusal::WrongMethod;
    QTest::newRow("a closed endpoint") << posted("/api/v1/kiotviet/webhook", "{}") << 404 << HookRefusal::NoSuchDoor;
}
void HookWatchTest::noticesWhatIsRefusedBeforeItsBody()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    QFETCH(HookRefusal, refusal);
    QCOMPARE(ask(request).status, status);
    QCOMPARE(m_shelf->newest().size(), 1u);
    QVERIFY(!newest().hasBody && newest().body.isEmpty());
    QCOMPARE(newest().size, 2);
    QCOMPARE(newest().status, status);
    const HookReading read = readHook(newest());
    QCOMPARE(read.refusal, refusal);
    QCOMPARE(read.fate, HookFate::Refused);
    QVERIFY(!read.detail.isEmpty());
}

void HookWatchTest::noticesABodyThatNeverCame()
{
    {
        RawClient client(m_server->port());
        client.say(posted("/api/v1/enhanced-handle-message", "{}").chopped(1));
        QTRY_COMPARE(m_shelf->newest().size(), 1u);
        QVERIFY2(!newest().took, "it is on its way");
        m_clock.at += 3s;
    }
    QTRY_VERIFY(newest().took.has_value());
    QCOMPARE(*newest().took, std::chrono::microseconds(3s));
    QVERIFY(!newest().hasBody);
    QCOMPARE(newest().status, 0);
    QCOMPARE(readHook(newest()).fate, HookFate::NeverCame);
    QCOMPARE(m_shelf->count(HookDoor::Platform).refused, 1);
}

void HookWatchTest::noticesABodyThatIsTooLarge()
{
    QByteArray large = posted("/api/v1/enhanced-handle-message", "{}");
    large.replace("Content-Length: 2", "Content-Length: 100001");
    QCOMPARE(ask(large).status, 413);
    QCOMPARE(readHook(newest()).refusal, HookRefusal::TooLarge);
    QCOMPARE(newest().size, 100'001);
}

void HookWatchTest::aCallInWorkIsSeenAndItsEndFollows()
{
    m_isHeld = true;
    RawClient client(m_server->port());
    client.say(posted("/api/v1/enhanced-handle-message", R"({"conversation_id":"c1"})"));
    QTRY_COMPARE(m_shelf->newest().size(), 1u);
    QTRY_VERIFY(newest().isWhole());
    QCOMPARE(readHook(newest()).fate, HookFate::InWork);
    QCOMPARE(readHook(newest()).conversation, ConversationId("c1"_ba));
    m_clock.at += 250ms;
    m_gate.open();
    QCOMPARE(client.next().status, 200);
    QCOMPARE(*newest().took, std::chrono::microseconds(250ms));
    QVERIFY(!newest().callerLeft);
}

void HookWatchTest::noticesWhoDidNotWait()
{
    m_isHeld = true;
    {
        RawClient client(m_server->port());
        client.say(posted("/api/v1/enhanced-handle-message", "{}"));
        QTRY_VERIFY(!m_shelf->newest().empty() && newest().isWhole());
    }
    QTRY_COMPARE(m_server->statistics().connections, 0);
    m_gate.open();
    QTRY_VERIFY(newest().took.has_value());
    QVERIFY(newest().callerLeft);
    QCOMPARE(newest().status, 200);
    QCOMPARE(readHook(newest()).fate, HookFate::Answered);
}

void HookWatchTest::aHandlerThatFailsIsAFault()
{
    m_fails = true;
    QCOMPARE(ask(posted("/api/v1/enhanced-handle-message", "{}")).status, 500);
    QCOMPARE(newest().status, 500);
    QCOMPARE(readHook(newest()).fate, HookFate::Failed);
}

void HookWatchTest::othersAreNotWatched()
{
    QCOMPARE(ask("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 200);
    QCOMPARE(ask(posted("/api/v1/nothing", "{}")).status, 404);
    QCOMPARE(ask("OPTIONS /api/v1/enhanced-handle-message HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 204);
    QVERIFY(m_shelf->newest().empty());
}

void HookWatchTest::keepsNothingWhenItIsOff()
{
    start(0);
    QCOMPARE(ask(posted("/api/v1/enhanced-handle-message", "{}")).status, 200);
    QCOMPARE(
        ask("POST /api/v1/enhanced-handle-message HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}").status,
        401);
    QVERIFY(m_shelf->newest().empty());
    QCOMPARE(m_shelf->count(HookDoor::Platform).came, 0);
}

TONGDAI_TEST(HookWatchTest)

}  // namespace tongdai

#include "hook_watch_test.moc"
