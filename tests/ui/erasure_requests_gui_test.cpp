#include "ui/privacy/erasure_requests_section.h"

#include "tests/support/fake_erasures.h"
#include "tests/support/test_registry.h"
#include "tests/ui/kept_look.h"
#include "tests/ui/window_stage.h"
#include "ui/common/widgets/role_label.h"
#include "ui/privacy/erasure_dialog.h"

#include <QPushButton>
#include <QTableWidget>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct RequestsStage {
    explicit RequestsStage(SchemeChoice scheme = SchemeChoice::Light, LanguageChoice words = LanguageChoice::English)
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(words);
        theme.setChoice(scheme);
        theme.install();
    }
    void open()
    {
        section =
            std::make_unique<ErasureRequestsSection>(erasures, Look{theme, language, [this] { return erasures.now; }});
        section->resize(980, 420);
        section->show();
        QApplication::setActiveWindow(section.get());
        WindowStage::settle();
    }
    /// Friday, 21 November 2025: one is late with both, one has been answered.
    void fill()
    {
        const ErasureRequest late{erasures.now - 24h * 25, {}, {}};
        const ErasureRequest answered{erasures.now - 24h * 3, erasures.now - 24h * 2, {}};
        erasures.requests = {{SenderId("u-lan"_ba), u"Nguyễn Thị Lan"_s, late},
                             {SenderId("u-7"_ba), {}, answered},
                             {SenderId("u-tu"_ba), u"Trần Minh Tú"_s, {erasures.now, {}, {}}}};
    }
    QTableWidget& table() const { return *section->findChild<QTableWidget*>(u"erasureRequestsTable"_s); }
    QString said() const { return section->findChild<RoleLabel*>(u"erasureRequestsWords"_s)->text(); }
    QString cell(int row, int column) const { return table().item(row, column)->text(); }
    bool isRed(int row, int column) const
    {
        return table().item(row, column)->foreground().color() == theme.color(ColorRole::Danger);
    }

    FakeErasures erasures;
    DaylightScheme desktop;
    Theme theme{desktop};
    Language language;
    std::unique_ptr<ErasureRequestsSection> section;
};

}  // namespace

/// All open requests for erasure, for the administrator (features F12).
class ErasureRequestsTest : public QObject {
    Q_OBJECT
private slots:
    void everyOpenRequestStandsThereWithWhatIsDue()
    {
        RequestsStage stage;
        stage.fill();
        stage.open();
        QVERIFY2(stage.said().startsWith(u"3 customers asked"_s), qPrintable(stage.said()));
        QCOMPARE(stage.table().rowCount(), 3);
        QCOMPARE(stage.cell(0, 0), u"Nguyễn Thị Lan"_s);
        QCOMPARE(stage.cell(0, 1), u"27 Oct 2025"_s);
        QVERIFY(stage.isRed(0, 2) && stage.isRed(0, 3));
        QCOMPARE(stage.cell(0, 3), u"The erasure was due on 16 Nov 2025: 5 days late."_s);
        QCOMPARE(stage.cell(1, 0), u"u-7"_s);
        QCOMPARE(stage.cell(1, 2), u"Answered on 19 Nov 2025."_s);
        QVERIFY(!stage.isRed(1, 2) && !stage.isRed(1, 3));
        QCOMPARE(stage.cell(2, 2), u"Answer by 25 Nov 2025: 2 working days left."_s);
    }

    /// Enter on a row, or its button; the list is asked for anew when the dialog is closed.
    void eachOpensItsErasureByKey()
    {
        RequestsStage stage;
        stage.fill();
        stage.open();
        const int asked = stage.erasures.lookedForOpen;
        stage.table().setFocus();
        stage.table().setCurrentCell(2, 0);
        QTest::keyClick(&stage.table(), Qt::Key_Return);
        auto* dialog = stage.section->findChild<ErasureDialog*>();
        QVERIFY(dialog);
        QCOMPARE(stage.erasures.planned, (std::vector<SenderId>{SenderId("u-tu"_ba)}));
        stage.erasures.requests.pop_back();
        dialog->close();
        QTRY_COMPARE(stage.table().rowCount(), 2);
        QCOMPARE(stage.erasures.lookedForOpen, asked + 1);
        stage.section->findChild<QPushButton*>(u"openErasureRequest"_s)->click();
        QCOMPARE(stage.erasures.planned.back(), SenderId("u-7"_ba));
    }

    void nobodyAndTroubleAreSaid()
    {
        RequestsStage stage;
        stage.open();
        QVERIFY2(stage.said().startsWith(u"Nobody waits"_s), qPrintable(stage.said()));
        QVERIFY(!stage.section->findChild<QPushButton*>(u"openErasureRequest"_s)->isEnabled());
        stage.erasures.failure = api::DeskFailure{api::DeskError::StoreDown, {}};
        stage.section->hide();
        stage.section->show();
        QTRY_VERIFY2(stage.said().startsWith(u"The requests could not be read"_s), qPrintable(stage.said()));
    }

    /// With TONGDAI_PICTURES=DIR kept for looking at.
    void looksRight_data()
    {
        addLooks();
    }
    void looksRight()
    {
        QFETCH(SchemeChoice, scheme);
        QFETCH(LanguageChoice, words);
        RequestsStage stage(scheme, words);
        stage.fill();
        stage.open();
        const QImage image = keptLook(*stage.section, u"erasure-requests"_s);
        for (int row = 0; row < stage.table().rowCount(); ++row)
            QVERIFY(stage.table().rowHeight(row) > 0);
        QVERIFY(image.width() >= 900);
    }
};

TONGDAI_TEST(ErasureRequestsTest)

}  // namespace tongdai::testing

#include "erasure_requests_gui_test.moc"
