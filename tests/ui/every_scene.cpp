#include "tests/ui/every_scene.h"

#include "engine/domain/shop/page_line.h"
#include "tests/ui/desk_scenes.h"
#include "tests/ui/draft_scenes.h"
#include "tests/ui/import_scenes.h"
#include "tests/ui/locks_stats_scenes.h"
#include "tests/ui/review_scenes.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/live_page.h"
#include "ui/live/thread/composer_edit.h"
#include "ui/setup/backup_section.h"
#include "ui/setup/setup_page.h"
#include "ui/setup/setup_section.h"
#include "ui/shell/failure_sheet.h"
#include "ui/shell/view_menu.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::FakeWorks;
using testing::WholeStage;

namespace {

QWidget* page(WholeStage& stage, const QString& name)
{
    stage.window->openPage(name);
    stage.settle();
    return stage.window.get();
}

QWidget* section(WholeStage& stage, const QString& name)
{
    page(stage, u"setup"_s);
    stage.child<SetupPage>()->openSection(name);
    stage.settle();
    return stage.window.get();
}

QWidget* newestDialog(WholeStage& stage)
{
    stage.settle();
    QDialog* newest = nullptr;
    for (QDialog* dialog : stage.window->findChildren<QDialog*>())
        if (dialog->isVisible()) newest = dialog;
    return newest;
}

/// A conversation of a page whose customer wrote so long ago.
QWidget* onAPage(WholeStage& stage, std::chrono::minutes ago)
{
    const ConversationId id{"c-12345"};
    Conversation& conversation = stage.desk.conversation(id);
    conversation.channel = u"facebook"_s;
    conversation.mode = BotMode::Human;
    conversation.assignee = stage.desk.me();
    conversation.metadata.insert(kPageKey, toJson(PageAddress{"1029"}));
    stage.desk.say(id, Speaker::Customer, u"còn size M không shop"_s);
    stage.desk.now += ago;
    stage.child<LivePage>()->open(id);
    stage.settle();
    return stage.window.get();
}

void connectChannel(WholeStage& stage)
{
    api::SystemFacts facts = stage.system.facts();
    facts.platformMode = u"https://chat.example"_s;
    facts.webOrigins = {u"https://hoasen.example"_s};
    stage.system.setFacts(facts);
    stage.system.setPart({Part::Platform, PartState::Ok, u"https://chat.example"_s, {}, {}, {}, stage.desk.now});
}

void breakDown(WholeStage& stage)
{
    stage.system.moveToServer();
    stage.system.setState(Part::History, PartState::Down, u"could not connect to server: Connection refused"_s);
    stage.system.setState(Part::Ai, PartState::Down, u"does not answer"_s);
    stage.system.setWaiting(7, 18);
    stage.desk.now += 42s;
    emit stage.system.healthChanged(stage.system.health());
    stage.settle();
}

void choose(WholeStage& stage, WorkQueue queue, int row)
{
    stage.child<ConversationPane>()->setQueue(queue);
    stage.settle();
    stage.list()->setCurrentIndex(stage.list()->model()->index(row, 0));
    stage.settle();
}

QWidget* search(WholeStage& stage, const QString& words)
{
    QTest::keyClick(stage.window.get(), Qt::Key_E, Qt::ControlModifier);
    auto* box = stage.child<QLineEdit>(u"searchBox"_s);
    box->setText(words);
    QTest::keyClick(box, Qt::Key_Return);
    stage.settle();
    return stage.window.get();
}

QWidget* findInThread(WholeStage& stage, const QString& words)
{
    stage.child<LivePage>()->open(ConversationId("c-12345"));
    stage.settle();
    stage.child<ComposerEdit>(u"composer"_s)->setFocus();
    QTest::keyClick(stage.window.get(), Qt::Key_F, Qt::ControlModifier);
    auto* box = stage.child<QLineEdit>(u"findWords"_s);
    box->setText(words);
    QTest::keyClick(box, Qt::Key_Return);
    stage.settle();
    return stage.window.get();
}

QWidget* postgres(WholeStage& stage)
{
    section(stage, u"history"_s);
    SetupSection* history = nullptr;
    for (SetupSection* candidate : stage.child<SetupPage>()->findChildren<SetupSection*>())
        if (candidate->objectName() == u"history"_s) history = candidate;
    history->findChild<QRadioButton*>(u"choice1"_s)->click();
    history->findChild<QLineEdit*>(u"host"_s)->setText(u"192.168.1.20"_s);
    history->findChild<QLineEdit*>(u"password"_s)->setText(u"s3cret"_s);
    stage.settle();
    history->findChild<QPushButton*>(u"test"_s)->click();
    return stage.window.get();
}

QWidget* failure(WholeStage& stage, StartFailure kind, const QString& cause)
{
    auto* sheet = new FailureSheet(kind, cause, stage.home.filePath(u"settings.conf"_s), stage.window.get());
    sheet->open();
    return newestDialog(stage);
}

/// The lower end of what is on screen.
QWidget* scrolledDown(WholeStage& stage)
{
    for (const QScrollArea* area : stage.window->findChildren<QScrollArea*>())
        if (area->isVisible()) area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    stage.settle();
    return stage.window.get();
}

BackupSection& backups(WholeStage& stage)
{
    section(stage, u"backup"_s);
    return *stage.child<BackupSection>();
}

const std::vector<testing::Scene> kScenes{
    {"live_no_channel", false, [](WholeStage& stage) { return page(stage, u"live"_s); }},
    {"live_nobody_wrote", false,
     [](WholeStage& stage) {
         connectChannel(stage);
         return page(stage, u"live"_s);
     }},
    {"live_busy", true, [](WholeStage& stage) { return page(stage, u"live"_s); }},
    {"live_note", true,
     [](WholeStage& stage) -> QWidget* {
         QTest::keyClick(stage.window.get(), Qt::Key_M, Qt::ControlModifier);
         stage.child<ComposerEdit>(u"composer"_s)->insertPlainText(u"Khách hay đổi giờ giao, gọi trước khi đi 🌸"_s);
         return page(stage, u"live"_s);
     }},
    {"live_bots", true,
     [](WholeStage& stage) -> QWidget* {
         choose(stage, WorkQueue::WithBot, 0);
         return stage.window.get();
     }},
    {"live_talk", true,
     [](WholeStage& stage) -> QWidget* {
         stage.child<LivePage>()->open(ConversationId("c-12345"));
         stage.settle();
         return stage.window.get();
     }},
    {"live_find", true, [](WholeStage& stage) { return findInThread(stage, u"shop"_s); }},
    {"live_window", true, [](WholeStage& stage) { return onAPage(stage, 90min); }},
    {"live_window_over", true, [](WholeStage& stage) { return onAPage(stage, 8 * 24h); }},
    {"live_steps", true,
     [](WholeStage& stage) {
         stage.statistics.times.since = stage.desk.now - 9h;
         const TurnSteps half{4, 3, 6, 640, 2, 5, 40};
         for (size_t i = 0; i < kTurnSteps.size(); ++i) {
             const double seconds = half.*kTurnSteps.at(i) / 1000;
             stage.statistics.times.steps.at(i) = {212, seconds, seconds * 1.5, seconds * 1.8};
         }
         stage.child<LivePage>()->open(ConversationId("c-12345"));
         stage.settle();
         QTest::keyClick(stage.window.get(), Qt::Key_M, Qt::AltModifier);
         return newestDialog(stage);
     }},
    {"live_closed", true,
     [](WholeStage& stage) -> QWidget* {
         choose(stage, WorkQueue::Closed, 0);
         return stage.window.get();
     }},
    {"live_unassigned", true,
     [](WholeStage& stage) -> QWidget* {
         choose(stage, WorkQueue::Unassigned, 1);
         return stage.window.get();
     }},
    {"live_failed_send", true,
     [](WholeStage& stage) -> QWidget* {
         const ConversationId id = stage.desk.conversations.front().id;
         stage.desk.say(id, Speaker::Operator, u"Dạ 5 giờ chiều nay bên em giao ạ"_s);
         stage.desk.settleDelivery(id, OutboxState::Unknown, u"no answer within 10 s"_s);
         stage.settle();
         stage.child<LivePage>()->open(id);
         stage.settle();
         return stage.window.get();
     }},
    {"live_queue_empty", true,
     [](WholeStage& stage) -> QWidget* {
         connectChannel(stage);
         std::erase_if(stage.desk.conversations,
                       [](const Conversation& each) { return each.status == ConversationStatus::Closed; });
         stage.child<ConversationPane>()->setQueue(WorkQueue::Closed);
         return page(stage, u"live"_s);
     }},
    {"live_filter_hides", true,
     [](WholeStage& stage) -> QWidget* {
         stage.child<QLineEdit>(u"filter"_s)->setText(u"không ai cả"_s);
         QTest::qWait(400);  // it asks when the typing has stopped
         stage.settle();
         return stage.window.get();
     }},
    {"live_search", true, [](WholeStage& stage) { return search(stage, u"giao"_s); }},
    {"live_search_none", true, [](WholeStage& stage) { return search(stage, u"tàu vũ trụ"_s); }},
    {"live_card", true,
     [](WholeStage& stage) -> QWidget* {
         if (!stage.child<QWidget>(u"card"_s)->isVisible())
             QTest::keyClick(stage.window.get(), Qt::Key_I, Qt::ControlModifier);
         stage.settle();
         return stage.window.get();
     }},
    {"live_trouble", true,
     [](WholeStage& stage) {
         breakDown(stage);
         return page(stage, u"live"_s);
     }},
    {"live_sample", true,
     [](WholeStage& stage) {
         stage.sample.open();
         return page(stage, u"live"_s);
     }},
    {"system_calm", true,
     [](WholeStage& stage) {
         connectChannel(stage);
         return page(stage, u"system"_s);
     }},
    {"system_trouble", true,
     [](WholeStage& stage) {
         breakDown(stage);
         return page(stage, u"system"_s);
     }},
    {"system_no_address", true,
     [](WholeStage& stage) {
         api::SystemFacts facts = stage.system.facts();
         facts.engineUrl.clear();
         facts.listenError = u"Cannot listen on 127.0.0.1 port 8000: The bound address is already in use"_s;
         stage.system.setFacts(facts);
         return page(stage, u"system"_s);
     }},
    {"system_sample", true,
     [](WholeStage& stage) -> QWidget* {
         stage.sample.open();
         page(stage, u"system"_s);
         auto* button = stage.child<QPushButton>(u"sampleShop"_s);
         button->setFocus();
         return scrolledDown(stage);
     }},
    {"system_below", true,
     [](WholeStage& stage) {
         page(stage, u"system"_s);
         return scrolledDown(stage);
     }},
    {"setup_overview_below", false,
     [](WholeStage& stage) {
         page(stage, u"setup"_s);
         return scrolledDown(stage);
     }},
    {"setup_form_below", false,
     [](WholeStage& stage) {
         postgres(stage);
         stage.tester.sayAllIsWell();
         stage.settle();
         return scrolledDown(stage);
     }},
    {"setup_services_below", false,
     [](WholeStage& stage) {
         section(stage, u"services"_s);
         return scrolledDown(stage);
     }},
    {"setup_overview", false, [](WholeStage& stage) { return page(stage, u"setup"_s); }},
    {"setup_history", false, [](WholeStage& stage) { return section(stage, u"history"_s); }},
    {"setup_tested", false,
     [](WholeStage& stage) {
         QWidget* window = postgres(stage);
         stage.tester.sayAllIsWell();
         stage.settle();
         return window;
     }},
    {"setup_wrong_password", false,
     [](WholeStage& stage) {
         QWidget* window = postgres(stage);
         stage.tester.sayWrongPassword();
         stage.settle();
         return window;
     }},
    {"setup_hours", false,
     [](WholeStage& stage) {
         stage.statistics.working.days.fill(*WorkingRules::readStretches(u"8:00-12:00, 13:30-17:30"_s));
         stage.statistics.working.days.back().clear();
         stage.statistics.working.closed = {QDate(2026, 12, 24), QDate(2026, 12, 31)};
         return section(stage, u"hours"_s);
     }},
    {"setup_bot", false,
     [](WholeStage& stage) {
         QWidget* window = section(stage, u"bot"_s);
         const std::vector<std::pair<QString, qint64>> week{{u"ask_price"_s, 812},    {u"ask_stock"_s, 604},
                                                            {u"ask_shipping"_s, 251}, {u"booking"_s, 118},
                                                            {u"complaint"_s, 67},     {u"doi_tra_hang"_s, 52}};
         AnswerRule rule{80, {}};
         RuleEffect effect;
         StatsReport report;
         for (const auto& [name, answers] : week) {
             report.intents.push_back({name, answers});
             effect.intents.push_back({name, answers, answers / 7, 0, 0.31});
             if (name != u"complaint"_s) rule.intents << name;
         }
         stage.statistics.answer(report);
         api::SetupState state = stage.setup.state();
         state.botRule = {0, rule.intents};
         stage.setup.setState(state);
         auto* confidence = stage.child<QComboBox>(u"confidence"_s);
         confidence->setCurrentIndex(confidence->findData(80));
         emit confidence->activated(confidence->currentIndex());
         stage.child<QPushButton>(u"try"_s)->click();
         effect.rule = rule;
         effect.sent = 1'904;
         effect.nowHeld = 282;
         effect.nowUnsure = 215;
         effect.heldBack = 87;
         effect.nowSent = 12;
         const TimePoint now = stage.statistics.now;
         const QStringList names{u"Nguyễn Thị Hạnh"_s, u"Trần Quốc Đạt"_s, QString(), u"Phạm Thuý Quỳnh Như"_s};
         for (int i = 0; i < 40; ++i) {
             effect.conversations.push_back({ConversationId("fb-229041" + QByteArray::number(i)), names[i % 4],
                                             now - std::chrono::minutes(37 * i), week[size_t(i) % 6].first,
                                             0.79 - 0.01 * i, 1 + i % 3});
         }
         effect.changedConversations = 240;
         stage.statistics.answerTrial(effect);
         stage.settle();
         return window;
     }},
    {"setup_redis", false, [](WholeStage& stage) { return section(stage, u"redis"_s); }},
    {"setup_services", false, [](WholeStage& stage) { return section(stage, u"services"_s); }},
    {"setup_restart", false,
     [](WholeStage& stage) {
         api::SetupState state = stage.setup.state();
         state.needsRestart = true;
         stage.setup.setState(state);
         return section(stage, u"services"_s);
     }},
    {"setup_backup", false, [](WholeStage& stage) { return section(stage, u"backup"_s); }},
    {"setup_backup_seen", false,
     [](WholeStage& stage) -> QWidget* {
         BackupSection& all = backups(stage);
         all.backUpTo(u"/media/usb/x.tar"_s);
         emit stage.works.ended(FakeWorks::backup(api::ShopWork::Backup));
         api::ShopOutcome seen = FakeWorks::backup(api::ShopWork::Inspect);
         seen.addresses = {{u"AI_SERVICE_URL"_s, u"https://ai.example.org"_s}};
         seen.secretsLeftOut = QStringList{u"ADMIN_ACCESS_TOKEN"_s};
         all.lookInto(seen.file);
         emit stage.works.ended(seen);
         stage.settle();
         return stage.window.get();
     }},
    {"setup_backup_running", false,
     [](WholeStage& stage) -> QWidget* {
         backups(stage).backUpTo(u"/media/usb/x.tar"_s);
         stage.settle();
         return stage.window.get();
     }},
    {"keys", true,
     [](WholeStage& stage) {
         QTest::keyClick(stage.window.get(), Qt::Key_F1);
         return newestDialog(stage);
     }},
    {"closing", true,
     [](WholeStage& stage) {
         stage.window->close();
         return newestDialog(stage);
     }},
    {"quit", true,
     [](WholeStage& stage) {
         connectChannel(stage);
         QueueCounts counts;
         counts.of.at(size_t(WorkQueue::NeedsMe)) = 3;
         emit stage.desk.queueCountsChanged(counts);
         QTest::keyClick(stage.window.get(), Qt::Key_Q, Qt::ControlModifier);
         return newestDialog(stage);
     }},
    {"alert_log", true,
     [](WholeStage& stage) {
         for (int i = 0; i < 12; ++i) {
             Conversation c;
             c.id = ConversationId::fromString(u"w-%1"_s.arg(i));
             c.channel = u"facebook"_s;
             c.customerName = u"Nguyễn Thị Mỹ Hạnh %1"_s.arg(i);
             c.customer = SenderId::fromString(u"u-%1"_s.arg(i));
             c.mode = BotMode::Human;
             c.lastActivity = stage.desk.now;
             c.waitingSince = stage.desk.now;
             stage.desk.addConversation(c);
             stage.desk.report(c.id);
         }
         stage.settle();
         stage.child<QAction>(u"alertLog"_s)->trigger();
         return newestDialog(stage);
     }},
    {"failure_settings", true,
     [](WholeStage& stage) {
         return failure(
             stage, StartFailure::BadSettings,
             u"These settings cannot be used:\n  /home/lan/.config/tongdai/settings.conf:2: API_PORT must be "
             u"a whole number from 0 to 65535, not 'abc'"_s);
     }},
    {"failure_running", true,
     [](WholeStage& stage) {
         return failure(
             stage, StartFailure::AlreadyRunning,
             u"Tongdai already runs on '/home/lan/.local/share/tongdai' (process 4711). Stop it, or give this "
             u"one a folder of its own with --data-dir."_s);
     }},
    {"failure_folder", true,
     [](WholeStage& stage) {
         return failure(stage, StartFailure::NoData,
                        u"The data folder '/home/lan/.local/share/tongdai' cannot be written."_s);
     }},
    {"failure_secrets", true,
     [](WholeStage& stage) {
         return failure(stage, StartFailure::NoSecrets,
                        u"The key store of this desktop is locked, and the passwords and tokens of the shop lie in it. "
                        "Unlock it, and start Tongdai again"_s);
     }},
    {"failure_address", true,
     [](WholeStage& stage) {
         return failure(stage, StartFailure::CannotListen,
                        u"Cannot listen on 127.0.0.1 port 8000: The bound address is already in use"_s);
     }},
    {"failure_history", true,
     [](WholeStage& stage) {
         return failure(stage, StartFailure::NoHistory, u"disk I/O error: /home/lan/.local/share/tongdai"_s);
     }},
    {"menu", true,
     [](WholeStage& stage) -> QWidget* {
         auto* menu = stage.child<ViewMenu>();
         menu->popup(QPoint(200, 44));
         stage.settle();
         return menu;
     }},
    {"menu_alerts", true,
     [](WholeStage& stage) -> QWidget* {
         auto* menu = stage.child<QMenu>(u"alertMenu"_s);
         menu->popup(QPoint(200, 44));
         stage.settle();
         return menu;
     }},
    {"tray_menu", true,
     [](WholeStage& stage) -> QWidget* {
         stage.tray.menu->popup(QPoint(200, 44));
         stage.settle();
         return stage.tray.menu;
     }},
    {"file_save", false,
     [](WholeStage& stage) {
         section(stage, u"backup"_s);
         stage.child<QPushButton>(u"backUp"_s)->click();
         return newestDialog(stage);
     }},
    {"file_open", false,
     [](WholeStage& stage) {
         section(stage, u"backup"_s);
         stage.child<QPushButton>(u"chooseBackup"_s)->click();
         return newestDialog(stage);
     }},
};

}  // namespace

const std::vector<testing::Scene>& testing::everyScene()
{
    static const std::vector<Scene> all = [] {
        std::vector<Scene> scenes = kScenes;
        scenes.insert(scenes.end(), locksAndStatsScenes().begin(), locksAndStatsScenes().end());
        scenes.insert(scenes.end(), reviewScenes().begin(), reviewScenes().end());
        scenes.insert(scenes.end(), deskScenes().begin(), deskScenes().end());
        scenes.insert(scenes.end(), draftScenes().begin(), draftScenes().end());
        scenes.insert(scenes.end(), importScenes().begin(), importScenes().end());
        return scenes;
    }();
    return all;
}

}  // namespace tongdai
