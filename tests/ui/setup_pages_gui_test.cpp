#include "tests/support/test_registry.h"
#include "tests/ui/pages_sample.h"
#include "tests/ui/setup_stage.h"
#include "ui/setup/page_row.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::SetupStage;

/// The shop's pages at Pancake on the Setup page (features E1).
class SetupPagesTest : public QObject {
    Q_OBJECT

    static void fill(SetupStage& stage)
    {
        api::SetupState state = stage.desk.state();
        state.pages = testing::pagesOfShop();
        stage.desk.setState(state);
        stage.pages.said = testing::looksOfShop(systemNow());
    }
    static QWidget* row(QWidget& section, const QString& page)
    {
        for (PageRow* each : section.findChildren<PageRow*>()) {
            if (each->page().id == page && each->isVisibleTo(&section)) return each;
        }
        return nullptr;
    }

private slots:
    void aPageIsAddedWithItsToken()
    {
        SetupStage stage;
        fill(stage);
        QWidget& pages = *stage.open(u"pages"_s);
        stage.page->show();
        QPushButton& save = *SetupStage::button(*pages.findChild<QLineEdit*>(u"id"_s)->parentWidget(), u"save"_s);
        QVERIFY(!save.isEnabled());
        SetupStage::type(pages, u"id"_s, u"5550"_s);
        SetupStage::type(pages, u"name"_s, u"Áo Xinh 2"_s);
        QVERIFY(!save.isEnabled());
        SetupStage::type(pages, u"token"_s, u"t0ken"_s);
        pages.findChild<QComboBox*>(u"pagePlatform"_s)->setCurrentIndex(2);
        QVERIFY(save.isEnabled());
        save.click();
        QCOMPARE(stage.desk.saves.size(), 1u);
        const std::vector<api::PageForm> saved = *stage.desk.saves[0].pages;
        QCOMPARE(saved.size(), 4u);
        QVERIFY((saved[3] == api::PageForm{u"5550"_s, u"instagram"_s, u"Áo Xinh 2"_s, u"t0ken"_s}));
        QVERIFY(saved[0].token.isEmpty());
        QVERIFY(pages.findChild<QLineEdit*>(u"token"_s)->text().isEmpty());
        QTRY_VERIFY(row(pages, u"5550"_s));
    }

    void anotherTokenKeepsThePageWhereItIs()
    {
        SetupStage stage;
        fill(stage);
        QWidget& pages = *stage.open(u"pages"_s);
        SetupStage::type(pages, u"id"_s, u"zl_7"_s);
        SetupStage::type(pages, u"token"_s, u"new"_s);
        SetupStage::button(*pages.findChild<QLineEdit*>(u"id"_s)->parentWidget(), u"save"_s)->click();
        QCOMPARE(stage.desk.saves[0].pages->size(), 3u);
        QVERIFY((stage.desk.saves[0].pages->at(1) == api::PageForm{u"zl_7"_s, u"zalo"_s, u"Áo Xinh Zalo"_s, u"new"_s}));
    }

    void anIdThatGoesOnIsAnotherPage()
    {
        SetupStage stage;
        fill(stage);
        QWidget& pages = *stage.open(u"pages"_s);
        auto& platform = *pages.findChild<QComboBox*>(u"pagePlatform"_s);
        auto& name = *pages.findChild<QLineEdit*>(u"name"_s);
        platform.setCurrentIndex(2);
        SetupStage::type(pages, u"id"_s, u"zl_7"_s);
        QCOMPARE(platform.currentText(), u"Zalo"_s);
        QCOMPARE(name.text(), u"Áo Xinh Zalo"_s);
        SetupStage::type(pages, u"id"_s, u"zl_77"_s);
        QCOMPARE(platform.currentText(), u"Instagram"_s);
        QVERIFY(name.text().isEmpty());
        SetupStage::type(pages, u"name"_s, u"Ours"_s);
        SetupStage::type(pages, u"id"_s, u"zl_7"_s);
        QCOMPARE(name.text(), u"Ours"_s);
    }

    void whatIsRefusedStaysTyped()
    {
        SetupStage stage;
        QWidget& pages = *stage.open(u"pages"_s);
        stage.page->show();
        stage.desk.trouble = u"PANCAKE_PAGES names 5550 twice"_s;
        SetupStage::type(pages, u"id"_s, u"5550"_s);
        SetupStage::type(pages, u"token"_s, u"t0ken"_s);
        SetupStage::button(*pages.findChild<QLineEdit*>(u"id"_s)->parentWidget(), u"save"_s)->click();
        QVERIFY(SetupStage::wordsOf(pages).contains("names 5550 twice"_L1));
        QCOMPARE(pages.findChild<QLineEdit*>(u"token"_s)->text(), u"t0ken"_s);
    }

    void aPageIsRemovedAndTheOthersStay()
    {
        SetupStage stage;
        fill(stage);
        QWidget& pages = *stage.open(u"pages"_s);
        QPushButton& remove = *SetupStage::button(*row(pages, u"zl_7"_s), u"remove"_s);
        remove.click();
        QVERIFY2(stage.desk.saves.empty(), "one press is not enough");
        QCOMPARE(remove.text(), u"Press again: Remove"_s);
        remove.click();
        QCOMPARE(stage.desk.saves.size(), 1u);
        QCOMPARE(stage.desk.saves[0].pages->size(), 2u);
        QVERIFY(!row(pages, u"zl_7"_s));
        QTRY_VERIFY(row(pages, u"tt_0:1:65"_s));
    }

    /// By keys: the second press counts only while nobody has turned to something else.
    void aPressThatWasLeftAloneIsForgotten()
    {
        SetupStage stage;
        fill(stage);
        stage.page->show();
        stage.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(stage.page.get()));
        QWidget& pages = *stage.open(u"pages"_s);
        QPushButton& remove = *SetupStage::button(*row(pages, u"zl_7"_s), u"remove"_s);
        remove.setFocus();
        QTest::keyClick(&remove, Qt::Key_Space);
        QCOMPARE(remove.text(), u"Press again: Remove"_s);
        QTest::keyClick(&remove, Qt::Key_Backtab);
        QVERIFY(!remove.hasFocus());
        QCOMPARE(remove.text(), u"Remove"_s);
        remove.setFocus();
        QTest::keyClick(&remove, Qt::Key_Space);
        QVERIFY(stage.desk.saves.empty());
        QTest::keyClick(&remove, Qt::Key_Space);
        QCOMPARE(stage.desk.saves.size(), 1u);
        QCOMPARE(stage.desk.saves[0].pages->size(), 2u);
    }

    /// Then it is called by its platform and ID, as one that never had a name.
    void aNameCanBeEmptied()
    {
        SetupStage stage;
        fill(stage);
        QWidget& pages = *stage.open(u"pages"_s);
        SetupStage::type(pages, u"id"_s, u"zl_7"_s);
        auto& name = *pages.findChild<QLineEdit*>(u"name"_s);
        QCOMPARE(name.text(), u"Áo Xinh Zalo"_s);
        name.selectAll();
        QTest::keyClick(&name, Qt::Key_Delete);
        QVERIFY(name.text().isEmpty());
        SetupStage::button(*pages.findChild<QLineEdit*>(u"id"_s)->parentWidget(), u"save"_s)->click();
        QVERIFY((stage.desk.saves[0].pages->at(1) == api::PageForm{u"zl_7"_s, u"zalo"_s, {}, {}}));
        QTRY_VERIFY(row(pages, u"zl_7"_s));
        QVERIFY(SetupStage::wordsOf(*row(pages, u"zl_7"_s)).contains("zl_7"_L1));
        QVERIFY(!SetupStage::wordsOf(*row(pages, u"zl_7"_s)).contains("Xinh"_L1));
    }

    void eachIsTestedWithItsSavedToken()
    {
        SetupStage stage;
        fill(stage);
        QWidget& pages = *stage.open(u"pages"_s);
        SetupStage::button(*row(pages, u"zl_7"_s), u"test"_s)->click();
        QCOMPARE(stage.tester.asked.size(), 1u);
        QVERIFY(stage.tester.asked[0].kind == api::ConnectionForm::Kind::Page);
        QCOMPARE(stage.tester.asked[0].user, u"zl_7"_s);
        QVERIFY(stage.tester.asked[0].keepsPassword && stage.tester.asked[0].password.isEmpty());
        QVERIFY(!SetupStage::button(*row(pages, u"zl_7"_s), u"test"_s)->isEnabled());
        stage.tester.say(api::TestStep::Login, api::StepOutcome::Failed, api::TestTrouble::WrongLogin);
        emit stage.tester.finished(stage.tester.last, api::TestVerdict::Failed);
        QVERIFY(SetupStage::wordsOf(pages).contains("does not accept this page ID and token"_L1));
    }

    void eachSaysHowItFares()
    {
        SetupStage stage;
        fill(stage);
        stage.page->show();
        QWidget& pages = *stage.open(u"pages"_s);
        QTRY_VERIFY(SetupStage::wordsOf(*row(pages, u"1029384756"_s)).contains("Last event: 1"_L1));
        QVERIFY(SetupStage::wordsOf(*row(pages, u"1029384756"_s)).contains("caught up until"_L1));
        QVERIFY(SetupStage::wordsOf(*row(pages, u"zl_7"_s)).contains("does not accept its token"_L1));
        QVERIFY(SetupStage::wordsOf(*row(pages, u"tt_0:1:65"_s)).contains("does not run with it yet"_L1));
        QVERIFY(!SetupStage::button(*row(pages, u"tt_0:1:65"_s), u"copy"_s)->isEnabled());
        // The engine comes up with it.
        stage.pages.said.push_back({u"tt_0:1:65"_s, true, {}, 0, {}, {}});
        emit stage.pages.ready();
        QTRY_VERIFY(SetupStage::wordsOf(*row(pages, u"tt_0:1:65"_s)).contains("No event since"_L1));
        QVERIFY(SetupStage::button(*row(pages, u"tt_0:1:65"_s), u"copy"_s)->isEnabled());
        stage.pages.failure = api::DeskFailure{api::DeskError::StoreDown, {}};
        const int asked = stage.pages.asked;
        emit stage.pages.ready();
        QTRY_COMPARE(stage.pages.asked, asked + 1);
        QCoreApplication::processEvents();
        QVERIFY(SetupStage::button(*row(pages, u"tt_0:1:65"_s), u"copy"_s)->isEnabled());
    }

    void whatWasAnsweredAndNotTakenIsSaid()
    {
        SetupStage stage;
        fill(stage);
        api::PageLook& look = stage.pages.said.front();
        look.lastAnswer = systemNow() - 3min;
        look.texts = 1'120;
        stage.page->show();
        QWidget& pages = *stage.open(u"pages"_s);
        QTRY_VERIFY(SetupStage::wordsOf(*row(pages, u"1029384756"_s)).contains("last answer: "_L1));
        QVERIFY(!SetupStage::wordsOf(*row(pages, u"1029384756"_s)).contains("refused"_L1));
        QVERIFY(!SetupStage::wordsOf(*row(pages, u"zl_7"_s)).contains("last answer"_L1));
        look.refused = 2;
        emit stage.pages.ready();
        QTRY_VERIFY(SetupStage::wordsOf(*row(pages, u"1029384756"_s))
                        .contains("2 of 1,120 texts sent since the engine started were refused"_L1));
    }

    /// Its trouble was mended (features E3). What is sent cannot be taken back: it is pressed twice.
    void whatWasNotSentGoesOutAgainAtOnce()
    {
        SetupStage stage;
        fill(stage);
        stage.page->show();
        QWidget& pages = *stage.open(u"pages"_s);
        QWidget& facebook = *row(pages, u"1029384756"_s);
        QPushButton& again = *SetupStage::button(facebook, u"sendPageAgain"_s);
        QTRY_VERIFY(SetupStage::wordsOf(facebook).contains("Last event"_L1));
        QVERIFY(!again.isVisible());
        stage.pages.said[0].notSent = 12;
        stage.pages.said[1].notSent = 1;
        emit stage.pages.ready();
        QTRY_VERIFY(again.isVisible() && again.isEnabled());
        QVERIFY(SetupStage::wordsOf(facebook).contains("12 answers not sent"_L1));
        QPushButton& refused = *SetupStage::button(*row(pages, u"zl_7"_s), u"sendPageAgain"_s);
        QVERIFY2(refused.isVisible() && !refused.isEnabled(), "its token is not accepted");
        again.click();
        QVERIFY(stage.pages.sentAgain.isEmpty());
        QVERIFY(again.text().contains("Press again"_L1));
        // There are more by now than were agreed to.
        stage.pages.said[0].notSent = 13;
        emit stage.pages.ready();
        QTRY_VERIFY(!again.text().contains("Press again"_L1));
        again.click();
        stage.pages.again = 13;
        stage.pages.said[0].notSent = 0;
        again.click();
        QCOMPARE(stage.pages.sentAgain, QStringList{u"1029384756"_s});
        auto& notice = *pages.findChild<NoticeBar*>(u"pageOutcome"_s);
        QTRY_VERIFY(notice.isVisible() && notice.tone() == Tone::Good);
        QVERIFY(notice.sentence().startsWith("13 answers are on their way again"_L1));
        QTRY_VERIFY(!again.isVisible());
    }

    void whatCouldNotBeSentAgainIsSaid()
    {
        SetupStage stage;
        fill(stage);
        stage.pages.said[0].notSent = 2;
        stage.page->show();
        QWidget& pages = *stage.open(u"pages"_s);
        QPushButton& again = *SetupStage::button(*row(pages, u"1029384756"_s), u"sendPageAgain"_s);
        auto& notice = *pages.findChild<NoticeBar*>(u"pageOutcome"_s);
        QTRY_VERIFY(again.isEnabled());
        again.click();
        again.click();
        QTRY_VERIFY(notice.sentence().contains("somebody was faster"_L1));
        QTRY_VERIFY(again.isEnabled());
        stage.pages.again = api::DeskFailure{api::DeskError::StoreDown, {}};
        again.click();
        again.click();
        QTRY_COMPARE(notice.tone(), Tone::Danger);
        QCOMPARE(stage.pages.sentAgain.size(), 2);
    }

    void aSilentPageIsMarked()
    {
        SetupStage stage;
        fill(stage);
        stage.page->show();
        QWidget& pages = *stage.open(u"pages"_s);
        QTRY_VERIFY(SetupStage::wordsOf(*row(pages, u"1029384756"_s)).contains("Last event"_L1));
        auto& state = *row(pages, u"1029384756"_s)->findChild<QLabel*>(u"state"_s);
        QVERIFY(!state.text().contains("Silent since"_L1));
        const QColor usual = state.palette().color(QPalette::WindowText);
        stage.pages.said.front().silentSince = systemNow() - 2h;
        emit stage.pages.ready();
        QTRY_VERIFY(state.text().startsWith("Silent since"_L1));
        QVERIFY(state.palette().color(QPalette::WindowText) != usual);
        stage.pages.said.front().silentSince = {};
        emit stage.pages.ready();
        QTRY_VERIFY(!state.text().contains("Silent since"_L1));
        QCOMPARE(state.palette().color(QPalette::WindowText), usual);
    }

    void theAddressGoesToTheClipboardAndNowhereElse()
    {
        SetupStage stage;
        fill(stage);
        stage.page->show();
        QWidget& pages = *stage.open(u"pages"_s);
        QPushButton& copy = *SetupStage::button(*row(pages, u"1029384756"_s), u"copy"_s);
        QTRY_VERIFY(copy.isEnabled());
        copy.click();
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), std::get<QString>(stage.pages.address));
        QCOMPARE(stage.pages.wanted, QStringList{u"1029384756"_s});
        auto& notice = *pages.findChild<NoticeBar*>(u"pageOutcome"_s);
        QVERIFY(notice.isVisible() && notice.tone() == Tone::Good);
        QVERIFY(!SetupStage::wordsOf(pages).contains("a-secret-of-the-page"_L1));
        stage.pages.address = u"http://127.0.0.1:8000/api/v1/pancake/webhook?secret=x"_s;
        copy.click();
        QTRY_COMPARE(notice.tone(), Tone::Attention);
        QVERIFY(notice.sentence().contains("ALLOWED_HOSTS"_L1));
        stage.pages.address = api::DeskFailure{api::DeskError::NotFound, {}};
        copy.click();
        QTRY_VERIFY(notice.sentence().contains("once the engine runs with it"_L1));
    }

    void whatIsNamedElsewhereIsNotChangedHere()
    {
        SetupStage stage;
        fill(stage);
        api::SetupState state = stage.desk.state();
        state.fixed = QStringList{u"PANCAKE_PAGES"_s};
        stage.desk.setState(state);
        QWidget& pages = *stage.open(u"pages"_s);
        SetupStage::type(pages, u"id"_s, u"5550"_s);
        SetupStage::type(pages, u"token"_s, u"t0ken"_s);
        QVERIFY(!SetupStage::button(*pages.findChild<QLineEdit*>(u"id"_s)->parentWidget(), u"save"_s)->isEnabled());
        QVERIFY(!SetupStage::button(*row(pages, u"zl_7"_s), u"remove"_s)->isEnabled());
        QVERIFY(SetupStage::button(*row(pages, u"zl_7"_s), u"test"_s)->isEnabled());
    }

    /// With TONGDAI_PICTURES=DIR the pictures are kept there for looking at.
    void fitsInBothLanguagesAndThemes()
    {
        for (const auto words : {LanguageChoice::English, LanguageChoice::Vietnamese}) {
            for (const auto scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
                SetupStage stage(words, scheme);
                fill(stage);
                stage.pages.said.front().notSent = 1'204;
                stage.page->show();
                QWidget& pages = *stage.open(u"pages"_s);
                QTRY_VERIFY(SetupStage::button(*row(pages, u"1029384756"_s), u"copy"_s)->isEnabled());
                for (int round = 0; round < 5; ++round) {
                    QCoreApplication::sendPostedEvents();
                    QCoreApplication::processEvents();
                }
                int below = 0;
                for (const api::PageForm& page : testing::pagesOfShop()) {
                    const QWidget& each = *row(pages, page.id);
                    QVERIFY(each.geometry().top() >= below);
                    below = each.geometry().bottom();
                    for (const QPushButton* button : each.findChildren<QPushButton*>()) {
                        if (!button->isVisible()) continue;
                        QVERIFY(button->width() >= button->sizeHint().width());
                        QVERIFY(each.rect().contains(button->geometry()));
                    }
                    const auto* state = each.findChild<QLabel*>(u"state"_s);
                    QVERIFY(state->height() >= state->heightForWidth(state->width()));
                }
                const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
                const QString name = u"pages-%1-%2.png"_s.arg(int(words)).arg(int(scheme));
                if (!folder.isEmpty()) QVERIFY(stage.page->grab().save(QDir(folder).filePath(name)));
            }
        }
    }
};

TONGDAI_TEST(SetupPagesTest)

}  // namespace tongdai

#include "setup_pages_gui_test.moc"
