#include "engine/domain/text/fold_text.h"

#include "engine/domain/text/bounded_marks.h"
#include "tests/support/cpu_time.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

class FoldTextTest : public QObject {
    Q_OBJECT
private slots:
    void dropsMarksAndCase() { QCOMPARE(foldText(u"Đặt LỊCH  hẹn"), u"dat lich hen"_s); }
    void composedEqualsDecomposed()
    {
        const QString composed = u"Nguyễn Thị Hạnh"_s.normalized(QString::NormalizationForm_C);
        QCOMPARE(foldText(composed), foldText(composed.normalized(QString::NormalizationForm_D)));
    }
    void oldAndNewTonePlacementAreTheSame() { QCOMPARE(foldText(u"hoà"), foldText(u"hòa")); }
    /// F67
    void aLineOfMarksCostsNoMoreThanAnother_data()
    {
        QTest::addColumn<QString>("mark");
        QTest::newRow("two classes in turn") << u"\u0301\u0323"_s;
        QTest::newRow("marks of two parts") << u"\u0f73\u0301\u0323"_s;
        QTest::newRow("letters that become marks") << u"\uff9e\u0301"_s;
        QTest::newRow("beyond the first plane") << u"\U0001e8d0\u0301"_s;
    }
    void aLineOfMarksCostsNoMoreThanAnother()
    {
        QFETCH(QString, mark);
        const QString text = u"đặt "_s + mark.repeated(31'000 / mark.size()) + u" hàng"_s;
        const testing::CpuTime cpu;
        const QString folded = foldText(text);
        // Thousands of milliseconds where the marks are sorted in one go; a few where they are not.
        QVERIFY2(cpu.spent() < 1000, qPrintable(QString::number(cpu.spent())));
        QVERIFY(folded.startsWith(u"dat"_s) && folded.endsWith(u"hang"_s));
    }
    void dropsOnlyMarksNoWritingNeeds()
    {
        const QString thirty = u'a' + QString(30, QChar(0x0301)) + u"b\u0323"_s;
        QCOMPARE(withBoundedMarks(thirty), thirty);
        QCOMPARE(withBoundedMarks(u'a' + QString(40, QChar(0x0301)) + u"b\u0323"_s), thirty);
        const QString tidy = u"Nguyễn Thị Hạnh 😀 ก็ที่ हिन्दी"_s;
        for (const auto form : {QString::NormalizationForm_C, QString::NormalizationForm_D,
                                QString::NormalizationForm_KC, QString::NormalizationForm_KD}) {
            QCOMPARE(boundedlyNormalized(tidy, form), tidy.normalized(form));
        }
        const QString broken = u"a\xd83d"_s + QString(40, QChar(0x0301));
        QCOMPARE(withBoundedMarks(broken).size(), 32);
    }
    void keepsWhatIsNotVietnamese() { QCOMPARE(foldText(u" áo M-2 😀 "), u"ao m-2 😀"_s); }
};

TONGDAI_TEST(FoldTextTest)

}  // namespace tongdai

#include "fold_text_test.moc"
