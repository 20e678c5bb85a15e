#include "engine/domain/conversation/answer_rule.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Which answers are sent (features C12).
class AnswerRuleTest : public QObject {
    Q_OBJECT
private slots:
    void decidesByConfidenceAndIntent_data()
    {
        QTest::addColumn<int>("percent");
        QTest::addColumn<QString>("allowed");
        QTest::addColumn<QString>("intent");
        QTest::addColumn<double>("confidence");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("no rule") << 0 << QString() << u"x"_s << 0.0 << QString();
        QTest::newRow("sure enough") << 80 << QString() << u"x"_s << 0.8 << QString();
        QTest::newRow("a hair below") << 80 << QString() << u"x"_s << 0.7999 << QString(kNotSureEnough);
        QTest::newRow("0.57 is 57 percent") << 57 << QString() << u"x"_s << 0.57 << QString();
        QTest::newRow("0.29 is 29 percent") << 29 << QString() << u"x"_s << 0.29 << QString();
        QTest::newRow("none named") << 5 << QString() << u"x"_s << 0.0 << QString(kNotSureEnough);
        QTest::newRow("on the list") << 0 << u"hỏi_giá,ask_stock"_s << u"ask_stock"_s << 0.1 << QString();
        QTest::newRow("capitals and spaces") << 0 << u"Hỏi  Giá"_s << u" hỏi giá "_s << 0.1 << QString();
        QTest::newRow("not on the list") << 0 << u"ask_stock"_s << u"complaint"_s << 1.0 << QString(kIntentNotAllowed);
        QTest::newRow("without a name") << 0 << u"ask_stock"_s << QString() << 1.0 << QString(kIntentNotAllowed);
        QTest::newRow("both") << 90 << u"ask_stock"_s << u"complaint"_s << 0.1 << QString(kIntentNotAllowed);
        QTest::newRow("full") << 100 << QString() << u"x"_s << 1.0 << QString();
    }
    void decidesByConfidenceAndIntent()
    {
        QFETCH(int, percent);
        QFETCH(QString, allowed);
        QFETCH(QString, intent);
        QFETCH(double, confidence);
        const AnswerRule rule{percent, allowed.split(u',', Qt::SkipEmptyParts)};
        QTEST(QString(rule.refusal(intent, confidence)), "refusal");
    }
    void aChannelMayHaveARuleOfItsOwn()
    {
        AnswerRule rule{50, {u"ask_stock"_s}};
        rule.channels[u"facebook"_s] = {80, {}};
        QCOMPARE(rule.of(u"web"_s), (AnswerRule{50, {u"ask_stock"_s}}));
        QCOMPARE(rule.of(u"Facebook"_s), (AnswerRule{80, {}}));
        QVERIFY(!rule.of(u"zalo"_s).refusal(u"complaint"_s, 0.9).isEmpty());
        QVERIFY(rule.of(u"facebook"_s).refusal(u"complaint"_s, 0.9).isEmpty());
        QCOMPARE(QString(rule.of(u"facebook"_s).refusal(u"ask_stock"_s, 0.6)), QString(kNotSureEnough));
        QVERIFY(!rule.isOpen());
        AnswerRule own;
        own.channels[u"web"_s] = {};  // open, where it is said so
        QVERIFY(!own.isOpen());
    }
    void theRulesOfChannelsAreReadAsTheyAreWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("written");
        QTest::newRow("none") << QString() << QString();
        QTest::newRow("two") << u"Web:60;facebook : 80, hỏi giá,ask_stock ;"_s
                             << u"facebook: 80, hỏi giá, ask_stock; web: 60"_s;
        QTest::newRow("no number") << u"web: ask_price"_s << u"wrong"_s;
        QTest::newRow("too much") << u"web: 101"_s << u"wrong"_s;
        QTest::newRow("nameless") << u": 10"_s << u"wrong"_s;
        QTest::newRow("twice") << u"web: 10; WEB: 20"_s << u"wrong"_s;
        QTest::newRow("no rule") << u"web"_s << u"wrong"_s;
    }
    void theRulesOfChannelsAreReadAsTheyAreWritten()
    {
        QFETCH(QString, text);
        const auto read = AnswerRule::readChannels(text);
        QTEST(read ? AnswerRule::writeChannels(*read) : u"wrong"_s, "written");
        if (read) QCOMPARE(AnswerRule::readChannels(AnswerRule::writeChannels(*read)), read);
    }
};

TONGDAI_TEST(AnswerRuleTest)

}  // namespace tongdai::testing

#include "answer_rule_test.moc"
