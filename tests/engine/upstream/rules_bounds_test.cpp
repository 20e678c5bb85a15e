#include "engine/upstream/rules_ai.h"

#include "tests/engine/upstream/result_of.h"
#include "tests/support/cpu_time.h"
#include "tests/support/test_registry.h"

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::resultOf;

namespace {

AiRequest longQuestion(const QString& text)
{
    IncomingMessage message;
    message.conversation = ConversationId("c1");
    message.content = text;
    AiRequest r;
    r.conversation = message.conversation;
    r.messages = {message};
    return r;
}

}  // namespace

/// No customer's text holds up the others.
class RulesBoundsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_ai = std::make_unique<RulesAi>(u"/nowhere/rules.json"_s); }

    void noTextHoldsUpTheOthers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("blanks behind a word") << (u"size"_s + QString(4000, u' ')).repeated(16);
        QTest::newRow("blanks behind a number") << (u"12"_s + QString(4000, u' ')).repeated(16);
        QTest::newRow("orders") << (u"đơn"_s + QString(4000, u' ')).repeated(16);
        QTest::newRow("marks") << u"\u0301\u0323"_s.repeated(15'500);
        QTest::newRow("words of phrases") << u"còn đơn đặt chờ giá "_s.repeated(3000);
        QTest::newRow("letters") << u"a "_s.repeated(32'000);
        QTest::newRow("one word") << QString(65'000, u'x');
    }
    void noTextHoldsUpTheOthers()
    {
        QFETCH(QString, text);
        AiRequest r = longQuestion(text);
        for (int i = 0; i < 20; ++i)  // as many as may wait in one conversation, and their context
            r.messages.push_back(r.messages.front());
        r.context.push_back({Speaker::Customer, text, 1});
        r.context.push_back({Speaker::Bot, text, 1});
        const testing::CpuTime cpu;
        resultOf(m_ai->answer(r, 1s, {}));
        // Seconds where something grows with the square of the text; milliseconds where nothing does.
        QVERIFY2(cpu.spent() < 1000, qPrintable(QString::number(cpu.spent())));
    }

    void readsTheBeginningOfTheNewestMessages()
    {
        AiRequest r = longQuestion(QString(70'000, u'x'));
        r.messages.push_back(longQuestion(u"giá bao nhiêu ạ"_s).messages.front());
        QCOMPARE(resultOf(m_ai->answer(r, 1s, {})).intent, u"ask_price"_s);
        const QString longOne = u"cho mình gặp nhân viên "_s + u"\nừ "_s.repeated(20'000);
        QCOMPARE(resultOf(m_ai->answer(longQuestion(longOne), 1s, {})).intent, u"ask_person"_s);
    }

    void gapsInARowDoNotMultiplyTheWork()
    {
        const RulePhrase phrase(u"a * * * * * * * * * * * * * * * * b"_s);
        const auto words = wordsOf(u"a "_s.repeated(2000));
        const testing::CpuTime cpu;
        QVERIFY(!phrase.find(words));
        QVERIFY2(cpu.spent() < 1000, qPrintable(QString::number(cpu.spent())));
        const std::vector<int> wanted{0, 3};
        QCOMPARE(*RulePhrase(u"a * b"_s).find(wordsOf(u"a x y b"_s)), wanted);
        QVERIFY(!RulePhrase(u"a * b"_s).find(wordsOf(u"a x. y b"_s)));
        QVERIFY(!RulePhrase(u"a * b"_s).find(wordsOf(u"a w x y z b"_s)));
        QVERIFY(RulePhrase(u"a * * b"_s).find(wordsOf(u"a w x y z b"_s)));
    }

private:
    std::unique_ptr<RulesAi> m_ai;
};

TONGDAI_TEST(RulesBoundsTest)

}  // namespace tongdai::upstream

#include "rules_bounds_test.moc"
