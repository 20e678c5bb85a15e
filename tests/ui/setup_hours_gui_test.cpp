#include "ui/setup/hours_section.h"

#include "tests/support/test_registry.h"
#include "tests/ui/setup_stage.h"

#include <QCheckBox>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::SetupStage;

/// Working hours on the Setup page (features H4).
class SetupHoursTest : public QObject {
    Q_OBJECT

    static QString problem(QWidget& hours) { return hours.findChild<QLabel*>(u"problem"_s)->text(); }

private slots:
    void savesSeveralStretchesADay()
    {
        SetupStage stage;
        stage.page->show();
        QWidget& hours = *stage.open(u"hours"_s);
        QVERIFY(!SetupStage::button(hours, u"save"_s)->isEnabled());
        SetupStage::type(hours, u"day0"_s, u"8-12, 13h30-17h30"_s);
        SetupStage::button(hours, u"copyMonday"_s)->click();
        SetupStage::type(hours, u"day5"_s, u"8:00-12:00"_s);
        SetupStage::type(hours, u"closedDays"_s, u"31/12/2026, 24/12/2026"_s);
        SetupStage::button(hours, u"save"_s)->click();
        const WorkingRules& saved = stage.statistics.working;
        QCOMPARE(saved.days.at(4), (QList<WorkingRules::Stretch>{{480, 720}, {810, 1050}}));
        QCOMPARE(saved.days.at(5), (QList<WorkingRules::Stretch>{{480, 720}}));
        QVERIFY(saved.days.at(6).isEmpty() && saved.keepsHolidays);
        QCOMPARE(saved.closed, (QList<QDate>{QDate(2026, 12, 24), QDate(2026, 12, 31)}));
        QVERIFY(hours.findChild<NoticeBar*>(u"hoursSaid"_s)->isVisible());
        QVERIFY(!SetupStage::button(hours, u"save"_s)->isEnabled());
        QCOMPARE(hours.findChild<QLineEdit*>(u"day1"_s)->text(), u"8:00-12:00, 13:30-17:30"_s);
        hours.findChild<QCheckBox*>(u"holidays"_s)->click();
        SetupStage::button(hours, u"save"_s)->click();
        QVERIFY(!stage.statistics.working.keepsHolidays);
    }

    void saysWhatCannotBeRead()
    {
        SetupStage stage;
        stage.page->show();
        QWidget& hours = *stage.open(u"hours"_s);
        SetupStage::type(hours, u"day2"_s, u"8-12, 11-13"_s);
        QVERIFY(problem(hours).contains(u"Wed"_s) && !SetupStage::button(hours, u"save"_s)->isEnabled());
        SetupStage::type(hours, u"day2"_s, u"8-12"_s);
        QVERIFY(problem(hours).isEmpty() && SetupStage::button(hours, u"save"_s)->isEnabled());
        SetupStage::type(hours, u"closedDays"_s, u"31/2/2026"_s);
        QVERIFY(!problem(hours).isEmpty() && !SetupStage::button(hours, u"save"_s)->isEnabled());
    }

    void keepsWhatIsTypedWhenItIsRefused()
    {
        SetupStage stage;
        stage.statistics.refusal = api::DeskFailure{api::DeskError::StoreDown, u"connection refused"_s};
        stage.page->show();
        QWidget& hours = *stage.open(u"hours"_s);
        SetupStage::type(hours, u"day0"_s, u"8-12"_s);
        SetupStage::button(hours, u"save"_s)->click();
        QVERIFY(hours.findChild<NoticeBar*>(u"hoursSaid"_s)->isVisible());
        QCOMPARE(hours.findChild<QLineEdit*>(u"day0"_s)->text(), u"8-12"_s);
        QVERIFY(SetupStage::button(hours, u"save"_s)->isEnabled());
        QVERIFY(!stage.statistics.working.hasHours());
    }
};

TONGDAI_TEST(SetupHoursTest)

}  // namespace tongdai

#include "setup_hours_gui_test.moc"
