#include "ui/setup/shop_section.h"

#include "tests/support/test_registry.h"
#include "tests/ui/setup_stage.h"

#include <QDir>
#include <QProgressBar>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::SetupStage;

/// The shop's own system on the Setup page (contracts/kiotviet).
class SetupShopTest : public QObject {
    Q_OBJECT

    static void connectShop(SetupStage& stage)
    {
        api::SetupState state = stage.desk.state();
        api::ConnectionForm form;
        form.kind = api::ConnectionForm::Kind::KiotViet;
        form.retailer = u"aoxinh"_s;
        form.user = u"9f1c2d7e-3b6a-4d0e-8f51-shop"_s;
        state.kiotViet = api::SetupState::Server{form, true};
        stage.desk.setState(state);
        stage.shop.said = {true, 1312, 4500};
    }

private slots:
    void nothingCanBeSavedUntilAllIsThere()
    {
        const SetupStage stage;
        QWidget& shop = *stage.open(u"shop"_s);
        stage.page->show();
        QVERIFY(!SetupStage::button(shop, u"save"_s)->isEnabled());
        SetupStage::type(shop, u"retailer"_s, u"aoxinh"_s);
        SetupStage::type(shop, u"clientId"_s, u"app"_s);
        QVERIFY(!SetupStage::button(shop, u"save"_s)->isEnabled());
        SetupStage::type(shop, u"secret"_s, u"s3cret"_s);
        QVERIFY(SetupStage::button(shop, u"save"_s)->isEnabled());
        SetupStage::button(shop, u"save"_s)->click();
        QCOMPARE(stage.desk.saves.size(), 1u);
        const api::ConnectionForm saved = *stage.desk.saves[0].kiotViet->server;
        QCOMPARE(saved.retailer, u"aoxinh"_s);
        QCOMPARE(saved.user, u"app"_s);
        QCOMPARE(saved.password, u"s3cret"_s);
        QVERIFY(shop.findChild<QLineEdit*>(u"secret"_s)->text().isEmpty());
    }

    void whatIsTypedIsTestedBeforeItIsSaved()
    {
        SetupStage stage;
        connectShop(stage);
        QWidget& shop = *stage.open(u"shop"_s);
        SetupStage::button(shop, u"test"_s)->click();
        QCOMPARE(stage.tester.asked.size(), 1u);
        QVERIFY(stage.tester.asked[0].keepsPassword && stage.tester.asked[0].password.isEmpty());
        stage.tester.say(api::TestStep::Login, api::StepOutcome::Failed, api::TestTrouble::WrongLogin);
        emit stage.tester.finished(stage.tester.last, api::TestVerdict::Failed);
        QVERIFY(SetupStage::wordsOf(shop).contains("does not accept this client ID"_L1));
    }

    void theHoursRequestsAreShown()
    {
        SetupStage stage;
        connectShop(stage);
        stage.page->show();
        QWidget& shop = *stage.open(u"shop"_s);
        QTRY_COMPARE(shop.findChild<QProgressBar*>(u"quota"_s)->value(), 1312);
        QCOMPARE(shop.findChild<QProgressBar*>(u"quota"_s)->maximum(), 4500);
        QVERIFY(SetupStage::wordsOf(shop).contains("1,312 of 4,500"_L1));
    }

    void canBeGivenUpAgain()
    {
        SetupStage stage;
        connectShop(stage);
        QWidget& shop = *stage.open(u"shop"_s);
        SetupStage::button(shop, u"remove"_s)->click();
        QVERIFY(stage.desk.saves[0].kiotViet && !stage.desk.saves[0].kiotViet->server);
        QVERIFY(shop.findChild<QLineEdit*>(u"retailer"_s)->text().isEmpty());
    }

    /// With TONGDAI_PICTURES=DIR the pictures are kept there for looking at.
    void fitsInBothLanguagesAndThemes()
    {
        for (const auto words : {LanguageChoice::English, LanguageChoice::Vietnamese}) {
            for (const auto scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
                SetupStage stage(words, scheme);
                connectShop(stage);
                stage.page->show();
                QWidget& shop = *stage.open(u"shop"_s);
                QTRY_COMPARE(shop.findChild<QProgressBar*>(u"quota"_s)->value(), 1312);
                for (int round = 0; round < 5; ++round) {
                    QCoreApplication::sendPostedEvents();
                    QCoreApplication::processEvents();
                }
                for (const QLineEdit* edit : shop.findChildren<QLineEdit*>())
                    QVERIFY(edit->height() >= edit->sizeHint().height());
                const auto* card = shop.findChild<QProgressBar*>(u"quota"_s)->parentWidget();
                const auto* test = SetupStage::button(shop, u"test"_s)->parentWidget();
                QVERIFY(card->geometry().top() >= test->geometry().bottom());
                const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
                const QString name = u"shop-%1-%2.png"_s.arg(int(words)).arg(int(scheme));
                if (!folder.isEmpty()) QVERIFY(stage.page->grab().save(QDir(folder).filePath(name)));
            }
        }
    }
};

TONGDAI_TEST(SetupShopTest)

}  // namespace tongdai

#include "setup_shop_gui_test.moc"
