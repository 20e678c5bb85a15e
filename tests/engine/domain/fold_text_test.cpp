#include "engine/domain/fold_text.h"

#include "tests/support/test_registry.h"

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
    void keepsWhatIsNotVietnamese() { QCOMPARE(foldText(u" áo M-2 😀 "), u"ao m-2 😀"_s); }
};

TONGDAI_TEST(FoldTextTest)

}  // namespace tongdai

#include "fold_text_test.moc"
