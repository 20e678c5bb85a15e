#include "ui/setup/setup_page.h"

#include "tests/support/test_registry.h"
#include "tests/ui/setup_stage.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/setup/backup_section.h"
#include "ui/setup/setup_words.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::StepOutcome;
using api::TestStep;
using api::TestTrouble;
using testing::FakeWorks;
using testing::SetupStage;
using Kind = api::ConnectionForm::Kind;

class SetupPageTest : public QObject {
    Q_OBJECT

    /// With TONGDAI_PICTURES=DIR the pictures are kept there for looking at.
    static void keep(SetupPage& page, const QString& name)
    {
        page.show();
        for (int round = 0; round < 5; ++round) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
        const QList<QLineEdit*> edits = page.findChildren<QLineEdit*>();
        for (const QLineEdit* edit : edits) {
            if (!edit->isVisible()) continue;
            const QString where = u"%1: %2 is squeezed"_s.arg(name, edit->objectName());
            QVERIFY2(edit->height() >= edit->sizeHint().height(), qPrintable(where));
            QVERIFY2(edit->geometry().bottom() < edit->parentWidget()->height(), qPrintable(where));
        }
        const QImage image = page.grab().toImage();
        const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
        if (!folder.isEmpty()) QVERIFY(image.save(QDir(folder).filePath(name + u".png"_s)));
        int inked = 0;
        for (int x = 0; x < image.width(); x += 7)
            for (int y = 0; y < image.height(); y += 7)
                inked += image.pixel(x, y) != image.pixel(3, 3) ? 1 : 0;
        QVERIFY2(inked > 200, qPrintable(name));
    }

private slots:
    void aNewcomerSeesThatNothingMustBeDone()
    {
        const SetupStage stage;
        const QString words = SetupStage::wordsOf(*stage.section(u"overview"_s));
        QVERIFY(words.contains("runs on this computer"_L1));
        QVERIFY(words.contains("second desk"_L1));  // when to outgrow it
        QVERIFY(stage.bar().isHidden());
    }

    void everyTabStopCanBeSeenAndComesInReadingOrder()
    {
        const SetupStage stage;
        stage.page->show();
        QApplication::setActiveWindow(stage.page.get());
        for (const QString& name :
             {u"overview"_s, u"history"_s, u"redis"_s, u"services"_s, u"pages"_s, u"shop"_s, u"backup"_s}) {
            QWidget& section = name == "history"_L1 ? stage.postgresForm() : *stage.open(name);
            if (name == "redis"_L1) section.findChild<QRadioButton*>(u"choice3"_s)->click();
            QCoreApplication::processEvents();
            QCoreApplication::processEvents();
            QStringList unseen;
            QPoint last;
            int stops = 0;
            for (QWidget* stop = stage.page->nextInFocusChain(); stop != stage.page.get();
                 stop = stop->nextInFocusChain()) {
                const bool isStop = (stop->focusPolicy() & Qt::TabFocus) && stop->isVisible() && stop->isEnabled() &&
                                    !stop->focusProxy();
                if (!isStop || !section.isAncestorOf(stop)) continue;
                ++stops;
                const QString who = name + u' ' + stop->objectName() + u' ' + stop->accessibleName();
                const QPoint at = stop->mapTo(&section, QPoint());
                const bool isLater = at.y() > last.y() - 8 || at.x() > last.x();
                QVERIFY2(isLater, qPrintable(who));
                last = at;
                const QRect around =
                    QRect(stop->mapTo(stage.page.get(), QPoint()), stop->size()).adjusted(-4, -4, 4, 4);
                stop->setFocus(Qt::TabFocusReason);
                const QImage focused = stage.page->grab(around).toImage();
                stop->clearFocus();
                if (stage.page->grab(around).toImage() == focused) unseen << who;
            }
            QCOMPARE(unseen.join(u'\n'), QString());
            QVERIFY2(stops >= 2, qPrintable(name));
        }
    }

    void theOverviewLeadsToTheSections()
    {
        const SetupStage stage;
        auto* list = stage.page->findChild<QListWidget*>(u"sections"_s);
        const QList<QPushButton*> buttons = stage.section(u"overview"_s)->findChildren<QPushButton*>();
        QCOMPARE(buttons.size(), 5);
        buttons[1]->click();
        QCOMPARE(list->currentItem()->text().trimmed(), u"Redis"_s);
        buttons[4]->click();
        QCOMPARE(list->currentItem()->text().trimmed(), u"Backup"_s);
    }

    void lettersChooseNoSection()
    {
        SetupStage stage;
        stage.page->show();
        auto* sections = stage.page->findChild<QListWidget*>(u"sections"_s);
        sections->setCurrentRow(0);
        for (const char letter : QByteArray("bmrs"))
            QTest::keyClick(sections, letter);
        QCOMPARE(sections->currentRow(), 0);
    }

    void theFormSaysWhatWasTyped()
    {
        SetupStage stage;
        QWidget& history = stage.postgresForm();
        SetupStage::button(history, u"test"_s)->click();
        QCOMPARE(stage.tester.asked.size(), size_t(1));
        const api::ConnectionForm& form = stage.tester.asked[0];
        QCOMPARE(form.kind, Kind::Postgres);
        QCOMPARE(form.host, u"192.168.1.20"_s);
        QCOMPARE(form.port, quint16(5432));
        QCOMPARE(form.database, u"tongdai"_s);
        QCOMPARE(form.password, u"s3cret"_s);
        QVERIFY(!form.keepsPassword);
        QVERIFY(!SetupStage::wordsOf(history).contains("s3cret"_L1));
    }

    void linesAppearAsTheyCome()
    {
        SetupStage stage;
        QWidget& history = stage.postgresForm();
        SetupStage::button(history, u"test"_s)->click();
        stage.tester.say(TestStep::Host, StepOutcome::Ok, TestTrouble::None, u"192.168.1.20"_s);
        stage.tester.say(TestStep::Port, StepOutcome::Running);
        QVERIFY(SetupStage::wordsOf(history).contains("Port"_L1));
        QVERIFY(!SetupStage::wordsOf(history).contains("Right kind of server"_L1));
        QVERIFY(!SetupStage::button(history, u"save"_s)->isEnabled());
        QVERIFY(SetupStage::button(history, u"testCancel"_s)->isVisibleTo(&history));
        stage.tester.sayAllIsWell();
        QVERIFY(SetupStage::wordsOf(history).contains("Everything works."_L1));
        QVERIFY(!SetupStage::button(history, u"testCancel"_s)->isVisibleTo(&history));
    }

    void theFirstFailedLineIsExplained()
    {
        SetupStage stage;
        QWidget& history = stage.postgresForm();
        SetupStage::button(history, u"test"_s)->click();
        stage.tester.sayWrongPassword();
        const QString meaning = history.findChild<QLabel*>(u"testMeaning"_s)->text();
        QVERIFY2(meaning.contains("does not accept this user and password"_L1), qPrintable(meaning));
        QVERIFY(!SetupStage::button(history, u"move"_s)->isEnabled());
    }

    void everyTroubleHasWordsInBothLanguages_data()
    {
        QTest::addColumn<LanguageChoice>("words");
        QTest::newRow("english") << LanguageChoice::English;
        QTest::newRow("vietnamese") << LanguageChoice::Vietnamese;
    }
    void everyTroubleHasWordsInBothLanguages()
    {
        QFETCH(const LanguageChoice, words);
        const SetupStage stage(words);
        QSet<QString> sentences;
        for (int trouble = int(TestTrouble::NoAddress); trouble <= int(TestTrouble::NewerShop); ++trouble) {
            const api::TestLine line{TestStep::Login, StepOutcome::Failed, TestTrouble(trouble), u"detail"_s, 5};
            const QString sentence = SetupWords::explanation(line, {});
            QVERIFY2(sentence.size() > 15, qPrintable(QString::number(trouble)));
            sentences.insert(sentence);
        }
        QVERIFY(sentences.size() > 15);
        for (int trouble = int(api::ShopTrouble::Cancelled); trouble <= int(api::ShopTrouble::SettingsTrouble);
             ++trouble) {
            api::ShopOutcome outcome;
            outcome.trouble = api::ShopTrouble(trouble);
            QVERIFY2(SetupWords::trouble(outcome).size() > 15, qPrintable(QString::number(trouble)));
        }
    }

    /// On a small screen they come below the form, whose button was pressed.
    void answersComeIntoSight()
    {
        SetupStage stage;
        stage.page->resize(619, 303);
        stage.page->show();
        QWidget& history = stage.postgresForm();
        const auto isSeen = [&history](const QWidget& part) {
            const QWidget& room = *history.parentWidget()->parentWidget();  // the viewport
            const QPoint place = part.mapTo(&room, QPoint());
            return part.isVisible() && place.y() >= 0 && place.y() + std::min(part.height(), 40) <= room.height();
        };
        const auto labelWith = [&history](const QString& words) -> QWidget* {
            for (QLabel* label : history.findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(words)) return label;
            return nullptr;
        };
        SetupStage::button(history, u"test"_s)->click();
        QWidget* summary = labelWith(u"line by line"_s);
        QVERIFY(summary);
        QTRY_VERIFY(isSeen(*summary));
        stage.tester.sayWrongPassword();
        QWidget* meaning = labelWith(u"does not accept this user and password"_s);
        QVERIFY(meaning);
        QTRY_VERIFY(isSeen(*meaning));
        stage.tester.requestTest({});
        SetupStage::button(history, u"test"_s)->click();
        stage.tester.sayAllIsWell();
        SetupStage::button(history, u"move"_s)->click();
        auto* offer = history.findChild<QWidget*>(u"movePanel"_s);
        QTRY_VERIFY(isSeen(*offer));
    }

    void aChangedFormIsNoLongerTested()
    {
        SetupStage stage;
        QWidget& history = stage.postgresForm();
        SetupStage::button(history, u"test"_s)->click();
        stage.tester.sayAllIsWell();
        QVERIFY(SetupStage::button(history, u"move"_s)->isEnabled());
        QTest::keyClicks(history.findChild<QLineEdit*>(u"host"_s), u"1"_s);
        QVERIFY(!SetupStage::button(history, u"move"_s)->isEnabled());
        QVERIFY(SetupStage::wordsOf(history).contains("Not tested yet"_L1));
    }

    void answersOfAnOlderTestAreDropped()
    {
        SetupStage stage;
        QWidget& history = stage.postgresForm();
        SetupStage::button(history, u"test"_s)->click();
        const api::RequestId old = stage.tester.last;
        QTest::keyClicks(history.findChild<QLineEdit*>(u"host"_s), u"1"_s);
        SetupStage::button(history, u"test"_s)->click();
        emit stage.tester.lineChanged(old,
                                      {TestStep::Host, StepOutcome::Failed, TestTrouble::HostUnknown, u"old"_s, 0});
        QVERIFY(!SetupStage::wordsOf(history).contains("old"_L1));
    }

    void savingAsksForARestart()
    {
        SetupStage stage;
        QWidget& history = stage.postgresForm();
        SetupStage::button(history, u"save"_s)->click();
        QCOMPARE(stage.desk.saves.size(), size_t(1));
        QCOMPARE(stage.desk.saves[0].history->server->password, u"s3cret"_s);
        QVERIFY(!stage.desk.saves[0].redis);
        QVERIFY(!stage.bar().isHidden());
        QVERIFY(stage.bar().sentence().contains("old settings"_L1));
        emit stage.bar().actionChosen();
        QCOMPARE(stage.desk.restarts, 1);
        emit stage.desk.restartFailed(u"no such database"_s);
        QVERIFY(stage.bar().sentence().contains("no such database"_L1));
        QCOMPARE(stage.bar().tone(), Tone::Danger);
        // What was typed as the password is gone from the screen; an empty field keeps it.
        QVERIFY(history.findChild<QLineEdit*>(u"password"_s)->text().isEmpty());
        SetupStage::button(history, u"test"_s)->click();
        QVERIFY(stage.tester.asked.back().keepsPassword);
    }

    void whatCannotBeSavedIsSaid()
    {
        SetupStage stage;
        stage.desk.trouble = u"the disk is full"_s;
        QWidget& history = stage.postgresForm();
        SetupStage::button(history, u"save"_s)->click();
        QVERIFY(SetupStage::wordsOf(history).contains("the disk is full"_L1));
        QVERIFY(SetupStage::button(history, u"save"_s)->isEnabled());
        QCOMPARE(history.findChild<QLineEdit*>(u"host"_s)->text(), u"192.168.1.20"_s);
    }

    void whatIsBeingTypedSurvivesNews()
    {
        SetupStage stage;
        QWidget& history = stage.postgresForm();
        stage.desk.setState(stage.desk.state());
        QCOMPARE(history.findChild<QLineEdit*>(u"host"_s)->text(), u"192.168.1.20"_s);
    }

    void movingAsksFirst()
    {
        SetupStage stage;
        QWidget& history = stage.postgresForm();
        SetupStage::button(history, u"test"_s)->click();
        stage.tester.sayAllIsWell();
        SetupStage::button(history, u"move"_s)->click();
        QVERIFY(stage.works.calls.isEmpty());
        QVERIFY(SetupStage::wordsOf(history).contains("read back and compared"_L1));
        SetupStage::button(history, u"moveGo"_s)->click();
        QCOMPARE(stage.works.calls, QStringList{u"move 192.168.1.20"_s});
        emit stage.works.progressed({api::ShopWork::Move, api::ShopProgress::Phase::Copying, u"messages"_s, 500, 1000});
        QVERIFY(SetupStage::wordsOf(history).contains("Copying messages"_L1));
        SetupStage::button(history, u"workCancel"_s)->click();
        QCOMPARE(stage.works.calls.last(), u"cancel"_s);
        api::ShopOutcome cut;
        cut.work = api::ShopWork::Move;
        cut.trouble = api::ShopTrouble::StoreTrouble;
        cut.detail = u"server closed the connection"_s;
        emit stage.works.ended(cut);
        QVERIFY(SetupStage::wordsOf(history).contains("server closed the connection"_L1));
        SetupStage::button(history, u"moveGo"_s)->click();
        QCOMPARE(stage.works.calls.count(u"move 192.168.1.20"_s), 2);
        emit stage.works.ended(FakeWorks::movedShop());
        QVERIFY(SetupStage::wordsOf(history).contains("9,120 messages"_L1));
        QVERIFY(SetupStage::wordsOf(history).contains("message_actions"_L1));
    }

    /// F76
    void anAddressThatIsNoneIsSaid()
    {
        SetupStage stage;
        QWidget& ai = *stage.open(u"services"_s)->findChild<QWidget*>(u"ai"_s);
        for (const QString& wrong : {u"ai.example.org"_s, u"ftp://ai"_s, u"http://user:pass@ai"_s}) {
            SetupStage::type(ai, u"address"_s, wrong);
            SetupStage::button(ai, u"save"_s)->click();
            QVERIFY2(stage.desk.saves.empty(), qPrintable(wrong));
            QVERIFY(SetupStage::wordsOf(ai).contains("not a web address"_L1));
        }
        SetupStage::type(ai, u"address"_s, u"https://ai.example.org/v1"_s);
        SetupStage::button(ai, u"test"_s)->click();
        QCOMPARE(stage.tester.asked.back().url, QUrl(u"https://ai.example.org/v1"_s));
        stage.tester.cancel(stage.tester.last);
        SetupStage::button(ai, u"save"_s)->click();
        QCOMPARE(stage.desk.saves.back().ai, QUrl(u"https://ai.example.org/v1"_s));
    }

    void settingsFromElsewhereAreNamed()
    {
        SetupStage stage;
        api::SetupState state = stage.desk.state();
        state.fixed = {u"POSTGRES_HOST"_s, u"REDIS_HOST"_s};
        stage.desk.setState(state);
        QVERIFY(SetupStage::wordsOf(*stage.section(u"history"_s)).contains("POSTGRES_HOST"_L1));
        QVERIFY(!SetupStage::wordsOf(*stage.section(u"history"_s)).contains("REDIS_HOST"_L1));
        QVERIFY(SetupStage::wordsOf(*stage.section(u"redis"_s)).contains("REDIS_HOST"_L1));
    }

    void pictures_data()
    {
        QTest::addColumn<LanguageChoice>("words");
        QTest::addColumn<SchemeChoice>("scheme");
        QTest::newRow("light_en") << LanguageChoice::English << SchemeChoice::Light;
        QTest::newRow("dark_vi") << LanguageChoice::Vietnamese << SchemeChoice::Dark;
        QTest::newRow("light_vi") << LanguageChoice::Vietnamese << SchemeChoice::Light;
    }
    void pictures()
    {
        QFETCH(const LanguageChoice, words);
        QFETCH(const SchemeChoice, scheme);
        const QString suffix = u'_' + QString::fromLatin1(QTest::currentDataTag());
        SetupStage stage(words, scheme);
        keep(*stage.page, u"setup_overview"_s + suffix);
        stage.open(u"history"_s);
        keep(*stage.page, u"setup_embedded"_s + suffix);
        QWidget& history = stage.postgresForm();
        keep(*stage.page, u"setup_empty"_s + suffix);
        SetupStage::button(history, u"test"_s)->click();
        stage.tester.say(TestStep::Host, StepOutcome::Ok, TestTrouble::None, u"192.168.1.20"_s);
        stage.tester.say(TestStep::Port, StepOutcome::Ok, TestTrouble::None, u"192.168.1.20:5432"_s);
        stage.tester.say(TestStep::Greeting, StepOutcome::Running);
        keep(*stage.page, u"setup_testing"_s + suffix);
        stage.tester.sayWrongPassword();
        keep(*stage.page, u"setup_failed"_s + suffix);
        SetupStage::button(history, u"test"_s)->click();
        stage.tester.sayAllIsWell();
        keep(*stage.page, u"setup_passed"_s + suffix);
        SetupStage::button(history, u"move"_s)->click();
        keep(*stage.page, u"setup_move_asking"_s + suffix);
        SetupStage::button(history, u"moveGo"_s)->click();
        emit stage.works.progressed(
            {api::ShopWork::Move, api::ShopProgress::Phase::Copying, u"messages"_s, 6321, 41'218});
        keep(*stage.page, u"setup_moving"_s + suffix);
        api::SetupState onServer = stage.desk.state();
        onServer.history = api::SetupState::Server{stage.tester.asked.back(), true};
        onServer.historyTarget = u"PostgreSQL · 192.168.1.20 · tongdai"_s;
        stage.desk.setState(onServer);
        emit stage.works.ended(FakeWorks::movedShop());
        keep(*stage.page, u"setup_moved"_s + suffix);
        QWidget& redis = *stage.open(u"redis"_s);
        redis.findChild<QRadioButton*>(u"choice3"_s)->click();
        SetupStage::type(redis, u"host"_s, u"redis.shop.vn"_s);
        SetupStage::button(redis, u"test"_s)->click();
        stage.tester.say(TestStep::Host, StepOutcome::Ok, TestTrouble::None, u"10.0.0.4"_s);
        stage.tester.say(TestStep::Tls, StepOutcome::Attention, TestTrouble::NotEncrypted);
        stage.tester.say(TestStep::Durability, StepOutcome::Attention, TestTrouble::EvictsKeys, u"allkeys-lru"_s);
        emit stage.tester.finished(stage.tester.last, api::TestVerdict::Passed);
        keep(*stage.page, u"setup_redis"_s + suffix);
        QWidget& ai = *stage.open(u"services"_s)->findChild<QWidget*>(u"ai"_s);
        SetupStage::type(ai, u"address"_s, u"https://ai.example.org"_s);
        SetupStage::button(ai, u"save"_s)->click();
        keep(*stage.page, u"setup_saved"_s + suffix);
        stage.desk.setState(testing::FakeSetupDesk().state());
        auto* backup = static_cast<BackupSection*>(stage.open(u"backup"_s));
        backup->backUpTo(u"x"_s);
        emit stage.works.progressed(
            {api::ShopWork::Backup, api::ShopProgress::Phase::Copying, {}, 18'230'400, 48'230'400});
        keep(*stage.page, u"setup_backing_up"_s + suffix);
        emit stage.works.ended(FakeWorks::backup(api::ShopWork::Backup));
        backup->lookInto(u"x"_s);
        emit stage.works.ended(FakeWorks::backup(api::ShopWork::Inspect));
        keep(*stage.page, u"setup_backup"_s + suffix);
    }
};

TONGDAI_TEST(SetupPageTest)

}  // namespace tongdai

#include "setup_page_gui_test.moc"
