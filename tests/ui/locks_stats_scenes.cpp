#include "tests/ui/locks_stats_scenes.h"

#include "ui/locks/locks_model.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/details/details_dialog.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_range.h"

#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::Scene;
using testing::WholeStage;

namespace {

QWidget* locksPage(WholeStage& stage)
{
    stage.locks.picture.isRedisHere = stage.locks.picture.isWhole = true;
    stage.queues.fillCalm(stage.desk.now);
    stage.window->openPage(u"locks"_s);
    stage.settle();
    return stage.window.get();
}

QWidget* queuesOf(WholeStage& stage)
{
    stage.window->openPage(u"locks"_s);
    stage.settle();
    QTest::keyClick(stage.window.get(), Qt::Key_2, Qt::AltModifier);
    stage.settle();
    return stage.window.get();
}

/// The sheet that Enter opens on a row of the queues.
QWidget* queueSheet(WholeStage& stage, int row, const QString& name)
{
    locksPage(stage);
    queuesOf(stage);
    auto* table = stage.child<QTableView>(u"queuesTable"_s);
    table->setCurrentIndex(table->model()->index(row, 0));
    QTest::keyClick(table, Qt::Key_Return);
    stage.settle();
    return stage.child<QDialog>(name);
}

QWidget* streamOf(WholeStage& stage)
{
    return queueSheet(stage, 3, u"streamSheet"_s);
}

/// The sheet that a button opens about the first answer that was not sent.
QWidget* letterSheet(WholeStage& stage, const QString& button)
{
    locksPage(stage);
    stage.queues.fillTrouble(stage.desk.now);
    const bool showsTries = button == "showTries"_L1;
    stage.queues.tries = {{stage.desk.now - 31min, SendOutcome::Kind::Retry, u"status 503: Service Unavailable"_s}};
    // What may have arrived has no other words.
    if (showsTries)
        stage.queues.tries.push_back(
            {stage.desk.now - 24min, SendOutcome::Kind::Ambiguous, u"the connection ended before the answer"_s});
    stage.queues.tries.push_back(
        {stage.desk.now - 12min, SendOutcome::Kind::Dead, u"status 403: (#10) another app holds the thread"_s});
    queuesOf(stage);
    stage.child<QPushButton>(button)->click();
    stage.settle();
    return stage.child<QDialog>(showsTries ? u"letterSheet"_s : u"rewordSheet"_s);
}

QWidget* pendingOf(WholeStage& stage)
{
    QWidget* sheet = streamOf(stage);
    QApplication::setActiveWindow(sheet);
    QTest::keyClick(sheet, Qt::Key_2, Qt::AltModifier);
    stage.settle();
    return sheet;
}

/// The figures of a busy range, asked for by the page itself.
QWidget* busyStats(WholeStage& stage, StatsRange range)
{
    if (stage.statistics.engine.isEmpty()) stage.statistics.engine = testing::busyTrail(stage.desk.now);
    stage.statistics.now = stage.desk.now;
    stage.child<StatsPage>()->setRange(range);
    stage.window->openPage(u"stats"_s);
    stage.settle();
    stage.statistics.answerBusy();
    stage.settle();
    return stage.window.get();
}

QWidget* statsScrolledTo(WholeStage& stage, double share)
{
    QScrollBar* bar = stage.child<QScrollArea>(u"statsScroll"_s)->verticalScrollBar();
    bar->setValue(int(bar->maximum() * share));
    stage.settle();
    return stage.window.get();
}

void refuseTheNextCount(WholeStage& stage)
{
    stage.statistics.fail(u"could not connect to server: Connection refused"_s);
    stage.settle();
}

const std::vector<Scene> kLocksAndStats{
    {"locks_none", true, [](WholeStage& stage) { return locksPage(stage); }},
    {"locks_calm", true,
     [](WholeStage& stage) {
         stage.locks.fillCalm();
         return locksPage(stage);
     }},
    {"locks_busy", true,
     [](WholeStage& stage) {
         stage.locks.fillBusy();
         return locksPage(stage);
     }},
    {"locks_stuck", true,
     [](WholeStage& stage) {
         stage.locks.fillStuck();
         return locksPage(stage);
     }},
    {"locks_refused", true,
     [](WholeStage& stage) {
         stage.locks.fillStuck();
         QWidget* window = locksPage(stage);
         const auto* model = stage.child<LocksModel>();
         stage.child<QTableView>(u"locksTable"_s)
             ->setCurrentIndex(model->index(model->find(ConversationId("c-11990"), {}), 0));
         stage.settle();
         return window;
     }},
    {"locks_no_redis", true,
     [](WholeStage& stage) {
         stage.locks.fillBusy();
         QWidget* window = locksPage(stage);
         stage.locks.setRedisAway(u"10.0.0.4:6379"_s);
         stage.locks.tell();
         stage.settle();
         return window;
     }},
    {"locks_held", true,
     [](WholeStage& stage) {
         stage.locks.fillBusy();
         stage.locks.picture.rows.front().conversation = ConversationId("sample-live-1cabc9d99877");
         QWidget* window = locksPage(stage);
         QTest::keyClick(stage.child<QTableView>(u"locksTable"_s), Qt::Key_Space);
         stage.settle();
         return window;
     }},
    {"locks_queues", true,
     [](WholeStage& stage) {
         locksPage(stage);
         return queuesOf(stage);
     }},
    {"locks_queues_trouble", true,
     [](WholeStage& stage) {
         locksPage(stage);
         stage.queues.fillTrouble(stage.desk.now);
         return queuesOf(stage);
     }},
    {"locks_letter_reworded", true, [](WholeStage& stage) { return letterSheet(stage, u"rewordLetter"_s); }},
    {"locks_letter_tries", true, [](WholeStage& stage) { return letterSheet(stage, u"showTries"_s); }},
    {"locks_stream", true,
     [](WholeStage& stage) {
         stage.look.fillPending(stage.desk.now);
         stage.look.fillEvents(stage.desk.now, 140);
         QWidget* sheet = streamOf(stage);
         QTest::keyClick(stage.child<QTableView>(u"streamTable"_s), Qt::Key_Space);
         stage.look.added += 37;
         QTest::qWait(1100);
         return sheet;
     }},
    {"locks_stream_calm", true,
     [](WholeStage& stage) {
         stage.look.fillEvents(stage.desk.now, 3);
         return pendingOf(stage);
     }},
    {"locks_stream_pending", true,
     [](WholeStage& stage) {
         stage.look.fillPending(stage.desk.now);
         QWidget* sheet = pendingOf(stage);
         for (int i = 0; i < 3; ++i)
             QTest::keyClick(stage.child<QTableView>(u"pendingTable"_s), Qt::Key_Down, Qt::ShiftModifier);
         stage.settle();
         return sheet;
     }},
    {"locks_stream_no_redis", true,
     [](WholeStage& stage) {
         stage.look.failure = api::DeskFailure{api::DeskError::StoreDown, {}};
         return streamOf(stage);
     }},
    {"locks_offline", true,
     [](WholeStage& stage) {
         stage.look.fillOffline(stage.desk.now, 11);
         return queueSheet(stage, 5, u"offlineSheet"_s);
     }},
    {"locks_offline_full", true,
     [](WholeStage& stage) {
         stage.look.fillOffline(stage.desk.now, 199);
         return queueSheet(stage, 5, u"offlineSheet"_s);
     }},
    {"locks_leftovers", true,
     [](WholeStage& stage) {
         using namespace std::chrono_literals;
         stage.keys.leftBehind.assign(4'120, {"message_rate:1"_ba, LeftoverKind::Counters, 180, 2'000h});
         stage.keys.leftBehind.push_back({"conv_lock:c-11873"_ba, LeftoverKind::Locks, 96, 5h});
         locksPage(stage);
         QTest::keyClick(stage.window.get(), Qt::Key_3, Qt::AltModifier);
         stage.settle();
         stage.child<QPushButton>(u"keysLeftovers"_s)->click();
         stage.settle();
         return static_cast<QWidget*>(stage.child<QDialog>(u"leftoversSheet"_s));
     }},
    {"locks_limits", true,
     [](WholeStage& stage) {
         stage.limits.fillTrouble(stage.desk.now);
         locksPage(stage);
         QTest::keyClick(stage.window.get(), Qt::Key_4, Qt::AltModifier);
         stage.settle();
         return static_cast<QWidget*>(stage.window.get());
     }},
    {"locks_limits_calm", true,
     [](WholeStage& stage) {
         stage.limits.fillCalm(stage.desk.now);
         locksPage(stage);
         QTest::keyClick(stage.window.get(), Qt::Key_4, Qt::AltModifier);
         stage.settle();
         return static_cast<QWidget*>(stage.window.get());
     }},
    {"locks_tasks", true,
     [](WholeStage& stage) {
         stage.tasks.fill(stage.desk.now);
         locksPage(stage);
         QTest::keyClick(stage.window.get(), Qt::Key_5, Qt::AltModifier);
         stage.settle();
         QTest::keyClick(stage.child<QTableView>(u"tasksTable"_s), Qt::Key_Down);
         QTest::keyClick(stage.child<QTableView>(u"tasksTable"_s), Qt::Key_Down);
         stage.settle();
         return static_cast<QWidget*>(stage.window.get());
     }},
    {"locks_state", true,
     [](WholeStage& stage) {
         stage.state.fillDifferent(stage.desk.now);
         stage.locks.fillBusy();
         locksPage(stage);
         QTest::keyClick(stage.window.get(), Qt::Key_6, Qt::AltModifier);
         stage.settle();
         QTest::keyClick(stage.child<QLineEdit>(u"stateId"_s), Qt::Key_Return);
         stage.settle();
         return static_cast<QWidget*>(stage.window.get());
     }},
    {"live_limit", true,
     [](WholeStage& stage) {
         stage.limits.fillTrouble(stage.desk.now);
         for (const Conversation& each : stage.desk.conversations)
             stage.limits.customers[each.customer] = stage.limits.picture.uses.front();
         stage.window->openPage(u"live"_s);
         for (const int row : {1, 0}) {  // whoever is opened is asked about
             stage.list()->setCurrentIndex(stage.list()->model()->index(row, 0));
             stage.settle();
         }
         return static_cast<QWidget*>(stage.window.get());
     }},
    {"stats_today", true, [](WholeStage& stage) { return busyStats(stage, StatsRange::Today); }},
    {"stats_live", true, [](WholeStage& stage) { return busyStats(stage, StatsRange::Live); }},
    {"stats_month", true, [](WholeStage& stage) { return busyStats(stage, StatsRange::Month); }},
    {"stats_details", false,
     [](WholeStage& stage) -> QWidget* {
         busyStats(stage, StatsRange::Month);
         stage.child<QPushButton>(u"exportDetails"_s)->click();
         stage.settle();
         return stage.child<DetailsDialog>(u"detailsDialog"_s);
     }},
    {"stats_details_running", false,
     [](WholeStage& stage) -> QWidget* {
         busyStats(stage, StatsRange::Month);
         stage.child<QPushButton>(u"exportDetails"_s)->click();
         auto* const dialog = stage.child<DetailsDialog>(u"detailsDialog"_s);
         dialog->exportTo(u"/media/usb/hoi-thoai-thang-11.xlsx"_s);
         stage.settle();
         return dialog;
     }},
    {"stats_middle", true,
     [](WholeStage& stage) {
         busyStats(stage, StatsRange::Week);
         return statsScrolledTo(stage, 0.5);
     }},
    {"stats_actions", true,
     [](WholeStage& stage) {
         busyStats(stage, StatsRange::Week);
         auto* const scroll = stage.child<QScrollArea>(u"statsScroll"_s);
         scroll->ensureWidgetVisible(stage.child<QWidget>(u"actionsPanel"_s), 0, 40);
         stage.settle();
         return static_cast<QWidget*>(stage.window.get());
     }},
    {"stats_below", true,
     [](WholeStage& stage) {
         busyStats(stage, StatsRange::Week);
         return statsScrolledTo(stage, 1);
     }},
    {"stats_engine", true,
     [](WholeStage& stage) {
         stage.statistics.times.steps = {{{120, 0.002, 0.003, 0.004, 0.006},
                                          {120, 0.005, 0.009, 0.011, 0.02},
                                          {120, 0.001, 0.002, 0.003, 0.004},
                                          {120, 0.9, 1.7, 2.74, 3.9},
                                          {120, 0.001, 0.001, 0.002, 0.003},
                                          {120, 0.002, 0.004, 0.006, 0.009},
                                          {120, 0.08, 0.15, 0.18, 0.31}}};
         busyStats(stage, StatsRange::Today);
         return statsScrolledTo(stage, 0.8);
     }},
    {"stats_tables", true,
     [](WholeStage& stage) {
         busyStats(stage, StatsRange::Month);
         stage.child<StatsPage>()->showTables(true);
         return statsScrolledTo(stage, 1);
     }},
    {"stats_zoomed", true,
     [](WholeStage& stage) {
         const TimePoint now = stage.desk.now;
         stage.statistics.kept = {{QUuid::createUuid(),
                                   StatsMark::Kind::Outage,
                                   now - std::chrono::hours(4),
                                   now - std::chrono::minutes(200),
                                   u"redis"_s,
                                   {}},
                                  {QUuid::createUuid(),
                                   StatsMark::Kind::Version,
                                   now - std::chrono::minutes(170),
                                   now - std::chrono::minutes(170),
                                   u"0.2.0"_s,
                                   {}},
                                  {QUuid::createUuid(), StatsMark::Kind::Note, now - std::chrono::minutes(80),
                                   now - std::chrono::minutes(80), u"Flash sale áo linen 10:00"_s, u"Lan"_s}};
         QWidget* window = busyStats(stage, StatsRange::Today);
         stage.child<TimeChart>(u"timeChart"_s)->setFocus();
         for (const int key : {int(Qt::Key_Left), int(Qt::Key_Plus)})
             QTest::keyClick(QApplication::focusWidget(), Qt::Key(key));
         stage.settle();
         stage.statistics.answerBusy();
         stage.settle();
         return window;
     }},
    {"stats_no_redis", true,
     [](WholeStage& stage) {
         busyStats(stage, StatsRange::Today);
         stage.system.setState(Part::Redis, PartState::Down, u"Connection refused"_s);
         StatsNews news;
         news.from = StatsNews::From::Engine;
         emit stage.statistics.moved(news);
         stage.child<StatsPage>()->setHeld(true);  // writes anew, and asks nothing
         stage.settle();
         return statsScrolledTo(stage, 1);
     }},
    {"stats_explained", true,
     [](WholeStage& stage) {
         QWidget* window = busyStats(stage, StatsRange::Week);
         for (QToolButton* button : stage.window->findChildren<QToolButton*>(u"howButton"_s))
             button->click();
         stage.settle();
         return window;
     }},
    {"stats_empty", true,
     [](WholeStage& stage) {
         stage.window->openPage(u"stats"_s);
         stage.settle();
         stage.statistics.answerEmpty();
         stage.settle();
         return static_cast<QWidget*>(stage.window.get());
     }},
    {"stats_counting", true,
     [](WholeStage& stage) {
         stage.window->openPage(u"stats"_s);
         stage.settle();
         return static_cast<QWidget*>(stage.window.get());
     }},
    {"stats_away", true,
     [](WholeStage& stage) {
         stage.window->openPage(u"stats"_s);
         stage.settle();
         refuseTheNextCount(stage);
         return static_cast<QWidget*>(stage.window.get());
     }},
    {"stats_away_later", true,
     [](WholeStage& stage) {
         QWidget* window = busyStats(stage, StatsRange::Today);
         auto* page = stage.child<StatsPage>();
         page->setHeld(true);
         page->setHeld(false);
         refuseTheNextCount(stage);
         return window;
     }},
};

}  // namespace

const std::vector<Scene>& testing::locksAndStatsScenes()
{
    return kLocksAndStats;
}

}  // namespace tongdai
