#include "engine/upstream/rules_ai.h"
#include "engine/upstream/stock_answer.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::resultOf;

namespace {

QJsonObject stockLine(const QString& code, const QString& name, int available, const QString& branch = u"Quận 1"_s)
{
    return {
        {u"code"_s, code}, {u"name"_s, name}, {u"branch"_s, branch}, {u"price"_s, 199000}, {u"available"_s, available}};
}

/// Says what it is told to, and remembers what it was asked.
class SaidTools final : public ports::ToolBox {
public:
    std::vector<ToolSpec> tools() const override { return {{kCheckStock, {}, {}}}; }
    QCoro::Task<ToolAnswer> call(QString name, QJsonObject arguments, std::chrono::milliseconds,
                                 std::shared_ptr<CancelToken>) override
    {
        asked << name + u": "_s + arguments.value("words"_L1).toString();
        ToolAnswer answer;
        answer.isFound = !lines.isEmpty();
        answer.facts = {{u"lines"_s, lines}};
        co_return answer;
    }
    QStringList asked;
    QJsonArray lines;
};

AiRequest saying(const QString& text, const QStringList& before = {})
{
    AiRequest request;
    request.conversation = ConversationId("c1");
    IncomingMessage message;
    message.conversation = request.conversation;
    message.content = text;
    request.messages = {message};
    bool isCustomer = true;
    for (const QString& line : before) {
        request.context.push_back({isCustomer ? Speaker::Customer : Speaker::Bot, line, 0});
        isCustomer = !isCustomer;
    }
    return request;
}

bool asksPerson(const AiAnswer& answer)
{
    return std::ranges::any_of(answer.actions,
                               [](const Action& action) { return action.type == ActionType::TransferToAgent; });
}

}  // namespace

/// The rules' bot tells what is in stock, and asks a person for what it does not find.
class RulesStockTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::shared_ptr<SaidTools> m_tools;
    std::unique_ptr<RulesAi> m_ai;

    AiAnswer ask(const AiRequest& request) { return resultOf(m_ai->answer(request, 5s, {})); }

private slots:
    void init()
    {
        m_tools = std::make_shared<SaidTools>();
        m_tools->lines = {stockLine(u"T1"_s, u"Áo thun - Đen - M"_s, 4),
                          stockLine(u"T2"_s, u"Áo thun - Trắng - M"_s, 0)};
        m_ai = std::make_unique<RulesAi>(m_dir.filePath(u"absent.json"_s), m_tools);
    }

    void tellsWhatIsThere()
    {
        const AiAnswer answer = ask(saying(u"áo thun còn size M không shop"_s));
        QCOMPARE(m_tools->asked, QStringList{u"check_stock: áo thun M"_s});
        QCOMPARE(answer.responseText,
                 u"Dạ Áo thun - Đen - M còn hàng, giá 199.000 ₫; Áo thun - Trắng - M đã hết hàng ạ."_s);
        QVERIFY(!asksPerson(answer));
        QCOMPARE(answer.intent, u"ask_stock"_s);
    }

    void theProductIsTheOneSpokenOfBefore()
    {
        ask(saying(u"còn size M không?"_s, {u"giá áo thun bao nhiêu"_s, u"Dạ em báo nhân viên"_s}));
        QCOMPARE(m_tools->asked, QStringList{u"check_stock: áo thun M"_s});
    }

    void aSizeGivenLaterIsLookedUpAnew()
    {
        const AiAnswer answer =
            ask(saying(u"size L"_s, {u"áo thun đen còn size M không"_s, u"Dạ Áo thun - Đen - M đã hết hàng ạ."_s}));
        QCOMPARE(m_tools->asked, QStringList{u"check_stock: áo thun L"_s});
        QVERIFY(!answer.responseText.contains(u"Trắng"_s));
        m_tools->asked.clear();
        ask(saying(u"0912345678"_s, {u"áo thun còn size M không"_s, u"Dạ Áo thun - M còn hàng ạ."_s}));
        QVERIFY(m_tools->asked.isEmpty());
    }

    void whatIsNotFoundIsForAPerson_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("nothing found") << u"áo thun còn size M không"_s << false;
        QTest::newRow("no product") << u"còn size M không?"_s << true;
        QTest::newRow("another colour") << u"áo thun màu tím còn size M không"_s << true;
        QTest::newRow("another colour, without marks") << u"ao thun tim con size M khong"_s << true;
    }
    void whatIsNotFoundIsForAPerson()
    {
        QFETCH(QString, text);
        QFETCH(bool, isThere);
        if (!isThere) m_tools->lines = {};
        const AiAnswer answer = ask(saying(text));
        QVERIFY2(asksPerson(answer), qPrintable(answer.responseText));
        QVERIFY(!answer.responseText.contains(u"còn hàng"_s));
        QVERIFY(!answer.responseText.contains(u"199"_s));
        m_ai = std::make_unique<RulesAi>(m_dir.filePath(u"absent.json"_s));
        QCOMPARE(ask(saying(text)).responseText, answer.responseText);
    }

    void onlyWhatIsAskedAboutIsTold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("with marks") << u"áo thun trắng còn size M không"_s;
        QTest::newRow("without") << u"ao thun trang con size M khong, cam on shop"_s;
    }
    void onlyWhatIsAskedAboutIsTold()
    {
        QFETCH(QString, text);
        QCOMPARE(ask(saying(text)).responseText, u"Dạ Áo thun - Trắng - M đã hết hàng ạ."_s);
    }

    void branchesAndManyThings()
    {
        const RuleBook book = std::get<RuleBook>(readRuleBook(RulesAi::shippedRules()));
        const QJsonObject branches{{u"lines"_s, QJsonArray{stockLine(u"T1"_s, u"Áo thun M"_s, 0, u"Quận 1"_s),
                                                           stockLine(u"T1"_s, u"Áo thun M"_s, 2, u"Quận 3"_s)}}};
        QCOMPARE(stockSentence(book, branches, u"áo thun"_s, Language::Vietnamese),
                 u"Áo thun M còn hàng, giá 199.000 ₫, ở Quận 3"_s);
        QCOMPARE(stockSentence(book, branches, u"t shirt"_s, Language::English),
                 u"Áo thun M is in stock for 199.000 ₫, at Quận 3"_s);
        QJsonArray many;
        for (int i = 0; i < 7; ++i)
            many.append(stockLine(u"T%1"_s.arg(i), u"Áo thun %1"_s.arg(i), i == 0 ? 0 : 1));
        const QString words = stockSentence(book, {{u"lines"_s, many}}, u"áo thun"_s, Language::Vietnamese);
        QVERIFY2(words.endsWith(u"; và 2 mẫu nữa còn hàng"_s), qPrintable(words));
        QVERIFY(!words.contains(u"hết"_s));
    }

    void aToolNobodyKnowsIsAMistake()
    {
        QByteArray rules = RulesAi::shippedRules();
        rules.replace("\"tool\": \"check_stock\"", "\"tool\": \"check_stok\"");
        const auto read = readRuleBook(rules);
        QVERIFY(std::get<QStringList>(read).join(u'\n').contains(u"unknown tool 'check_stok'"_s));
    }
};

TONGDAI_TEST(RulesStockTest)

}  // namespace tongdai::upstream

#include "rules_stock_test.moc"
