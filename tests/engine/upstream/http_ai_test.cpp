#include "engine/upstream/http_ai.h"

#include "tests/engine/upstream/result_of.h"
#include "tests/support/ai_stub.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTcpServer>

Q_DECLARE_METATYPE(tongdai::testing::StubScript)

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::AiStub;
using testing::resultOf;
using testing::StubScript;
using Kind = UpstreamError::Kind;

namespace {

IncomingMessage message(const char* id, const QString& text, double at)
{
    IncomingMessage m;
    m.conversation = ConversationId("c1");
    m.messageId = MessageId(id);
    m.sender = SenderId("u1");
    m.senderType = u"user"_s;
    m.content = text;
    m.sentAt = at;
    return m;
}

AiRequest request()
{
    AiRequest r;
    r.conversation = ConversationId("c1");
    r.messages = {message("m-76", u"shop ơi"_s, 1758699950.5), message("m-77", u"còn size M không?"_s, 1758700000.0)};
    r.context = {{Speaker::Customer, u"chào shop"_s, 1758699900.0},
                 {Speaker::Bot, u"Dạ em chào anh/chị"_s, 1758699901.0},
                 {Speaker::Note, u"khách khó tính"_s, 1758699902.0},
                 {Speaker::System, u"Lan took over"_s, 1758699903.0},
                 {Speaker::Operator, u"Dạ chị chờ em chút"_s, 1758699904.0}};
    r.metadata = {{u"platform"_s, u"facebook"_s}};
    return r;
}

/// The error an answer ended in; nothing when it was an answer.
std::optional<UpstreamError> errorOf(HttpAi& ai, std::chrono::milliseconds deadline = 5s,
                                     std::shared_ptr<CancelToken> cancel = std::make_shared<CancelToken>())
{
    try {
        resultOf(ai.answer(request(), deadline, std::move(cancel)));
    } catch (const UpstreamError& error) {
        return error;
    }
    return {};
}

StubScript fault(StubScript::Fault fault, int status = 200)
{
    StubScript script;
    script.fault = fault;
    script.status = status;
    return script;
}

StubScript saying(const QByteArray& body)
{
    StubScript script;
    script.body = body;
    return script;
}

}  // namespace

class HttpAiTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_stub = std::make_unique<AiStub>();
        QVERIFY(m_stub->listen());
    }

    void asksAsTheContractSays()
    {
        HttpAi ai(m_stub->url());
        const AiAnswer answer = resultOf(ai.answer(request(), 5s, {}));
        QCOMPARE(m_stub->requests().size(), 1u);
        const auto& seen = m_stub->requests().front();
        QCOMPARE(seen.method, "POST"_ba);
        QCOMPARE(seen.target, "/process"_ba);
        QCOMPARE(seen.header("content-type"), "application/json"_ba);
        QCOMPARE(seen.header("host"), "127.0.0.1:"_ba + QByteArray::number(m_stub->port()));
        const QByteArray expected =
            "{\"conversation_id\":\"c1\",\"message\":{\"message_id\":\"m-77\",\"content\":\"còn size M không?\","
            "\"sender_id\":\"u1\",\"sender_type\":\"user\",\"timestamp\":1758700000.0},"
            "\"context\":[{\"role\":\"user\",\"content\":\"chào shop\",\"timestamp\":1758699900.0},"
            "{\"role\":\"assistant\",\"content\":\"Dạ em chào anh/chị\",\"timestamp\":1758699901.0},"
            "{\"role\":\"assistant\",\"content\":\"Dạ chị chờ em chút\",\"timestamp\":1758699904.0},"
            "{\"role\":\"user\",\"content\":\"shop ơi\",\"timestamp\":1758699950.5}],"
            "\"metadata\":{\"platform\":\"facebook\"}}";
        QCOMPARE(seen.json, QJsonDocument::fromJson(expected).object());
        QCOMPARE(answer.responseText, u"Dạ em nhận được: còn size M không?"_s);
        QCOMPARE(answer.intent, u"echo"_s);
        QCOMPARE(answer.confidence, 0.91);
        QCOMPARE(answer.modelUsed, u"ai-stub"_s);
        QCOMPARE(answer.actions.size(), 1u);
        QVERIFY(answer.processingTime.count() > 0);
    }

    void keepsTheBasePathAndTheOwnPath()
    {
        QUrl base = m_stub->url();
        base.setPath(u"/ai/v2/"_s);
        HttpAi ai(base, u"/answer?lang=vi"_s);
        resultOf(ai.answer(request(), 5s, {}));
        QCOMPARE(m_stub->requests().front().target, "/ai/v2/answer?lang=vi"_ba);
    }

    void keepsTheConnection()
    {
        HttpAi ai(m_stub->url());
        for (int i = 0; i < 5; ++i)
            resultOf(ai.answer(request(), 5s, {}));
        QCOMPARE(m_stub->openConnections(), 1);
    }

    void buildsOneMessageWhenActionsAreAbsent()
    {
        const AiAnswer answer = HttpAi::readAnswer("{\"response_text\":\"Dạ còn ạ\",\"actions\":null}");
        QCOMPARE(answer.actions.size(), 1u);
        QCOMPARE(answer.actions[0].data[u"message"_s].toString(), u"Dạ còn ạ"_s);
    }

    /// A model that was cut amid an emoji has answered all the same.
    void saysWhatIsWholeInABrokenAnswer()
    {
        const QByteArray cut =
            R"({"response_text":"Dạ \ud83d","actions":[{"type":"send_message","data":{"message":"Dạ \ud83d"}}]})";
        const AiAnswer answer = HttpAi::readAnswer(cut);
        QCOMPARE(answer.responseText, u"Dạ \ufffd"_s);
        QCOMPARE(answer.actions.at(0).data[u"message"_s].toString(), u"Dạ \ufffd"_s);
    }

    void skipsUnknownActionsAndSaysSo()
    {
        const AiAnswer answer = HttpAi::readAnswer(
            "{\"response_text\":\"x\",\"actions\":[{\"type\":\"rm_rf\"},{\"type\":\"transfer_to_agent\",\"data\":{}}]"
            "}");
        QCOMPARE(answer.actions.size(), 1u);
        QCOMPARE(answer.actions[0].type, ActionType::TransferToAgent);
        QCOMPARE(answer.skipped.size(), 1);
        QVERIFY(answer.skipped[0].contains(u"rm_rf"_s));
    }

    /// F48
    void refusesBadAnswers_data()
    {
        QTest::addColumn<StubScript>("script");
        StubScript huge = fault(StubScript::Fault::Oversize);
        huge.size = qint64(1) << 30;
        StubScript zipped = saying("x");
        zipped.headers = {{"Content-Encoding"_ba, "gzip"_ba}};
        QTest::newRow("page of HTML") << fault(StubScript::Fault::Garbage);
        QTest::newRow("no HTTP at all") << fault(StubScript::Fault::NotHttp);
        QTest::newRow("1 GiB") << huge;
        QTest::newRow("compressed") << zipped;
        QTest::newRow("cut JSON") << saying("{\"response_text\":\"Dạ");
        QTest::newRow("array") << saying("[]");
        QTest::newRow("nothing") << saying("");
        QTest::newRow("says nothing") << saying("{}");
        QTest::newRow("depth 10000") << saying("{\"response_text\":\"x\",\"entities\":" + QByteArray(10'000, '['));
        QTest::newRow("name twice") << saying("{\"response_text\":\"x\",\"response_text\":\"y\"}");
        QTest::newRow("NUL") << saying("{\"response_text\":\"a\\u0000b\"}");
        QTest::newRow("invalid UTF-8") << saying("{\"response_text\":\"\xff\xfe\"}");
        QTest::newRow("text as a number") << saying("{\"response_text\":5}");
        QTest::newRow("actions as an object") << saying("{\"response_text\":\"x\",\"actions\":{}}");
        QTest::newRow("confidence as text") << saying("{\"response_text\":\"x\",\"confidence\":\"high\"}");
        QTest::newRow("confidence of 91") << saying("{\"response_text\":\"x\",\"confidence\":91}");
        QTest::newRow("entities as a list") << saying("{\"response_text\":\"x\",\"entities\":[]}");
    }
    void refusesBadAnswers()
    {
        QFETCH(StubScript, script);
        m_stub->setScript(script);
        HttpAi ai(m_stub->url());
        const auto error = errorOf(ai);
        QVERIFY(error.has_value());
        QCOMPARE(error->kind(), Kind::BadAnswer);
        QVERIFY(error->isRetryable());
    }

    /// F73
    void tellsWhichStatusesAreWorthAnotherTry_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isRetryable");
        for (int status : {408, 429, 500, 502, 503})
            QTest::addRow("%d", status) << status << true;
        for (int status : {301, 302, 400, 401, 403, 404, 422})
            QTest::addRow("%d", status) << status << false;
    }
    void tellsWhichStatusesAreWorthAnotherTry()
    {
        QFETCH(int, status);
        QFETCH(bool, isRetryable);
        StubScript script = fault(StubScript::Fault::None, status);
        script.headers = {{"Location"_ba, m_stub->url().toEncoded() + "/elsewhere"}};
        m_stub->setScript(script);
        HttpAi ai(m_stub->url());
        const auto error = errorOf(ai);
        QVERIFY(error.has_value());
        QCOMPARE(error->isRetryable(), isRetryable);
        QCOMPARE(m_stub->received(), 1);  // no redirect was followed
    }

    /// F47
    void endsAtTheDeadline_data()
    {
        QTest::addColumn<StubScript>("script");
        StubScript trickle = fault(StubScript::Fault::Trickle);
        trickle.trickleEvery = 20;
        QTest::newRow("silent") << fault(StubScript::Fault::Silent);
        QTest::newRow("a byte every 20 ms") << trickle;
    }
    void endsAtTheDeadline()
    {
        QFETCH(StubScript, script);
        m_stub->setScript(script);
        HttpAi ai(m_stub->url());
        QElapsedTimer clock;
        clock.start();
        const auto error = errorOf(ai, 300ms);
        QVERIFY(error.has_value());
        QCOMPARE(error->kind(), Kind::TimedOut);
        QVERIFY(error->isRetryable());
        QVERIFY(clock.elapsed() >= 290);
        QTRY_COMPARE(m_stub->openConnections(), 0);
    }

    void isUnreachableWhenNobodyListens()
    {
        const QUrl url = m_stub->url();
        m_stub->goDown();
        HttpAi ai(url);
        const auto error = errorOf(ai);
        QVERIFY(error.has_value());
        QCOMPARE(error->kind(), Kind::Unreachable);
        QVERIFY(error->isRetryable());
        QVERIFY(!resultOf(ai.isHealthy()));
    }

    void isUnreachableWhenCutInTheMiddle()
    {
        HttpAi ai(m_stub->url());
        for (const auto kind : {StubScript::Fault::Close, StubScript::Fault::Cut}) {
            m_stub->enqueue(fault(kind));
            const auto error = errorOf(ai);
            QVERIFY(error.has_value());
            QCOMPARE(error->kind(), Kind::Unreachable);
            QVERIFY(error->isRetryable());
        }
        QVERIFY(!errorOf(ai));
    }

    void goesOnAfterTheServiceClosedAKeptConnection()
    {
        HttpAi ai(m_stub->url());
        QVERIFY(!errorOf(ai));
        m_stub->enqueue(fault(StubScript::Fault::Close));  // as if closed while the request was on its way
        QVERIFY(!errorOf(ai));
        QCOMPARE(m_stub->received(), 3);
        m_stub->dropIdleConnections();
        QVERIFY(!errorOf(ai));
    }

    void cancelAbortsTheRequest()
    {
        m_stub->setScript(fault(StubScript::Fault::Silent));
        HttpAi ai(m_stub->url());
        const auto cancel = std::make_shared<CancelToken>();
        connect(m_stub.get(), &AiStub::arrived, this, [cancel] { cancel->cancel(); });
        const auto error = errorOf(ai, 10s, cancel);
        QVERIFY(error.has_value());
        QCOMPARE(error->kind(), Kind::Cancelled);
        QVERIFY(!error->isRetryable());
        QTRY_COMPARE(m_stub->requests().front().ending, u"gone"_s);
    }

    void doesNotAskWhenCancelledBefore()
    {
        HttpAi ai(m_stub->url());
        const auto cancel = std::make_shared<CancelToken>();
        cancel->cancel();
        const auto error = errorOf(ai, 10s, cancel);
        QVERIFY(error.has_value());
        QCOMPARE(error->kind(), Kind::Cancelled);
        QCOMPARE(m_stub->received(), 0);
    }

    void carriesManyAtOnce()
    {
        StubScript slow;
        slow.minDelay = 200;
        slow.maxDelay = 200;
        m_stub->setScript(slow);
        HttpAi ai(m_stub->url());
        std::vector<QCoro::Task<AiAnswer>> tasks;
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 400; ++i)
            tasks.push_back(ai.answer(request(), 10s, {}));
        for (auto& task : tasks)
            resultOf(std::move(task));
        QCOMPARE(m_stub->received(), 400);
        QVERIFY2(clock.elapsed() < 5'000, "requests must not wait for six connections");
    }

    void endsRunningRequestsWithItsOwnEnd()
    {
        m_stub->setScript(fault(StubScript::Fault::Silent));
        auto ai = std::make_unique<HttpAi>(m_stub->url());
        connect(m_stub.get(), &AiStub::arrived, this, [&ai] { ai.reset(); });
        const auto error = errorOf(*ai, 10s);
        QVERIFY(error.has_value());
        QCOMPARE(error->kind(), Kind::Cancelled);
    }

    /// F73
    void usesHttpAddressesOnly()
    {
        for (const QUrl& url : {QUrl(u"file:///etc/passwd"_s), QUrl(u"ftp://127.0.0.1/x"_s), QUrl(u"http:///x"_s)}) {
            HttpAi ai(url);
            const auto error = errorOf(ai);
            QVERIFY(error.has_value());
            QCOMPARE(error->kind(), Kind::Refused);
            QVERIFY(!error->isRetryable());
        }
    }

    void describesItselfWithoutCredentials()
    {
        HttpAi ai(QUrl(u"https://bot:secret@ai.example/base?key=alsosecret"_s));
        QCOMPARE(ai.describe(), u"https://ai.example/base"_s);
    }

    void isHealthyWhenItAnswers()
    {
        HttpAi ai(m_stub->url());
        QVERIFY(resultOf(ai.isHealthy()));
        QCOMPARE(m_stub->requests().front().target, "/health"_ba);
        m_stub->enqueue(fault(StubScript::Fault::None, 503));
        QVERIFY(!resultOf(ai.isHealthy()));
    }

private:
    std::unique_ptr<AiStub> m_stub;
};

TONGDAI_TEST(HttpAiTest)

}  // namespace tongdai::upstream

#include "http_ai_test.moc"
