#include "engine/state/local/local_shared_shelf.h"
#include "engine/upstream/openai/openai_ai.h"
#include "engine/upstream/openai/tool_lines.h"
#include "engine/upstream/tools/shop_tools.h"
#include "tests/engine/upstream/kiotviet_scene.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/model_stub.h"
#include "tests/support/test_registry.h"
#include "tests/support/wait_until.h"

#include <QJsonArray>

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::KiotVietStub;
using testing::ModelStub;
using testing::resultOf;
using ModelDialect = ModelStub::Dialect;

namespace {

AiRequest askingModel(const QString& text)
{
    AiRequest request;
    request.conversation = ConversationId("c1");
    IncomingMessage message;
    message.conversation = request.conversation;
    message.content = text;
    request.messages = {message};
    return request;
}

/// As a model writes the arguments of check_stock.
QString wordsJson(const QString& words)
{
    return u"{\"words\":\""_s + words + u"\"}"_s;
}

bool isForAPerson(const AiAnswer& answer)
{
    return std::ranges::any_of(answer.actions,
                               [](const Action& action) { return action.type == ActionType::TransferToAgent; });
}

}  // namespace

/// Language models look up what is in stock in the four dialects (contracts/openai-chat §7).
class ModelToolsTest : public QObject {
    Q_OBJECT

    testing::PushedClock m_clock;
    testing::SomeRandom m_random;
    std::unique_ptr<KiotVietStub> m_shop;
    std::unique_ptr<LocalSharedShelf> m_shelf;
    std::shared_ptr<KiotVietClient> m_client;
    std::unique_ptr<ModelStub> m_model;
    std::unique_ptr<OpenAiAi> m_ai;

    void begin(ModelDialect dialect, bool isStreamed)
    {
        m_model = std::make_unique<ModelStub>(dialect);
        ModelAccount account;
        account.base = m_model->base();
        account.isStreamed = isStreamed;
        m_ai = std::make_unique<OpenAiAi>(account, m_clock, std::make_shared<ShopTools>(m_client));
    }
    AiAnswer ask() { return resultOf(m_ai->answer(askingModel(u"áo thun còn size M không?"_s), 10s, {})); }
    static void everyDialect()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<bool>("isStreamed");
        const std::pair<const char*, ModelDialect> names[] = {{"llama.cpp", ModelDialect::LlamaCpp},
                                                              {"Ollama", ModelDialect::Ollama},
                                                              {"vLLM", ModelDialect::Vllm},
                                                              {"OpenAI", ModelDialect::OpenAi}};
        for (const auto& [name, dialect] : names) {
            QTest::addRow("%s, at once", name) << int(dialect) << false;
            QTest::addRow("%s, streamed", name) << int(dialect) << true;
        }
    }
    void beginRow()
    {
        QFETCH(int, dialect);
        QFETCH(bool, isStreamed);
        begin(ModelDialect(dialect), isStreamed);
    }
    QJsonObject lastMessage() const
    {
        return m_model->requests().back().value("messages"_L1).toArray().last().toObject();
    }

private slots:
    void init()
    {
        m_shop = std::make_unique<KiotVietStub>();
        QVERIFY(m_shop->listen());
        QJsonArray goods{testing::product(1, u"M"_s, 4), testing::product(2, u"L"_s, 9)};
        m_shop->setItems(u"products"_s, goods);
        m_shelf = std::make_unique<LocalSharedShelf>(m_clock);
        m_client = std::make_shared<KiotVietClient>(testing::accountAt(*m_shop), *m_shelf, m_clock, m_random);
    }
    void cleanup()
    {
        m_ai.reset();
        m_model.reset();
        m_client->close();
        m_client.reset();
    }

    void answersFromTheStock_data() { everyDialect(); }
    void answersFromTheStock()
    {
        beginRow();
        m_model->askForTool(kCheckStock, wordsJson(u"áo thun size M"_s));
        const AiAnswer answer = ask();
        QVERIFY2(answer.responseText.contains(u"\"available\":4"_s), qPrintable(answer.responseText));
        QVERIFY(!answer.responseText.contains(u"- L"_s));
        QVERIFY(!isForAPerson(answer));
        QCOMPARE(m_model->requests().size(), 2u);
        QVERIFY(!m_model->requests()[0].contains("response_format"_L1));
        const QJsonObject said = lastMessage();
        QCOMPARE(said.value("role"_L1).toString(), u"tool"_s);
        const QJsonArray messages = m_model->requests().back().value("messages"_L1).toArray();
        const QJsonObject call =
            messages[messages.size() - 2].toObject().value("tool_calls"_L1).toArray()[0].toObject();
        QCOMPARE(said.value("tool_call_id"_L1), call.value("id"_L1));
        QCOMPARE(answer.entities.value("tool_calls"_L1).toArray().size(), 1);
        QCOMPARE(m_ai->figures().toolCalls, 1);
    }

    void whatIsNotFoundIsForAPerson_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<bool>("isShopAway");
        QTest::newRow("not there") << wordsJson(u"váy lụa"_s) << false;
        QTest::newRow("no words") << wordsJson(u"  "_s) << false;
        QTest::newRow("no JSON") << u"{áo"_s << false;
        QTest::newRow("shop away") << wordsJson(u"áo thun"_s) << true;
    }
    void whatIsNotFoundIsForAPerson()
    {
        QFETCH(QString, arguments);
        QFETCH(bool, isShopAway);
        begin(ModelDialect::OpenAi, true);
        if (isShopAway) m_shop->goDown();
        m_model->askForTool(kCheckStock, arguments);
        const AiAnswer answer = ask();
        QCOMPARE(answer.responseText, u"Dạ em nhờ nhân viên kiểm tra và báo lại mình ngay ạ."_s);
        QVERIFY(isForAPerson(answer));
        m_model->setHandsOver(true);
        QVERIFY(ask().responseText.startsWith(u"Dạ em nhận được"_s));
    }

    void aToolNobodyNamedIsNotCalled()
    {
        begin(ModelDialect::Vllm, false);
        m_model->askForTool(u"create_order"_s, u"{}"_s);
        QVERIFY(isForAPerson(ask()));
        QCOMPARE(m_shop->received(), 0);
    }

    void roundsAreBounded_data() { everyDialect(); }
    void roundsAreBounded()
    {
        beginRow();
        m_model->askForTool(kCheckStock, wordsJson(u"áo thun"_s), 100);
        const AiAnswer answer = ask();
        QVERIFY(!answer.responseText.isEmpty());
        QCOMPARE(m_ai->figures().toolCalls, 3);
        QVERIFY(m_model->requests().back().contains("response_format"_L1));
        QVERIFY(!m_model->requests().back().contains("tools"_L1));
    }

    void aServerWithoutToolsIsAskedWithout_data() { everyDialect(); }
    void aServerWithoutToolsIsAskedWithout()
    {
        beginRow();
        m_model->setKnowsTools(false);
        QVERIFY(!ask().responseText.isEmpty());
        const size_t before = m_model->requests().size();
        ask();
        QCOMPARE(m_model->requests().size(), before + 1);  // and that is remembered
    }

    void aTakeoverEndsALookUp()
    {
        begin(ModelDialect::OpenAi, false);
        m_model->askForTool(kCheckStock, wordsJson(u"áo thun"_s));
        testing::StubScript silent;
        silent.fault = testing::StubScript::Fault::Silent;
        m_shop->setScript(silent);
        const auto cancel = std::make_shared<CancelToken>();
        auto asked = m_ai->answer(askingModel(u"áo thun còn không?"_s), 20s, cancel);
        QVERIFY(testing::waitUntil([this] { return m_shop->received() > 0; }));
        cancel->cancel();
        try {
            resultOf(std::move(asked));
            QFAIL("a cancelled answer");
        } catch (const UpstreamError& error) {
            QCOMPARE(error.kind(), UpstreamError::Kind::Cancelled);
        }
        QCOMPARE(m_model->requests().size(), 1u);
    }

    void callsArePutTogetherFromPieces()
    {
        const auto chunk = [](QByteArray calls, const QByteArray& finish = "null") {
            calls.replace('\'', '"');
            return "data: {\"choices\":[{\"delta\":{\"tool_calls\":[" + calls + "]},\"finish_reason\":" + finish +
                   "}]}\n\n";
        };
        CompletionStream pieces;
        pieces.feed(chunk("{'index':0,'id':'a','function':{'name':'x','arguments':''}}"));
        pieces.feed(chunk("{'index':1,'id':'b','function':{'name':'y','arguments':'{'}}"));
        pieces.feed(chunk("{'index':0,'function':{'arguments':'[1'}}"));
        pieces.feed(chunk("{'index':0,'function':{'arguments':',2]'}}"));
        pieces.feed(chunk("{'index':1,'function':{'arguments':'}'}}", "\"tool_calls\""));
        const std::vector<ToolCall> expected{{u"a"_s, u"x"_s, u"[1,2]"_s}, {u"b"_s, u"y"_s, u"{}"_s}};
        QVERIFY(pieces.completion()->calls == expected);
        CompletionStream atOnce;  // Ollama: every one has the index 0
        atOnce.feed(chunk("{'index':0,'id':'a','function':{'name':'x','arguments':'[1,2]'}}"));
        atOnce.feed(chunk("{'index':0,'id':'b','function':{'name':'y','arguments':{}}}", "\"stop\""));
        QVERIFY(atOnce.completion()->calls == expected);
    }

    void whatIsReservedCannotBeSold()
    {
        ShopStock stock;
        stock.lines = {{u"SP1"_s, u"Áo"_s, u"Q1"_s, 1, 5, 2}, {u"SP2"_s, u"Áo"_s, u"Q1"_s, 1, 1, 3}};
        const QJsonArray lines = stockFacts(stock).value("lines"_L1).toArray();
        QCOMPARE(lines[0].toObject().value("available"_L1).toInt(), 3);
        QCOMPARE(lines[1].toObject().value("available"_L1).toInt(-1), 0);
        QCOMPARE(stockWords(u"áo thun  Size M màu đen"_s), u"áo thun M đen"_s);
    }
};

TONGDAI_TEST(ModelToolsTest)

}  // namespace tongdai::upstream

#include "model_tools_test.moc"
