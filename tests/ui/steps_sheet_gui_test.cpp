#include "ui/live/steps_sheet.h"

#include "engine/domain/conversation/answer_card.h"
#include "tests/support/fake_statistics.h"
#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/live/live_page.h"
#include "ui/live/step_bar.h"

#include <QLabel>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::FakeStatistics;
using testing::OpenedPage;

/// The waterfall of a bot answer: from its milliseconds, and by a key (features 2.3).
class StepsSheetTest : public QObject {
    Q_OBJECT

    static StepsSheet* sheet(OpenedPage& stage) { return stage.child<StepsSheet>(u"stepsSheet"_s); }
    static QStringList words(OpenedPage& stage, const QString& name)
    {
        QStringList words;
        for (const QLabel* label : sheet(stage)->findChildren<QLabel*>(name))
            words << label->text();
        return words;
    }
    /// Of a busy day: every step as in the sample answer, but for the AI, which is usually faster.
    static StepTimes busyDay(const TurnSteps& steps, double ai)
    {
        StepTimes times;
        for (size_t i = 0; i < kTurnSteps.size(); ++i) {
            const double seconds = steps.*kTurnSteps.at(i) / 1000;
            times.steps.at(i) = {400, seconds, seconds * 1.5, seconds * 2};
        }
        times.steps.at(3) = {400, ai / 2, ai * 0.9, ai};
        return times;
    }
    static int rowWithSteps(OpenedPage& stage)
    {
        int row = stage.model().rowCount() - 1;
        while (row >= 0 && answerCard(stage.model().lineAt(row).message.metadata).steps.ai <= 0)
            --row;
        return row;
    }

private slots:
    void showsTheStepsByAKeyAgainstToday()
    {
        FakeStatistics statistics;
        OpenedPage stage;
        stage.page.setStatistics(statistics);
        const int row = rowWithSteps(stage);
        QVERIFY(row >= 0);
        const TurnSteps steps = answerCard(stage.model().lineAt(row).message.metadata).steps;
        statistics.times = busyDay(steps, 0.8);
        QTest::keyClick(&stage.box(), Qt::Key_M, Qt::AltModifier);
        QTRY_VERIFY(sheet(stage) && sheet(stage)->isVisible());
        QCOMPARE(words(stage, u"stepName"_s).size(), 7);
        QCOMPARE(words(stage, u"stepTook"_s).at(3), u"1.2\u00a0s"_s);
        QCOMPARE(words(stage, u"stepBand"_s).at(3), u"today 400\u00a0ms to 800\u00a0ms"_s);
        QCOMPARE(words(stage, u"stepVerdict"_s), (QStringList{{}, {}, {}, u"slower than 19 of 20"_s, {}, {}, {}}));
        QVERIFY(words(stage, u"stepsFoot"_s).first().contains(u"400 messages"_s));
        // One step begins where the one before it ended, all on one axis.
        const auto bars = sheet(stage)->findChildren<StepBar*>();
        QCOMPARE(bars.size(), 7);
        double end = 0;
        for (const StepBar* bar : bars) {
            QCOMPARE(bar->shape().begin, end);
            QCOMPARE(bar->shape().whole, bars.first()->shape().whole);
            end += bar->shape().took;
        }
        QVERIFY(bars.first()->shape().whole >= end);
        QVERIFY(bars.at(3)->shape().isSlow);
        QTest::keyClick(sheet(stage), Qt::Key_Escape);
        QTRY_VERIFY(!sheet(stage));
    }

    void opensFromTheMillisecondsWithOneClick()
    {
        OpenedPage stage;
        const int row = rowWithSteps(stage);
        stage.thread().showRow(row);
        stage.settle();
        // The words themselves are found by what they say when one rests upon them.
        QSignalSpy wanted(&stage.thread(), &ThreadView::stepsWanted);
        const int top = stage.thread().topOfRow(row);
        const int width = stage.thread().viewport()->width();
        for (int y = top; y < stage.thread().viewport()->height() && wanted.isEmpty(); y += 6) {
            for (int x = width / 3; x > 20 && wanted.isEmpty(); x -= 6) {
                QTest::mouseMove(stage.thread().viewport(), QPoint(x, y));
                const bool wasOpen = stage.model().isExpanded(row);
                QTest::mouseClick(stage.thread().viewport(), Qt::LeftButton, {}, QPoint(x, y));
                if (stage.model().isExpanded(row) != wasOpen) stage.model().setExpanded(row, wasOpen);
            }
        }
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().toLongLong(), stage.model().lineAt(row).message.rev);
        QTRY_VERIFY(sheet(stage));
        QVERIFY(words(stage, u"stepsFoot"_s).first().contains(u"nothing of today"_s));
    }

    void saysWhyThereIsNothingToCompareWith()
    {
        OpenedPage stage(false, {});
        StepsSheet alone(TurnSteps{4, 3, 6, 1180, 2, 0, 0}, stage.look());
        auto* const foot = alone.findChild<QLabel*>(u"stepsFoot"_s);
        FakeStatistics statistics;
        alone.compareWith(statistics);
        QVERIFY(foot->text().contains(u"nothing of today"_s));
        QStringList took;
        for (const QLabel* label : alone.findChildren<QLabel*>(u"stepTook"_s))
            took << label->text();
        QCOMPARE(took.last(), u"–"_s);
        statistics.times.steps.at(3) = {3, 0.2, 0.3, 0.3};
        alone.compareWith(statistics);
        QVERIFY(foot->text().contains(u"say little"_s));
    }
};

TONGDAI_TEST(StepsSheetTest)

}  // namespace tongdai

#include "steps_sheet_gui_test.moc"
