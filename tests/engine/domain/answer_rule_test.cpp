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
};

TONGDAI_TEST(AnswerRuleTest)

}  // namespace tongdai::testing

#include "answer_rule_test.moc"
