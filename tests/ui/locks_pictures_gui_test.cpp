#include "tests/support/fake_locks.h"
#include "tests/support/fake_queues.h"
#include "tests/support/test_registry.h"
#include "tests/ui/window_stage.h"
#include "ui/common/widgets/chip.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/reword_sheet.h"
#include "ui/locks/lease_lanes.h"
#include "ui/locks/lock_explain.h"
#include "ui/locks/locks_model.h"
#include "ui/locks/locks_page.h"
#include "ui/locks/queues/letter_sheet.h"
#include "ui/locks/queues/queue_models.h"
#include "ui/shell/page_picture.h"

#include <QApplication>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct LocksStage {
    LocksStage(SchemeChoice scheme, LanguageChoice words, int scale = 100) : settings(QString())
    {
        language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
        language.setChoice(words);
        theme.setChoice(scheme);
        theme.setTextScale(scale);
        theme.install();
        window = std::make_unique<MainWindow>(EngineDoors{desk, system, sample, {}, nullptr, LocksDoors{locks, queues}},
                                              Look{theme, language, [this] { return desk.now; }}, settings);
        window->resize(1366, 768);
    }
    void open()
    {
        window->show();
        QApplication::setActiveWindow(window.get());
        window->openPage(u"locks"_s);
        WindowStage::settle();
    }
    template <class Widget>
    Widget* part(const QString& name) const
    {
        return window->findChild<Widget*>(name);
    }

    FakeDesk desk;
    FakeSystem system;
    FakeSampleShop sample;
    FakeLocks locks{FakeDesk::shopTime()};
    FakeQueues queues;
    DaylightScheme desktop;
    Theme theme{desktop};
    Language language;
    ScreenSettings settings;
    std::unique_ptr<MainWindow> window;
};

}  // namespace

/// The Locks page as people meet it, in words and as a picture. With TONGDAI_PICTURES=DIR the pictures are kept there.
class LocksPicturesTest : public QObject {
    Q_OBJECT
private slots:
    void everyMood_data();
    void everyMood();
    void nothingIsAskedWhileNobodyLooks();
    void theWorstIsExplainedFirst();
    void aTestShopAsksForASecondPressInsteadOfTheId();
    void aLiveShopHasAFrameAndTheWord();
    void whatEndedWithoutAWordRanOut();
    void oneAnswerIsSentAgainAtOnceAndManyAtTheSecondPress();
    void aRefusedAnswerGoesOutWithOtherWords();
    void whatCannotBeEditedSaysWhy();
    void whatBecameOfEachTryIsShown();
    void aHeldQueueStandsAndCounts();
};

void LocksPicturesTest::everyMood_data()
{
    QTest::addColumn<QString>("mood");
    QTest::addColumn<SchemeChoice>("scheme");
    QTest::addColumn<LanguageChoice>("words");
    QTest::addColumn<int>("scale");
    for (const QString& mood :
         {u"calm"_s, u"busy"_s, u"stuck"_s, u"refused"_s, u"no_redis"_s, u"none"_s, u"queues"_s, u"queues_trouble"_s}) {
        const auto row = [&mood](const QString& look, SchemeChoice scheme, LanguageChoice words, int scale) {
            QTest::newRow(qPrintable(u"locks_%1_%2"_s.arg(mood, look))) << mood << scheme << words << scale;
        };
        row(u"light_vi"_s, SchemeChoice::Light, LanguageChoice::Vietnamese, 100);
        row(u"dark_en"_s, SchemeChoice::Dark, LanguageChoice::English, 100);
        row(u"dark_vi_150"_s, SchemeChoice::Dark, LanguageChoice::Vietnamese, 150);
    }
}

void LocksPicturesTest::everyMood()
{
    QFETCH(const QString, mood);
    QFETCH(const SchemeChoice, scheme);
    QFETCH(const LanguageChoice, words);
    QFETCH(const int, scale);
    LocksStage stage(scheme, words, scale);
    stage.locks.picture.isRedisHere = stage.locks.picture.isWhole = true;
    if (mood == "calm"_L1) stage.locks.fillCalm();
    if (mood == "busy"_L1) stage.locks.fillBusy();
    if (mood == "stuck"_L1 || mood == "refused"_L1) stage.locks.fillStuck();
    if (mood == "no_redis"_L1) {
        stage.locks.fillBusy();
        stage.locks.setRedisAway(u"10.0.0.4:6379"_s);
    }
    stage.queues.fillCalm(stage.desk.now);
    if (mood == "queues_trouble"_L1) stage.queues.fillTrouble(stage.desk.now);
    stage.open();
    if (mood.startsWith("queues"_L1)) {
        QTest::keyClick(stage.window.get(), Qt::Key_2, Qt::AltModifier);
        WindowStage::settle();
        QVERIFY(stage.queues.isWatched && !stage.locks.isWatched);
    }
    if (mood == "refused"_L1) {
        const auto* model = stage.window->findChild<LocksModel*>();
        stage.part<QTableView>(u"locksTable"_s)
            ->setCurrentIndex(model->index(model->find(ConversationId("c-11990"), {}), 0));
        WindowStage::settle();
    }
    QCOMPARE(stage.part<NoticeBar>(u"locksRedis"_s)->isHidden(), mood != "no_redis"_L1);
    // No column is cut, and no figure either.
    const auto* table = stage.part<QTableView>(u"locksTable"_s);
    if (scale == 100 && mood != "none"_L1 && table->isVisible())
        QVERIFY(table->horizontalHeader()->length() <= table->viewport()->width());
    const QImage image = pictureOf(*stage.window, u"locks"_s, QSize(1366, 768));
    QCOMPARE(image.size() / image.devicePixelRatio(), QSize(1366, 768));
    const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(image.save(QDir(folder).filePath(QString::fromLatin1(QTest::currentDataTag()) + u".png"_s)));
}

void LocksPicturesTest::nothingIsAskedWhileNobodyLooks()
{
    LocksStage stage(SchemeChoice::Light, LanguageChoice::English);
    stage.window->show();
    stage.window->openPage(u"live"_s);
    WindowStage::settle();
    QVERIFY(!stage.locks.isWatched);
    stage.window->openPage(u"locks"_s);
    WindowStage::settle();
    QVERIFY(stage.locks.isWatched);
    stage.window->openPage(u"system"_s);
    WindowStage::settle();
    QVERIFY(!stage.locks.isWatched);
}

void LocksPicturesTest::theWorstIsExplainedFirst()
{
    LocksStage stage(SchemeChoice::Light, LanguageChoice::English);
    stage.locks.fillStuck();
    stage.open();
    const auto* explain = stage.part<LockExplain>(u"explain"_s);
    QVERIFY(explain->row());
    QCOMPARE(explain->row()->conversation, ConversationId("c-10007"));
    QVERIFY2(explain->causeWords().contains(u"has ended"_s), qPrintable(explain->causeWords()));
    const auto* harm = stage.part<QLabel>(u"lockHarm"_s);
    QVERIFY2(harm->text().contains(u"9 messages wait"_s), qPrintable(harm->text()));
    // Waiting comes before acting.
    QVERIFY(stage.part<QLabel>(u"lockPatience"_s)->text().startsWith(u"1. Wait"_s));
    // A picture in which it has gone leaves the words, and the choice where it was.
    stage.locks.picture.rows.erase(stage.locks.picture.rows.begin());
    stage.locks.tell();
    QCOMPARE(explain->row()->conversation, ConversationId("c-10007"));
}

void LocksPicturesTest::aTestShopAsksForASecondPressInsteadOfTheId()
{
    LocksStage stage(SchemeChoice::Light, LanguageChoice::English);
    stage.locks.fillStuck();
    stage.locks.picture.isProduction = false;
    stage.open();
    auto* button = stage.part<QPushButton>(u"act%1"_s.arg(int(api::LockAct::Release)));
    QVERIFY(button->isEnabled());
    button->click();
    QVERIFY(stage.locks.acts.empty());
    QVERIFY2(button->text().contains(u"again"_s), qPrintable(button->text()));
    button->click();
    QCOMPARE(stage.locks.acts, std::vector<api::LockAct>{api::LockAct::Release});
}

void LocksPicturesTest::aLiveShopHasAFrameAndTheWord()
{
    LocksStage stage(SchemeChoice::Dark, LanguageChoice::Vietnamese);
    stage.locks.fillCalm();
    stage.open();
    auto* page = stage.window->findChild<LocksPage*>();
    const auto edge = [page] { return page->grab().toImage().pixelColor(1, page->height() / 2); };
    const QColor danger = colorOf(page->palette(), ColorRole::Danger);
    const auto* word = stage.part<Chip>(u"liveShop"_s);
    QVERIFY(word->isVisible() && word->width() >= word->sizeHint().width());
    QCOMPARE(word->text(), u"đang chạy thật"_s);
    QCOMPARE(edge(), danger);
    // Nobody has marked it: acts still ask for the typed id, and nothing warns of them all day.
    stage.locks.picture.isLive = false;
    stage.locks.tell();
    WindowStage::settle();
    QVERIFY(stage.locks.picture.isProduction);
    QVERIFY(!word->isVisible());
    QVERIFY(edge() != danger);
}

void LocksPicturesTest::whatEndedWithoutAWordRanOut()
{
    LocksStage stage(SchemeChoice::Light, LanguageChoice::English);
    LeaseLanes lanes(Look{stage.theme, stage.language, [&stage] { return stage.desk.now; }});
    const TimePoint now = stage.desk.now;
    const ConversationId id("c1");
    const OwnerId first(QByteArray(32, 'a') + ':' + QByteArray(32, '1'));
    const OwnerId second(QByteArray(32, 'b') + ':' + QByteArray(32, '2'));
    lanes.setTrail(id,
                   {{id, ClaimAct::Granted, first, 1, 0, {}, now - 90s},
                    {id, ClaimAct::Renewed, first, 1, 0, {}, now - 80s},
                    {id, ClaimAct::Granted, second, 2, 0, {}, now - 40s}},
                   {}, now);
    QCOMPARE(lanes.bars().size(), size_t(2));
    QCOMPARE(lanes.bars()[0].end, LeaseLanes::Bar::End::RanOut);
    QCOMPARE(lanes.bars()[0].to, now - 50s);  // a lease after its last renewal
    QCOMPARE(lanes.bars()[1].end, LeaseLanes::Bar::End::RanOut);
    QCOMPARE(lanes.bars()[1].to, now - 10s);
    lanes.setNow(now - 20s);
    QCOMPARE(lanes.bars()[1].end, LeaseLanes::Bar::End::Open);
    QTest::keyClick(&lanes, Qt::Key_Left);
    QVERIFY2(lanes.markedWords().contains(u"granted, fence 2"_s), qPrintable(lanes.markedWords()));
}

void LocksPicturesTest::oneAnswerIsSentAgainAtOnceAndManyAtTheSecondPress()
{
    LocksStage stage(SchemeChoice::Light, LanguageChoice::English);
    stage.queues.fillTrouble(stage.desk.now);
    stage.open();
    QTest::keyClick(stage.window.get(), Qt::Key_2, Qt::AltModifier);
    WindowStage::settle();
    auto* letters = stage.part<QTableView>(u"lettersTable"_s);
    QCOMPARE(letters->model()->rowCount(), 3);
    stage.part<QPushButton>(u"sendAgain"_s)->click();
    QCOMPARE(stage.queues.decisions.size(), size_t(1));
    QCOMPARE(stage.queues.decisions[0].ids, std::vector<qint64>{679});
    WindowStage::settle();
    auto* alike = stage.part<QPushButton>(u"sendAlikeAgain"_s);
    QVERIFY(alike->isVisible());
    alike->click();
    QCOMPARE(stage.queues.decisions.size(), size_t(1));
    alike->click();
    QCOMPARE(stage.queues.decisions.size(), size_t(2));
    QCOMPARE(stage.queues.decisions[1].ids, (std::vector<qint64>{679, 671}));
    WindowStage::settle();
    auto* drop = stage.part<QPushButton>(u"dropLetter"_s);
    drop->click();
    drop->click();
    QCOMPARE(stage.queues.decisions.size(), size_t(3));
    QCOMPARE(stage.queues.decisions[2].decision, OutboxDecision::Drop);
    // By keyboard to the conversation of a letter.
    QSignalSpy wanted(stage.part<LocksPage>(u"locks"_s), &LocksPage::conversationWanted);
    QTest::keyClick(letters, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
}

void LocksPicturesTest::aRefusedAnswerGoesOutWithOtherWords()
{
    LocksStage stage(SchemeChoice::Light, LanguageChoice::English);
    stage.queues.fillTrouble(stage.desk.now);
    stage.queues.wholeText = stage.queues.picture.letters[0].text + u" Dạ em kiểm kho rồi ạ."_s;
    stage.open();
    QTest::keyClick(stage.window.get(), Qt::Key_2, Qt::AltModifier);
    WindowStage::settle();
    auto* letters = stage.part<QTableView>(u"lettersTable"_s);
    auto* edit = stage.part<QPushButton>(u"rewordLetter"_s);
    letters->setCurrentIndex(letters->model()->index(2, 0));
    QVERIFY2(!edit->isEnabled(), "it may have arrived");
    letters->setCurrentIndex(letters->model()->index(0, 0));
    QVERIFY(edit->isEnabled());
    edit->click();
    QTRY_VERIFY(stage.window->findChild<RewordSheet*>());
    const QPointer<RewordSheet> sheet = stage.window->findChild<RewordSheet*>();
    auto* words = sheet->findChild<QPlainTextEdit*>(u"rewordWords"_s);
    auto* send = sheet->findChild<QPushButton*>(u"rewordSend"_s);
    QCOMPARE(words->toPlainText(), stage.queues.wholeText);  // not its beginning alone
    words->setPlainText(u"Dạ chị nhắn lại giúp em ạ"_s);
    stage.queues.refusal = api::DeskFailure{api::DeskError::AlreadyDecided, {}};
    send->click();
    auto* notice = sheet->findChild<NoticeBar*>(u"rewordNotice"_s);
    QTRY_VERIFY(notice->sentence().contains(u"decided this already"_s));
    QTRY_VERIFY(send->isEnabled());
    send->click();
    QTRY_VERIFY(!sheet);
    QCOMPARE(stage.queues.reworded.size(), size_t(2));
    const auto& [conversation, id, message, text] = stage.queues.reworded[1];
    QCOMPARE(conversation.toString(), u"c-11873"_s);
    QCOMPARE(id, 679);
    QCOMPARE(text, u"Dạ chị nhắn lại giúp em ạ"_s);
    QVERIFY2(message == stage.queues.reworded[0].messageId, "a repeated try would be a second line");
    QVERIFY(stage.part<NoticeBar>(u"queuesOutcome"_s)->sentence().contains(u"with your words"_s));
}

void LocksPicturesTest::whatCannotBeEditedSaysWhy()
{
    LocksStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
    stage.queues.fillTrouble(stage.desk.now);
    stage.queues.whyNotReworded =
        u"an earlier try may have reached the customer; send it again as it is, or drop it and write anew"_s;
    stage.open();
    QTest::keyClick(stage.window.get(), Qt::Key_2, Qt::AltModifier);
    WindowStage::settle();
    stage.part<QPushButton>(u"rewordLetter"_s)->click();
    auto* outcome = stage.part<NoticeBar>(u"queuesOutcome"_s);
    QTRY_VERIFY_WITH_TIMEOUT(outcome->isVisible(), 60'000);
    QVERIFY2(outcome->sentence().contains(u"có thể đã đến khách"_s), qPrintable(outcome->sentence()));
    QVERIFY2(!stage.window->findChild<RewordSheet*>(), "what is written there would be refused");
}

void LocksPicturesTest::whatBecameOfEachTryIsShown()
{
    LocksStage stage(SchemeChoice::Light, LanguageChoice::English);
    stage.queues.fillTrouble(stage.desk.now);
    stage.queues.tries = {{stage.desk.now - 20min, SendOutcome::Kind::Retry, u"status 503: busy, come again"_s},
                          {stage.desk.now - 12min, SendOutcome::Kind::Dead, u"status 400: outside the window"_s}};
    stage.open();
    QTest::keyClick(stage.window.get(), Qt::Key_2, Qt::AltModifier);
    WindowStage::settle();
    stage.part<QPushButton>(u"showTries"_s)->click();
    QTRY_VERIFY(stage.window->findChild<LetterSheet*>());
    const QPointer<LetterSheet> sheet = stage.window->findChild<LetterSheet*>();
    const QString shown = sheet->findChild<QPlainTextEdit*>(u"letterTries"_s)->toPlainText();
    const qsizetype first = shown.indexOf(u"did not arrive"_s);
    const qsizetype second = shown.indexOf(u"refused"_s, first + 1);
    QVERIFY2(first >= 0 && second > first, qPrintable(shown));
    QVERIFY2(shown.contains(u"come again"_s) && shown.contains(u"outside the window"_s), qPrintable(shown));
    QVERIFY(sheet->findChild<QLabel*>(u"letterNext"_s)->text().contains(u"not tried again by itself"_s));
    sheet->reject();
    QTRY_VERIFY(!sheet);
    // Of an older program's rows nothing is known.
    stage.queues.tries.clear();
    stage.part<QPushButton>(u"showTries"_s)->click();
    QTRY_VERIFY(stage.window->findChild<LetterSheet*>());
    const auto* empty = stage.window->findChild<LetterSheet*>()->findChild<QPlainTextEdit*>(u"letterTries"_s);
    QVERIFY(empty->toPlainText().contains(u"Nothing was written down"_s));
}

void LocksPicturesTest::aHeldQueueStandsAndCounts()
{
    LocksStage stage(SchemeChoice::Light, LanguageChoice::English);
    stage.queues.fillCalm(stage.desk.now);
    stage.open();
    QTest::keyClick(stage.window.get(), Qt::Key_2, Qt::AltModifier);
    WindowStage::settle();
    auto* table = stage.part<QTableView>(u"queuesTable"_s);
    QTest::keyClick(table, Qt::Key_Space);
    QVERIFY(stage.part<LocksPage>(u"locks"_s)->isHeld());
    stage.queues.picture.rows[0].length = 77;
    stage.queues.tell();
    const auto shown = [table] { return table->model()->index(0, QueuesModel::Length).data().toString(); };
    QCOMPARE(shown(), u"2"_s);
    QVERIFY(stage.part<QPushButton>(u"hold"_s)->text().contains(u"1 change"_s));
    QTest::keyClick(table, Qt::Key_Space);
    QCOMPARE(shown(), u"77"_s);
}

TONGDAI_TEST(LocksPicturesTest)

}  // namespace tongdai::testing

#include "locks_pictures_gui_test.moc"
