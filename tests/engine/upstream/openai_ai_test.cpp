#include "engine/upstream/openai/openai_ai.h"

#include "engine/upstream/http_ai.h"
#include "engine/upstream/openai/chat_prompt.h"
#include "engine/upstream/openai/completion.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/long_tests.h"
#include "tests/support/model_stub.h"
#include "tests/support/test_registry.h"
#include "tests/support/wait_until.h"

#include <QElapsedTimer>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::ModelStub;
using testing::resultOf;
using ModelFault = ModelStub::Fault;
using Dialect = ModelStub::Dialect;

namespace {

class DayClock final : public ports::Clock {
public:
    TimePoint now() const override { return TimePoint(at); }
    std::chrono::nanoseconds elapsed() const override { return at; }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
    std::chrono::milliseconds at{std::chrono::hours(24 * 20'000)};
};

ContextLine said(Speaker speaker, const QString& text)
{
    return {speaker, text, 0};
}

AiRequest asking(const QString& text, std::vector<ContextLine> context = {})
{
    AiRequest request;
    request.conversation = ConversationId("c1");
    IncomingMessage message;
    message.conversation = request.conversation;
    message.messageId = MessageId("m-1");
    message.content = text;
    request.messages = {message};
    request.context = std::move(context);
    return request;
}

}  // namespace

/// Language models in the four dialects (contracts/openai-chat).
class OpenAiAiTest : public QObject {
    Q_OBJECT

    DayClock m_clock;
    std::unique_ptr<ModelStub> m_stub;
    std::unique_ptr<OpenAiAi> m_ai;
    QStringList m_intents;

    void begin(Dialect dialect, bool isStreamed, qint64 tokensPerDay = 0)
    {
        m_stub = std::make_unique<ModelStub>(dialect);
        ModelAccount account;
        account.base = m_stub->base();
        account.model = u"stub-7b"_s;
        account.key = "k";
        account.isStreamed = isStreamed;
        account.tokensPerDay = tokensPerDay;
        account.silence = 300ms;
        account.intents = m_intents;
        m_ai = std::make_unique<OpenAiAi>(account, m_clock);
    }
    AiAnswer ask(const AiRequest& request) { return resultOf(m_ai->answer(request, 10s, {})); }
    std::optional<UpstreamError> errorOf(ModelFault fault, std::chrono::milliseconds deadline = 5s)
    {
        m_stub->setFault(fault);
        try {
            resultOf(m_ai->answer(asking(u"còn size M không?"_s), deadline, {}));
        } catch (const UpstreamError& error) {
            return error;
        }
        return {};
    }
    static void everyDialect()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<bool>("isStreamed");
        const std::pair<const char*, Dialect> names[] = {{"llama.cpp", Dialect::LlamaCpp},
                                                         {"Ollama", Dialect::Ollama},
                                                         {"vLLM", Dialect::Vllm},
                                                         {"OpenAI", Dialect::OpenAi}};
        for (const auto& [name, dialect] : names) {
            QTest::addRow("%s, at once", name) << int(dialect) << false;
            QTest::addRow("%s, streamed", name) << int(dialect) << true;
        }
    }
    void beginRow()
    {
        QFETCH(int, dialect);
        QFETCH(bool, isStreamed);
        begin(Dialect(dialect), isStreamed);
    }

private slots:
    void cleanup()
    {
        m_ai.reset();
        m_stub.reset();
    }

    /// Where the shop says which intents the bot answers by itself, the model is told their words, in every form.
    void theModelChoosesAmongTheShopsIntents()
    {
        const QStringList intents{u"hỏi size"_s, u"hỏi giá"_s};
        const QJsonArray words{u"hỏi size"_s, u"hỏi giá"_s, u"other"_s};
        const auto intentOf = [](const QJsonObject& schema) { return schema["properties"_L1]["intent"_L1].toObject(); };
        const QJsonObject nested =
            responseFormat(SchemaForm::Nested, {intents})["json_schema"_L1]["schema"_L1].toObject();
        QCOMPARE(intentOf(nested)["enum"_L1].toArray(), words);
        const QJsonObject flat = responseFormat(SchemaForm::Flat, {intents})["schema"_L1].toObject();
        QCOMPARE(intentOf(flat)["enum"_L1].toArray(), words);
        const QJsonArray told =
            chatMessages(u"…"_s, asking(u"còn size M không?"_s), SchemaForm::InPrompt, 8, {intents});
        QVERIFY(told[0]["content"_L1].toString().contains(u"\"enum\":[\"hỏi size\",\"hỏi giá\",\"other\"]"_s));
        QVERIFY(!intentOf(responseFormat(SchemaForm::Nested)["json_schema"_L1]["schema"_L1].toObject())
                     .contains(u"enum"_s));
        const QStringList withOther{u"other"_s};
        const QJsonObject same = responseFormat(SchemaForm::Flat, {withOther})["schema"_L1].toObject();
        QCOMPARE(intentOf(same)["enum"_L1].toArray(), QJsonArray{u"other"_s});

        const QStringList twice{u"hỏi size"_s, u"hỏi giá"_s, u"hỏi size"_s};
        QCOMPARE(intentOf(responseFormat(SchemaForm::Flat, {twice})["schema"_L1].toObject())["enum"_L1].toArray(),
                 words);

        m_intents = intents;
        begin(Dialect::OpenAi, false);
        QCOMPARE(ask(asking(u"còn size M không?"_s)).intent, u"hỏi size"_s);
        const QJsonObject asked = m_stub->requests().back()["response_format"_L1]["json_schema"_L1].toObject();
        QCOMPARE(intentOf(asked["schema"_L1].toObject())["enum"_L1].toArray(), words);
        m_intents.clear();
    }

    void aConversationOfThirtyMessages_data() { everyDialect(); }
    void aConversationOfThirtyMessages()
    {
        beginRow();
        std::vector<ContextLine> context;
        for (int i = 0; i < 30; ++i) {
            const QString text = u"tin thứ %1: còn “size M” không ạ? 👗"_s.arg(i);
            // What goes wrong on the way comes in between, and the next try gets the same answer.
            if (i % 7 == 3) {
                m_stub->enqueue(ModelFault::CutStream);
                QVERIFY_THROWS_EXCEPTION(UpstreamError, ask(asking(text, context)));
            }
            if (i % 7 == 5) m_stub->enqueue(ModelFault::Fenced);
            if (i == 6) {
                m_stub->setPieceEvery(2);
                m_stub->enqueue(ModelFault::Slow);
            }
            const AiAnswer answer = ask(asking(text, context));
            QCOMPARE(answer.responseText, u"Dạ em nhận được: "_s + text);
            QCOMPARE(answer.intent, u"hỏi size"_s);
            QCOMPARE(answer.modelUsed, u"stub-7b"_s);
            QCOMPARE(answer.actions.size(), 1u);
            context.push_back(said(Speaker::Customer, text));
            context.push_back(said(Speaker::Bot, answer.responseText));
        }
        QVERIFY(m_ai->figures().tokens >= 3000);
        const QJsonArray messages = m_stub->requests().back().value("messages"_L1).toArray();
        QCOMPARE(messages.first().toObject().value("role"_L1).toString(), u"system"_s);
        for (qsizetype i = 1; i < messages.size(); ++i) {
            const QString role = messages[i].toObject().value("role"_L1).toString();
            QCOMPARE(role, i % 2 == 1 ? u"user"_s : u"assistant"_s);
        }
    }

    void aTakeoverEndsTheWorkAtTheServer_data() { everyDialect(); }
    void aTakeoverEndsTheWorkAtTheServer()
    {
        beginRow();
        m_stub->setFault(ModelFault::Slow);
        m_stub->setPieceEvery(100);
        const auto cancel = std::make_shared<CancelToken>();
        auto asked = m_ai->answer(asking(u"shop ơi"_s), 20s, cancel);
        // Where the best form of schema is refused, the one that is accepted is in work.
        QFETCH(int, dialect);
        const size_t forms = Dialect(dialect) == Dialect::Vllm ? 3 : Dialect(dialect) == Dialect::LlamaCpp ? 2 : 1;
        QVERIFY(testing::waitUntil([&] { return m_stub->requests().size() == forms; }));
        QElapsedTimer watch;
        watch.start();
        cancel->cancel();
        QVERIFY(testing::waitUntil([this] { return m_stub->abandoned() == 1; }));
        QVERIFY2(watch.elapsed() < testing::promptly(200ms), qPrintable(QString::number(watch.elapsed())));
        try {
            resultOf(std::move(asked));
            QFAIL("a cancelled answer");
        } catch (const UpstreamError& error) {
            QCOMPARE(error.kind(), UpstreamError::Kind::Cancelled);
            QVERIFY(!error.isRetryable());
        }
    }

    void thoughtsAreNeverPartOfAnAnswer_data() { everyDialect(); }
    void thoughtsAreNeverPartOfAnAnswer()
    {
        beginRow();
        const AiAnswer answer = ask(asking(u"còn không?"_s));
        for (const QString& text : {answer.responseText, answer.intent}) {
            QVERIFY(!text.contains(u"BÍ MẬT"_s));
            QVERIFY(!text.contains("think"_L1));
        }
    }

    void troubleIsToldByItsKind_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<bool>("isStreamed");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("mayPass");
        using TroubleKind = UpstreamError::Kind;
        const auto row = [](const char* name, ModelFault fault, bool isStreamed, TroubleKind kind, bool mayPass) {
            QTest::newRow(name) << int(fault) << isStreamed << int(kind) << mayPass;
        };
        row("cut", ModelFault::CutStream, true, TroubleKind::Unreachable, true);
        row("cut, at once", ModelFault::CutStream, false, TroubleKind::Unreachable, true);
        row("an error inside", ModelFault::ErrorInside, true, TroubleKind::BadAnswer, true);
        row("silent", ModelFault::Silent, true, TroubleKind::TimedOut, true);
        row("silent, at once", ModelFault::Silent, false, TroubleKind::TimedOut, true);
        row("cut short", ModelFault::CutShort, true, TroubleKind::BadAnswer, true);
        row("cut short, at once", ModelFault::CutShort, false, TroubleKind::BadAnswer, true);
        row("loading", ModelFault::Loading, false, TroubleKind::Refused, true);
        row("out of quota", ModelFault::OutOfQuota, false, TroubleKind::Refused, false);
        row("refusing", ModelFault::Refusing, true, TroubleKind::Refused, false);
        row("refusing, at once", ModelFault::Refusing, false, TroubleKind::Refused, false);
        row("no JSON, twice", ModelFault::NoJson, false, TroubleKind::BadAnswer, true);
    }
    void troubleIsToldByItsKind()
    {
        QFETCH(int, fault);
        QFETCH(bool, isStreamed);
        QFETCH(int, kind);
        QFETCH(bool, mayPass);
        for (const Dialect dialect : {Dialect::OpenAi, Dialect::LlamaCpp}) {
            begin(dialect, isStreamed);
            const auto error = errorOf(ModelFault(fault), 2s);
            QVERIFY(error);
            QCOMPARE(int(error->kind()), kind);
            QCOMPARE(error->isRetryable(), mayPass);
        }
    }

    void anAnswerInTheWrongFormIsAskedForOnceMore()
    {
        begin(Dialect::OpenAi, true);
        m_stub->enqueue(ModelFault::NoJson);
        const AiAnswer answer = ask(asking(u"còn không?"_s));
        QVERIFY(!answer.responseText.isEmpty());
        QCOMPARE(m_stub->requests().size(), 2u);
        QCOMPARE(m_ai->figures().repairs, 1);
        const QJsonArray messages = m_stub->requests().back().value("messages"_L1).toArray();
        QCOMPARE(messages[messages.size() - 2].toObject().value("role"_L1).toString(), u"assistant"_s);
    }

    void theFormAServerTakesIsRemembered()
    {
        begin(Dialect::Vllm, false);
        ask(asking(u"một"_s));
        QCOMPARE(m_stub->requests().size(), 3u);
        ask(asking(u"hai"_s));
        QCOMPARE(m_stub->requests().size(), 4u);
    }

    void aConversationTooLongIsShortenedOnce()
    {
        begin(Dialect::LlamaCpp, false);
        std::vector<ContextLine> context;
        for (int i = 0; i < 40; ++i)
            context.push_back(said(i % 2 == 0 ? Speaker::Customer : Speaker::Bot, u"dòng %1"_s.arg(i)));
        ask(asking(u"đầu"_s));  // the form is known
        m_stub->enqueue(ModelFault::Overflow);
        ask(asking(u"cuối"_s, context));
        const auto count = [this](size_t n) { return m_stub->requests()[n].value("messages"_L1).toArray().size(); };
        QVERIFY(count(3) < count(2));
        QVERIFY(errorOf(ModelFault::Overflow).has_value());
    }

    void theDaysTokensAreNotPassed()
    {
        begin(Dialect::OpenAi, false, 250);
        for (int i = 0; i < 3; ++i)
            ask(asking(u"hỏi"_s));
        const auto error = errorOf(ModelFault::None);
        QVERIFY(error && !error->isRetryable());
        QVERIFY(QString::fromUtf8(error->what()).contains("tokens"_L1));
        QCOMPARE(m_stub->requests().size(), 3u);
        m_clock.at += 24h;
        ask(asking(u"hôm sau"_s));
        QCOMPARE(m_ai->figures().tokensToday, 100);
    }

    void notesStayInTheHouse()
    {
        const QJsonArray messages = chatMessages(
            u"s"_s,
            asking(u"b"_s, {said(Speaker::Bot, u"chào"_s), said(Speaker::Customer, u"a"_s),
                            said(Speaker::Note, u"khách khó tính"_s), said(Speaker::System, u"Lan took over"_s)}),
            SchemaForm::Nested, 60);
        QCOMPARE(messages.size(), 2);
        QCOMPARE(messages[1].toObject().value("content"_L1).toString(), u"a\nb"_s);
    }

    /// features C4: it goes on where the person stopped.
    void knowsWhatItWasToldWhenItWasHandedBack()
    {
        AiRequest request = asking(u"b"_s);
        request.handedBack = u"đã giữ cái đỏ đến thứ Sáu"_s;
        const QJsonArray messages = chatMessages(u"s"_s, request, SchemaForm::Nested, 60);
        QCOMPARE(messages.size(), 2);
        QVERIFY(messages[0].toObject().value("content"_L1).toString().contains(u"đã giữ cái đỏ đến thứ Sáu"_s));
        QCOMPARE(HttpAi::bodyOf(request).value("metadata"_L1).toObject().value("handed_back"_L1).toString(),
                 request.handedBack);
    }

    /// Only where the shop wants it: it costs tokens with every answer.
    void isAskedForTheCustomerWhereThatIsWanted()
    {
        const auto schemaOf = [](bool withDetails) {
            return responseFormat(SchemaForm::Nested, {{}, withDetails})["json_schema"_L1]["schema"_L1].toObject();
        };
        QVERIFY(!schemaOf(false)["properties"_L1].toObject().contains("customer"_L1));
        QCOMPARE(schemaOf(true)["properties"_L1]["customer"_L1]["required"_L1].toArray().size(), 4);
        QVERIFY(schemaOf(true)["required"_L1].toArray().contains(u"customer"_s));
        const QJsonArray messages = chatMessages(u"s"_s, asking(u"b"_s), SchemaForm::InPrompt, 60, {{}, true});
        const QString told = messages[0].toObject().value("content"_L1).toString();
        QVERIFY(told.contains(u"nguyên văn"_s) && told.contains(u"\"customer\""_s));
        const auto read = readModelAnswer(
            u"{\"response_text\":\"Dạ\",\"customer\":{\"name\":\" Lan \",\"phone\":\"\",\"address\":7}}"_s);
        QCOMPARE(std::get<AiAnswer>(read).entities, (QJsonObject{{u"name"_s, u"Lan"_s}}));
    }

    void readsEventsHoweverTheyAreCut()
    {
        const QByteArray text = ": ping\r\n\r\nevent: x\r\ndata: một\r\ndata: hai\r\n\r\ndata:ba\n\nerror: {\"a\":1}\n";
        for (qsizetype size = 1; size <= text.size(); ++size) {
            EventStream stream;
            QByteArrayList events;
            for (qsizetype at = 0; at < text.size(); at += size)
                events += stream.feed(text.mid(at, size));
            QCOMPARE(events, (QByteArrayList{"một\nhai", "ba", R"({"error":{"a":1}})"}));
        }
    }

    void thoughtsAreCutOut()
    {
        QCOMPARE(withoutThoughts(u"<think>a</think> b"_s), u"b"_s);
        QCOMPARE(withoutThoughts(u"a</think>b"_s), u"b"_s);
        QCOMPARE(withoutThoughts(u"b<think>a"_s), u"b"_s);
        QCOMPARE(withoutThoughts(u"<think>a</think>b<think>c</think>d"_s), u"bd"_s);
    }

    void saysWhetherItIsThere()
    {
        begin(Dialect::Ollama, true);
        QVERIFY(resultOf(m_ai->isHealthy()));
        QVERIFY(m_ai->describe().startsWith("stub-7b"_L1));
        m_stub.reset();
        QVERIFY(!resultOf(m_ai->isHealthy()));
    }
};

TONGDAI_TEST(OpenAiAiTest)

}  // namespace tongdai::upstream

#include "openai_ai_test.moc"
