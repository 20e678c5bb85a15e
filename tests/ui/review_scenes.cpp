#include "tests/ui/review_scenes.h"

#include "tests/ui/pages_sample.h"
#include "ui/dispute/dispute_page.h"
#include "ui/dispute/travel_pane.h"
#include "ui/evidence/export_dialog.h"
#include "ui/live/conversation_view.h"
#include "ui/live/live_page.h"
#include "ui/live/takeover_menu.h"
#include "ui/privacy/erasure_dialog.h"
#include "ui/setup/setup_page.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QTreeView>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::Scene;
using testing::WholeStage;

namespace {

QWidget* reviewPage(WholeStage& stage, const QString& name)
{
    stage.window->openPage(name);
    stage.settle();
    return stage.window.get();
}

QWidget* disputes(WholeStage& stage, int row)
{
    stage.disputes.fill();
    reviewPage(stage, u"dispute"_s);
    auto* list = stage.child<QListView>(u"cases"_s);
    if (row >= 0) list->setCurrentIndex(list->model()->index(row, 0));
    stage.settle();
    return stage.window.get();
}

QWidget* newestSheet(WholeStage& stage)
{
    stage.settle();
    QDialog* newest = nullptr;
    for (QDialog* dialog : stage.window->findChildren<QDialog*>())
        if (dialog->isVisible()) newest = dialog;
    return newest;
}

QWidget* keysTab(WholeStage& stage)
{
    stage.keys.keys = {{"chat:thread:1"_ba, "hash"_ba, 900, {}},
                       {"chat:thread:2"_ba, "hash"_ba, 800, 3min},
                       {"conv_state:fb-2290417"_ba, "string"_ba, 1'240, 24h},
                       {"message_queue"_ba, "list"_ba, 64'000, {}}};
    stage.locks.fillCalm();
    reviewPage(stage, u"locks"_s);
    QTest::keyClick(stage.window.get(), Qt::Key_3, Qt::AltModifier);
    stage.settle();
    return stage.window.get();
}

QWidget* exportSheet(WholeStage& stage)
{
    stage.child<LivePage>()->open(ConversationId("c-12345"));
    reviewPage(stage, u"live"_s);
    QTest::keyClick(stage.window.get(), Qt::Key_S, Qt::ControlModifier);
    return newestSheet(stage);
}

QWidget* silence(WholeStage& stage)
{
    stage.child<LivePage>()->open(ConversationId("c-12345"));
    reviewPage(stage, u"live"_s);
    stage.desk.silence.steps = {
        {api::SilenceCause::PersonHas, u"Lan"_s, {}, stage.desk.now - 5min, 1},
        {api::SilenceCause::NotDelivered,
         {},
         u"status 400: (#551) This person isn't available right now."_s,
         stage.desk.now,
         0},
        {api::SilenceCause::AiAway, {}, u"connection refused"_s, {}, 0},
    };
    stage.child<LivePage>()->view()->askForReasons();
    stage.settle();
    return newestSheet(stage);
}

QWidget* limitedTakeover(WholeStage& stage)
{
    Conversation& row = stage.desk.conversation(ConversationId("c-12345"));
    row.mode = BotMode::Human;
    row.assignee = stage.desk.me();
    row.humanUntil = stage.desk.now + 47min;
    stage.desk.report(row.id);
    stage.child<LivePage>()->open(row.id);
    return reviewPage(stage, u"live"_s);
}

QWidget* people(WholeStage& stage)
{
    reviewPage(stage, u"setup"_s);
    stage.child<SetupPage>()->openSection(u"people"_s);
    stage.settle();
    return stage.window.get();
}

/// One page of each kind: it fares well, its token is refused, nothing has come yet so that nobody knows, and one that
/// was saved a moment ago.
QWidget* pagesOf(WholeStage& stage)
{
    const QString quiet = u"17841400008460056"_s;
    api::SetupState state = stage.setup.state();
    state.pages = testing::pagesOfShop();
    state.pages.insert(state.pages.begin() + 2, {quiet, u"instagram"_s, u"Áo Xinh – khách sỉ và cộng tác viên"_s, {}});
    stage.setup.setState(state);
    stage.pages.said = testing::looksOfShop(stage.desk.now);
    stage.pages.said.push_back({quiet, true, {}, 0, {}, {}});
    reviewPage(stage, u"setup"_s);
    stage.child<SetupPage>()->openSection(u"pages"_s);
    stage.settle();
    return stage.window.get();
}

QWidget* outgoingHooksOf(WholeStage& stage)
{
    stage.hooks.fillOutgoing(stage.desk.now);
    reviewPage(stage, u"setup"_s);
    stage.child<SetupPage>()->openSection(u"outgoingHooks"_s);
    stage.settle();
    return stage.window.get();
}

QWidget* hooksOf(WholeStage& stage)
{
    stage.hooks.fillMorning(stage.desk.now);
    reviewPage(stage, u"setup"_s);
    stage.child<SetupPage>()->openSection(u"hooks"_s);
    stage.settle();
    return stage.window.get();
}

/// The lower end of the section, with a call chosen and tried.
QWidget* hookTried(WholeStage& stage)
{
    hooksOf(stage);
    stage.hooks.replaySaid.verdict = HookReplay::Verdict::Refused;
    stage.hooks.replaySaid.problems = {u"message_content: field required"_s};
    auto* table = stage.child<QTableView>(u"hooksTable"_s);
    table->setCurrentIndex(table->model()->index(1, 0));
    stage.settle();
    stage.child<QPushButton>(u"hookTry"_s)->click();
    stage.settle();
    for (const QScrollArea* area : stage.window->findChildren<QScrollArea*>())
        if (area->isVisible()) area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    stage.settle();
    return stage.window.get();
}

ErasureDialog* erasure(WholeStage& stage)
{
    stage.child<LivePage>()->open(ConversationId("c-12345"));
    reviewPage(stage, u"live"_s);
    QTest::keyClick(stage.window.get(), Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
    stage.settle();
    return stage.child<ErasureDialog>();
}

/// The shop has three people, and its administrator is at the desk.
void signInHanh(WholeStage& stage)
{
    stage.people.openShopOfThree();
    stage.people.signIn(u"hạnh"_s, stage.people.password);
    stage.settle();
}

QWidget* withNotes(WholeStage& stage)
{
    const TimePoint now = stage.desk.now;
    stage.statistics.kept = {
        {QUuid::createUuid(), StatsMark::Kind::Outage, now - 4h, now - 200min, u"redis"_s, {}},
        {QUuid::createUuid(), StatsMark::Kind::Version, now - 170min, now - 170min, u"0.2.0"_s, {}},
        {QUuid::createUuid(), StatsMark::Kind::Note, now - 80min, now - 80min, u"Flash sale áo linen 10:00"_s,
         u"Lan"_s}};
    stage.statistics.now = now;
    reviewPage(stage, u"stats"_s);
    stage.statistics.answerBusy();
    stage.settle();
    QScrollBar* bar = stage.child<QScrollArea>(u"statsScroll"_s)->verticalScrollBar();
    bar->setValue(bar->maximum() / 3);
    stage.settle();
    return stage.window.get();
}

const std::vector<Scene> kReviews{
    {"erasure", true, [](WholeStage& stage) -> QWidget* { return erasure(stage); }},
    {"erasure_held", true,
     [](WholeStage& stage) -> QWidget* {
         LegalHold hold;
         hold.reason = u"KN-0231"_s;
         hold.placedBy = u"Hùng"_s;
         hold.placedAt = stage.desk.now - 26h;
         stage.erasures.report.holds = {hold};
         return erasure(stage);
     }},
    {"erasure_late", true,
     [](WholeStage& stage) -> QWidget* {
         stage.erasures.report.request = ErasureRequest{stage.desk.now - 7 * 24h, {}, {}};
         return erasure(stage);
     }},
    {"erasure_done", true,
     [](WholeStage& stage) -> QWidget* {
         ErasureDialog* dialog = erasure(stage);
         dialog->findChild<QCheckBox*>(u"erasureSure"_s)->setChecked(true);
         dialog->findChild<QPushButton*>(u"eraseNow"_s)->click();
         api::ErasureDone done;
         done.report = stage.erasures.report;
         done.report.id = QUuid(u"6f1a3f0e-0000-4000-8000-000000000001"_s);
         done.report.request = ErasureRequest{stage.desk.now - 26h, stage.desk.now - 20h, stage.desk.now};
         done.at = stage.desk.now;
         done.by = u"Hạnh"_s;
         stage.erasures.answer(done);
         stage.settle();
         return dialog;
     }},
    {"dispute_compare", true,
     [](WholeStage& stage) {
         disputes(stage, 0);
         QTest::keyClick(stage.window.get(), Qt::Key_D, Qt::ControlModifier);
         stage.disputes.isMasked = true;  // the other program says something else in its last line
         auto* list = stage.child<QListView>(u"cases"_s);
         list->setCurrentIndex(list->model()->index(1, 0));
         stage.settle();
         QTest::keyClick(stage.window.get(), Qt::Key_D, Qt::ControlModifier);
         return newestSheet(stage);
     }},
    {"dispute_reveal", true,
     [](WholeStage& stage) {
         stage.disputes.isMasked = true;
         QWidget* window = disputes(stage, 0);
         stage.child<DisputePage>()->travel()->showLine("m-507");
         stage.child<DisputePage>()->travel()->offerReveal();
         stage.settle();
         return window;
     }},
    {"export_case", true,
     [](WholeStage& stage) {
         disputes(stage, 0);
         QTest::keyClick(stage.window.get(), Qt::Key_S, Qt::ControlModifier);
         return newestSheet(stage);
     }},
    {"export_checked", true,
     [](WholeStage& stage) {
         stage.evidence.verdict.rows = 60;
         stage.evidence.verdict.flaws = {{EvidenceFlaw::Kind::Row, 17, {}}};
         stage.evidence.verdict.lacks = {{EvidenceLack::Kind::Newest, 61, 63, {}}};
         auto* sheet = static_cast<ExportDialog*>(exportSheet(stage));
         sheet->check(u"/media/usb/tongdai-c-12345.zip"_s);
         stage.settle();
         return static_cast<QWidget*>(sheet);
     }},
    {"takeover_menu", true,
     [](WholeStage& stage) -> QWidget* {
         limitedTakeover(stage);
         auto* menu = stage.child<TakeoverMenu>(u"takeoverMenu"_s);
         menu->popup(QPoint(200, 44));
         stage.settle();
         return menu;
     }},
    {"locks_key", true,
     [](WholeStage& stage) {
         QWidget* window = keysTab(stage);
         auto* tree = stage.child<QTreeView>(u"keysTree"_s);
         tree->setCurrentIndex(tree->model()->index(2, 0));
         stage.settle();
         return window;
     }},
    {"stats_notes", true, [](WholeStage& stage) { return withNotes(stage); }},
    {"audit_verified", true,
     [](WholeStage& stage) {
         QWidget* window = reviewPage(stage, u"audit"_s);
         stage.child<QPushButton>(u"auditVerify"_s)->click();
         stage.settle();
         return window;
     }},
    {"setup_hooks", false, [](WholeStage& stage) { return hooksOf(stage); }},
    {"setup_outgoing_hooks", false, [](WholeStage& stage) { return outgoingHooksOf(stage); }},
    {"setup_pages", false, [](WholeStage& stage) { return pagesOf(stage); }},
    {"setup_hook_tried", false, [](WholeStage& stage) { return hookTried(stage); }},
    {"setup_people_three", false,
     [](WholeStage& stage) {
         signInHanh(stage);
         return people(stage);
     }},
    {"setup_person_new", false,
     [](WholeStage& stage) {
         signInHanh(stage);
         QWidget* window = people(stage);
         stage.child<QPushButton>(u"addPerson"_s)->click();
         stage.settle();
         return window;
     }},
    {"locked", true,
     [](WholeStage& stage) {
         QTest::keyClick(stage.window.get(), Qt::Key_L, Qt::ControlModifier);
         stage.settle();
         return static_cast<QWidget*>(stage.window.get());
     }},
    {"setup_shop", false,
     [](WholeStage& stage) {
         reviewPage(stage, u"setup"_s);
         stage.child<SetupPage>()->openSection(u"shop"_s);
         stage.settle();
         return static_cast<QWidget*>(stage.window.get());
     }},
    {"setup_disputes", false,
     [](WholeStage& stage) {
         reviewPage(stage, u"setup"_s);
         stage.child<SetupPage>()->openSection(u"disputeMysql"_s);
         stage.settle();
         return static_cast<QWidget*>(stage.window.get());
     }},

    {"dispute_none", true, [](WholeStage& stage) { return reviewPage(stage, u"dispute"_s); }},
    {"dispute_list", true, [](WholeStage& stage) { return disputes(stage, -1); }},
    {"dispute_case", true, [](WholeStage& stage) { return disputes(stage, 0); }},
    {"dispute_entered", true,
     [](WholeStage& stage) {
         QWidget* window = disputes(stage, 0);
         QTest::keyClick(stage.child<QListView>(u"cases"_s), Qt::Key_Return);
         stage.settle();
         return window;
     }},
    {"dispute_bot_answer", true,
     [](WholeStage& stage) {
         QWidget* window = disputes(stage, 0);
         stage.child<DisputePage>()->travel()->showLine("m-502");
         stage.settle();
         return window;
     }},
    {"dispute_search", true,
     [](WholeStage& stage) {
         QWidget* window = disputes(stage, 0);
         auto* box = stage.child<QLineEdit>(u"disputeSearch"_s);
         box->setText(u"giao thieu hang"_s);
         QTest::keyClick(box, Qt::Key_Return);
         stage.settle();
         return window;
     }},
    {"dispute_away", true,
     [](WholeStage& stage) {
         QWidget* window = disputes(stage, -1);
         stage.disputes.goAway();
         auto* list = stage.child<QListView>(u"cases"_s);
         list->setCurrentIndex(list->model()->index(1, 0));
         stage.settle();
         return window;
     }},
    {"export", true, [](WholeStage& stage) { return exportSheet(stage); }},
    {"locks_keys", true, [](WholeStage& stage) { return keysTab(stage); }},
    {"live_silence", true, [](WholeStage& stage) { return silence(stage); }},
    {"live_limited", true, [](WholeStage& stage) { return limitedTakeover(stage); }},
    {"audit", true, [](WholeStage& stage) { return reviewPage(stage, u"audit"_s); }},
    {"setup_people", false, [](WholeStage& stage) { return people(stage); }},
    {"sign_in", true,
     [](WholeStage& stage) {
         stage.people.openShopOfThree();
         stage.settle();
         return static_cast<QWidget*>(stage.window.get());
     }},
};

}  // namespace

const std::vector<Scene>& testing::reviewScenes()
{
    return kReviews;
}

}  // namespace tongdai
