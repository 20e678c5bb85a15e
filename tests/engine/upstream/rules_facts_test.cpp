#include "engine/upstream/rules_ai.h"

#include "tests/engine/upstream/result_of.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::resultOf;

namespace {

AiRequest questionOf(const QString& text)
{
    IncomingMessage message;
    message.conversation = ConversationId("c1");
    message.content = text;
    AiRequest r;
    r.conversation = message.conversation;
    r.messages = {message};
    return r;
}

void writeRules(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
}

QByteArray bookAnswering(const QByteArray& answer)
{
    return "{\"version\":1,\n\"intents\":[{\"name\":\"x\",\"phrases\":{\"vi\":[\"mua\"]},\"answers\":{\"vi\":[\"" +
           answer + "\"]}}],\n\"fallback\":{\"answers\":{\"vi\":[\"?\"]}}}";
}

}  // namespace

/// A shop's bot tells what the shop has told it, and asks a person for the rest.
class RulesFactsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_dir.isValid());
        m_ai = std::make_unique<RulesAi>(m_dir.filePath(u"absent.json"_s));
    }

    void tellsTheFactsTheShopHasGiven_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("fact");
        QTest::newRow("hours") << u"Shop mở cửa đến mấy giờ vậy?"_s << u"9:00 đến 20:00"_s;
        QTest::newRow("address") << u"cho em xin địa chỉ shop"_s << u"12 Lê Lợi"_s;
        QTest::newRow("shipping") << u"ship về Đà Nẵng bao nhiêu"_s << u"đồng giá 30.000 ₫"_s;
        QTest::newRow("price") << u"giá áo linen bao nhiêu"_s << u"385.000 ₫"_s;
    }
    void tellsTheFactsTheShopHasGiven()
    {
        QFETCH(QString, text);
        QFETCH(QString, fact);
        const AiAnswer unknown = say(text);
        QVERIFY(!unknown.responseText.contains(fact));
        QVERIFY(handsOver(unknown));
        const AiAnswer known = resultOf(informedBot()->answer(questionOf(text), 1s, {}));
        QVERIFY2(known.responseText.contains(fact), qPrintable(known.responseText));
        QVERIFY(!handsOver(known));
    }

    void inventsNoFact()
    {
        const auto read = readRuleBook(RulesAi::shippedRules());
        QVERIFY(std::holds_alternative<RuleBook>(read));
        const auto& book = std::get<RuleBook>(read);
        QCOMPARE(QStringList(book.facts.keys()), QStringList{u"name"_s});
        for (const RuleProduct& product : book.products)
            QVERIFY2(product.price.isEmpty(), qPrintable(product.name));
        for (const RuleIntent& intent : book.intents) {
            for (const auto& answers : intent.reply.answers) {
                const auto canAlwaysBeGiven = [](const RuleAnswer& answer) {
                    return !answer.text.contains(u'{') || answer.text.contains(u"{name}"_s);
                };
                QVERIFY2(std::any_of(answers.begin(), answers.end(), canAlwaysBeGiven), qPrintable(intent.name));
            }
        }
    }

    void anAnswerToItsQuestionIsReadWithTheQuestion()
    {
        const auto bot = informedBot();
        AiRequest r = questionOf(u"giá bao nhiêu vậy shop"_s);
        const AiAnswer first = resultOf(bot->answer(r, 1s, {}));
        r.context.push_back({Speaker::Customer, r.messages.front().content, 1});
        r.context.push_back({Speaker::Bot, first.responseText, 2});
        r.messages.front().content = u"áo linen ạ"_s;
        const AiAnswer second = resultOf(bot->answer(r, 1s, {}));
        QCOMPARE(second.intent, u"ask_price"_s);
        QVERIFY2(second.responseText.contains(u"385.000 ₫"_s), qPrintable(second.responseText));
        r.messages.front().content = u"asdf"_s;
        QCOMPARE(resultOf(bot->answer(r, 1s, {})).intent, u"unknown"_s);
        r.context.push_back({Speaker::Customer, u"áo linen ạ"_s, 3});
        r.context.push_back({Speaker::Bot, second.responseText, 4});
        r.messages.front().content = u"0912345678"_s;  // nothing new about the price
        QVERIFY(resultOf(bot->answer(r, 1s, {})).responseText != second.responseText);
    }

    void refusesAnAnswerThatPromisesAPersonAndTellsNobody_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("isPromise");
        QTest::newRow("passed on") << u"Em báo nhân viên gửi giá ạ"_s << true;
        QTest::newRow("asked") << u"Em nhờ nhân viên kiểm tra ạ"_s << true;
        QTest::newRow("handed over") << u"Dạ em chuyển ngay cho nhân viên ạ"_s << true;
        QTest::newRow("called") << u"Nhân viên bên em sẽ gọi mình ạ"_s << true;
        QTest::newRow("back") << u"Lát em báo lại nhé"_s << true;
        QTest::newRow("stock") << u"Để em kiểm tra kho ạ"_s << true;
        QTest::newRow("noted") << u"Dạ em ghi nhận ạ"_s << true;
        QTest::newRow("checks") << u"We will check our stock."_s << true;
        QTest::newRow("short") << u"We'll be right there"_s << true;
        QTest::newRow("staff") << u"One of our staff answers soon"_s << true;
        QTest::newRow("a greeting") << u"Dạ shop chào anh/chị ạ!"_s << false;
        QTest::newRow("a fact") << u"Dạ áo linen giá 385.000 ₫ ạ"_s << false;
        QTest::newRow("a question") << u"Anh/chị mặc size nào ạ?"_s << false;
        QTest::newRow("who") << u"Bên em có 12 nhân viên"_s << false;
        QTest::newRow("welcome") << u"You are welcome to come by."_s << false;
    }
    void refusesAnAnswerThatPromisesAPersonAndTellsNobody()
    {
        QFETCH(QString, answer);
        QFETCH(bool, isPromise);
        const QByteArray book = bookAnswering(answer.toUtf8());
        const auto read = readRuleBook(book);
        QCOMPARE(std::holds_alternative<QStringList>(read), isPromise);
        if (!isPromise) return;
        const QString mistake = std::get<QStringList>(read).join(u'\n');
        QVERIFY2(mistake.startsWith(u"line 2: "_s) && mistake.contains(u"transfer_to_agent"_s), qPrintable(mistake));
        QByteArray withAction = book;
        withAction.replace("\"answers\"", "\"actions\":[{\"type\":\"transfer_to_agent\"}],\"answers\"");
        withAction.replace("\"fallback\":{\"actions\":[{\"type\":\"transfer_to_agent\"}],", "\"fallback\":{");
        QVERIFY(std::holds_alternative<RuleBook>(readRuleBook(withAction)));
        const QByteArray ownActions =
            "{\"text\":\"" + answer.toUtf8() + "\",\"actions\":[{\"type\":\"transfer_to_agent\"}]}";
        QByteArray withOwn = book;
        withOwn.replace("\"" + answer.toUtf8() + "\"", ownActions);
        QVERIFY(std::holds_alternative<RuleBook>(readRuleBook(withOwn)));
    }

    void theShippedRulesWouldBeRefusedWithoutTheirHandOvers()
    {
        QByteArray rules = RulesAi::shippedRules();
        rules.replace("transfer_to_agent\"", "end_conversation\"");
        const auto read = readRuleBook(rules);
        QVERIFY(std::holds_alternative<QStringList>(read));
        // nine rules in two languages and the second fallback
        QVERIFY2(std::get<QStringList>(read).size() >= 20, qPrintable(std::get<QStringList>(read).join(u'\n')));
    }

private:
    static bool handsOver(const AiAnswer& answer)
    {
        return !answer.actions.empty() && answer.actions.back().type == ActionType::TransferToAgent;
    }

    /// The shipped rules of a shop that has told its facts.
    std::unique_ptr<RulesAi> informedBot()
    {
        QJsonObject rules = QJsonDocument::fromJson(RulesAi::shippedRules()).object();
        rules[u"shop"_s] = QJsonObject{{u"name"_s, u"Tiệm Lan"_s},
                                       {u"hours"_s, u"9:00 đến 20:00"_s},
                                       {u"address"_s, u"12 Lê Lợi"_s},
                                       {u"shipping"_s, u"bên em giao toàn quốc, đồng giá 30.000 ₫"_s}};
        rules[u"products"_s] = QJsonArray{QJsonObject{
            {u"name"_s, u"áo linen"_s}, {u"words"_s, QJsonArray{u"linen"_s}}, {u"price"_s, u"385.000 ₫"_s}}};
        const QString file = m_dir.filePath(u"informed.json"_s);
        writeRules(file, QJsonDocument(rules).toJson());
        auto bot = std::make_unique<RulesAi>(file);
        [&] { QCOMPARE(bot->mistakes(), QStringList()); }();
        return bot;
    }

    AiAnswer say(const QString& text) { return resultOf(m_ai->answer(questionOf(text), 1s, {})); }

    QTemporaryDir m_dir;
    std::unique_ptr<RulesAi> m_ai;
};

TONGDAI_TEST(RulesFactsTest)

}  // namespace tongdai::upstream

#include "rules_facts_test.moc"
