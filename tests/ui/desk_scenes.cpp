#include "tests/ui/desk_scenes.h"

#include "engine/domain/conversation/system_note.h"
#include "ui/dispute/dispute_page.h"
#include "ui/evidence/export_dialog.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/live_page.h"
#include "ui/live/thread/composer_edit.h"
#include "ui/people/person_menu.h"
#include "ui/setup/setup_page.h"
#include "ui/setup/setup_section.h"
#include "ui/stats/stats_page.h"

#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::FakeWorks;
using testing::Scene;
using testing::WholeStage;

namespace {

QWidget* deskPage(WholeStage& stage, const QString& name)
{
    stage.window->openPage(name);
    stage.settle();
    return stage.window.get();
}

QWidget* newestOnTop(WholeStage& stage)
{
    stage.settle();
    QDialog* newest = nullptr;
    for (QDialog* dialog : stage.window->findChildren<QDialog*>())
        if (dialog->isVisible()) newest = dialog;
    return newest;
}

/// The shop has three people, and nobody sits there.
void leaveTheDesk(WholeStage& stage)
{
    stage.people.openShopOfThree();
    stage.settle();
}

QWidget* signInAs(WholeStage& stage, const QString& name, const QString& password)
{
    stage.child<QLineEdit>(u"signInName"_s)->setText(name);
    stage.child<QLineEdit>(u"signInPassword"_s)->setText(password);
    stage.child<QPushButton>(u"signInAccept"_s)->click();
    stage.settle();
    return stage.window.get();
}

/// Whoever sits there has this role.
QWidget* sitAs(WholeStage& stage, Role role, const QString& page)
{
    leaveTheDesk(stage);
    for (Person& person : stage.people.people.people)
        if (person.id == OperatorId("lan")) person.role = role;
    signInAs(stage, u"lan"_s, stage.people.password);
    const QSize room = stage.window->size();
    stage.makeWindow(stage.tray);
    stage.window->resize(room);
    stage.window->show();
    QApplication::setActiveWindow(stage.window.get());
    stage.fill();
    return deskPage(stage, page);
}

/// KiotViet knows the customer whose conversation is open, and what is in stock.
QWidget* shopCard(WholeStage& stage)
{
    ShopCustomers found;
    found.customers = {{1,
                        u"KH000018"_s,
                        u"Chị Nguyễn Thị Mỹ Hạnh (khách quen Thủ Đức)"_s,
                        1'250'000,
                        {{u"DH01207"_s, u"Đang giao hàng"_s, u"2025-11-20"_s, 398'000},
                         {u"DH01188"_s, u"Hoàn thành"_s, u"2025-11-02"_s, 1'096'000}}}};
    found.age = 12s;
    stage.shop.customersSaid = found;
    ShopStock stock;
    stock.lines = {
        {u"SP1"_s, u"Áo linen cổ tàu tay lỡ - trắng kem - size M"_s, u"Kho Quận 1"_s, 399'000, 4, 1, 11, 1},
        {u"SP2"_s, u"Áo linen cổ tàu tay lỡ - trắng kem - size L"_s, u"Kho Thủ Đức"_s, 399'000, 0, 0, 12, 2}};
    stock.age = 61s;
    stock.isRefreshing = true;
    stage.shop.stockSaid = stock;
    const ConversationId open("c-12345");
    CustomerDetails details;
    DetailValue said;
    said.value = u"0901 234 567"_s;
    said.from.at = stage.desk.now - 6min;
    details.values[DetailField::Phone] = {said};
    stage.desk.details[open] = details;
    deskPage(stage, u"live"_s);
    stage.child<LivePage>()->open(open);
    stage.settle();
    if (!stage.child<QWidget>(u"card"_s)->isVisible())
        QTest::keyClick(stage.window.get(), Qt::Key_I, Qt::ControlModifier);
    stage.settle();
    auto* words = stage.child<QLineEdit>(u"stockWords"_s);
    words->setFocus();
    words->setText(u"ao linen"_s);
    QTest::keyClick(words, Qt::Key_Return);
    stage.settle();
    return stage.window.get();
}

/// An order for that customer is being written; its button was pressed once.
QWidget* shopOrder(WholeStage& stage)
{
    shopCard(stage);
    stage.child<QPushButton>(u"createOrder"_s)->click();
    stage.settle();
    auto* words = stage.child<QLineEdit>(u"orderWords"_s);
    words->setText(u"ao linen"_s);
    QTest::keyClick(words, Qt::Key_Return);
    QTest::keyClick(stage.child<QListWidget>(u"orderFound"_s), Qt::Key_Return);
    stage.child<QPushButton>(u"orderCreate"_s)->click();
    stage.settle();
    return stage.child<QWidget>(u"orderSheet"_s);
}

/// A reply that was too long, or that something arrived before.
QWidget* reply(WholeStage& stage, const QString& text, int arrivals)
{
    const ConversationId open("c-12345");
    Conversation& row = stage.desk.conversation(open);
    row.mode = BotMode::Human;
    row.assignee = stage.desk.me();
    stage.desk.report(open);
    deskPage(stage, u"live"_s);
    stage.child<LivePage>()->open(open);
    stage.settle();
    auto* box = stage.child<ComposerEdit>(u"composer"_s);
    box->setFocus();
    box->insertPlainText(text);
    for (int i = 0; i < arrivals; ++i)
        stage.desk.say(open, Speaker::Customer, u"À cho mình đổi địa chỉ giao sang 12/7 Nguyễn Thị Minh Khai nhé"_s);
    stage.settle();
    QTest::keyClick(box, Qt::Key_Return);
    stage.settle();
    return stage.window.get();
}

QWidget* peek(WholeStage& stage, int kind)
{
    stage.keys.held = api::KeyValue();
    for (int i = 0; i < 14; ++i) {
        const QByteArray at = QByteArray::number(1'763'690'400'000 + 1711 * i) + "-0";
        if (kind == int(api::QueueRow::Kind::Stream))
            stage.keys.held->rows.push_back(
                {at, "event=message_sent threadId=fb-2290417 rev=" + QByteArray::number(i)});
        else
            stage.keys.held->rows.push_back(
                {QByteArray::number(i),
                 R"({"event":"message","data":{"content":"Áo linen còn size M không shop ơi?"}})"});
    }
    stage.keys.held->next = "50";
    stage.locks.fillCalm();
    stage.queues.fillCalm(stage.desk.now);
    deskPage(stage, u"locks"_s);
    QTest::keyClick(stage.window.get(), Qt::Key_2, Qt::AltModifier);
    stage.settle();
    auto* table = stage.child<QTableView>(u"queuesTable"_s);
    const auto& rows = stage.queues.picture.rows;
    for (size_t i = 0; i < rows.size(); ++i) {
        if (int(rows[i].kind) != kind) continue;
        table->setCurrentIndex(table->model()->index(int(i), 0));
        break;
    }
    QTest::keyClick(table, Qt::Key_Return);
    QTest::qWait(50);  // it is read by itself
    return newestOnTop(stage);
}

QWidget* taskBody(WholeStage& stage)
{
    stage.tasks.fill(stage.desk.now);
    stage.locks.fillCalm();
    deskPage(stage, u"locks"_s);
    QTest::keyClick(stage.window.get(), Qt::Key_5, Qt::AltModifier);
    stage.settle();
    auto* table = stage.child<QTableView>(u"tasksTable"_s);
    for (int i = 0; i < 2; ++i)
        QTest::keyClick(table, Qt::Key_Down);
    stage.settle();
    stage.child<QPushButton>(u"taskRaw"_s)->click();
    stage.settle();
    return stage.window.get();
}

SetupSection& history(WholeStage& stage)
{
    deskPage(stage, u"setup"_s);
    stage.child<SetupPage>()->openSection(u"history"_s);
    stage.settle();
    SetupSection* found = nullptr;
    for (SetupSection* each : stage.child<SetupPage>()->findChildren<SetupSection*>())
        if (each->objectName() == u"history"_s) found = each;
    return *found;
}

/// The shop is asked to move to a server whose test went well.
void move(WholeStage& stage)
{
    SetupSection& section = history(stage);
    section.findChild<QRadioButton*>(u"choice1"_s)->click();
    section.findChild<QLineEdit*>(u"host"_s)->setText(u"192.168.1.20"_s);
    section.findChild<QLineEdit*>(u"password"_s)->setText(u"s3cret"_s);
    stage.settle();
    section.findChild<QPushButton*>(u"test"_s)->click();
    stage.tester.sayAllIsWell();
    stage.settle();
    section.findChild<QPushButton*>(u"move"_s)->click();
    stage.settle();
}

void begin(WholeStage& stage)
{
    move(stage);
    history(stage).findChild<QPushButton*>(u"moveGo"_s)->click();
    emit stage.works.progressed({api::ShopWork::Move, api::ShopProgress::Phase::Copying, u"messages"_s, 4'120, 9'120});
    stage.settle();
}

ExportDialog* exporting(WholeStage& stage)
{
    stage.child<LivePage>()->open(ConversationId("c-12345"));
    deskPage(stage, u"live"_s);
    QTest::keyClick(stage.window.get(), Qt::Key_S, Qt::ControlModifier);
    auto* sheet = static_cast<ExportDialog*>(newestOnTop(stage));
    sheet->exportTo(u"/media/usb/tongdai-c-12345.zip"_s);
    emit stage.evidence.progressed({api::EvidenceProgress::Phase::Printing, 1'240, 3'118});
    stage.settle();
    return sheet;
}

/// A quarrel of forty lines, as Vietnamese customers write.
DisputeThread longQuarrel(const DisputeThread& shape)
{
    static const QStringList said{
        u"Chị ơi em đặt từ hôm mùng 5 mà tới giờ vẫn chưa thấy ai gọi giao hàng, hỏi thì bên vận chuyển bảo shop chưa "
        u"bàn giao, "
        "shop thì bảo đã gửi rồi. Rốt cuộc là đơn của em đang ở đâu ạ?"_s,
        u"Dạ em kiểm tra thấy đơn rời kho lúc 16:20 ngày 18/11, mã vận đơn GHN-8841207. Em gọi bên giao nhận hối giúp chị liền nha."_s,
        u"Kiện tới rồi nhưng bên trong thiếu một áo linen trắng kem size M, thùng bị rạch ở góc và băng keo dán lại. "
        u"Em có quay "
        "video lúc mở, shop cần thì em gửi."_s,
        u"Dạ chị gửi giúp em video với ảnh chụp tem niêm phong, bên em làm việc lại với kho và trả lời chị trước 17 giờ."_s,
        u"Em chờ hai ngày rồi mà không ai trả lời, vậy là shop định bỏ qua luôn hả?"_s};
    DisputeThread thread = shape;
    thread.lines.clear();
    for (int i = 0; i < 40; ++i) {
        DisputeLine line = shape.lines[size_t(i) % 2];
        line.card.reset();
        line.id = "m-" + QByteArray::number(600 + i);
        line.body = said[i % said.size()];
        line.at += std::chrono::minutes(7 * i);
        line.receipts.clear();
        thread.lines.push_back(line);
    }
    return thread;
}

/// Two customers were promised a person, and nobody came.
QWidget* nobodyCame(WholeStage& stage, bool isAsked)
{
    deskPage(stage, u"live"_s);
    stage.desk.nobodyCame = {{}, 10min, isAsked};
    for (const auto* name : {"c-12345", "c-12347"}) {
        const ConversationId id{QByteArray(name)};
        Conversation& row = stage.desk.conversation(id);
        row.mode = BotMode::Human;
        row.assignee = {};
        row.waitingSince = stage.desk.now - 14min;
        stage.desk.report(id);
        stage.desk.nobodyCame.waits.push_back({id, *row.waitingSince, row.customerName});
    }
    stage.child<LivePage>()->open(ConversationId("c-12345"));
    stage.settle();
    SystemNote note{SystemEvent::NobodyCame, {}, 0, 4, u"minh"_s};
    note.minutes = 10;
    note.supervisorsAsked = true;
    stage.desk.say(ConversationId("c-12345"), Speaker::System, {}, false);
    StoredMessage& line = stage.desk.thread(ConversationId("c-12345")).back();
    line.metadata = toJson(note);
    emit stage.desk.linesChanged(line.conversation, {line});
    stage.desk.tellNobodyCame();
    stage.settle();
    return stage.window.get();
}

const std::vector<Scene> kDesk{
    {"sign_in_wrong", true,
     [](WholeStage& stage) -> QWidget* {
         stage.people.wait = 42s;
         leaveTheDesk(stage);
         return signInAs(stage, u"lan"_s, u"sai rồi"_s);
     }},
    {"sign_in_waits", true,
     [](WholeStage& stage) -> QWidget* {
         stage.people.away = {{api::DeskError::StoreDown, u"could not connect to server: Connection refused"_s}};
         leaveTheDesk(stage);
         return signInAs(stage, u"lan"_s, stage.people.password);
     }},
    {"sign_in_first_password", true,
     [](WholeStage& stage) -> QWidget* {
         leaveTheDesk(stage);
         for (Person& person : stage.people.people.people)
             person.mustChangePassword = true;
         return signInAs(stage, u"lan"_s, stage.people.password);
     }},
    {"sign_in_locked", true,
     [](WholeStage& stage) -> QWidget* {
         leaveTheDesk(stage);
         signInAs(stage, u"lan"_s, stage.people.password);
         stage.people.lock();
         stage.settle();
         return stage.window.get();
     }},
    {"sign_in_new_password", true,
     [](WholeStage& stage) -> QWidget* {
         leaveTheDesk(stage);
         signInAs(stage, u"lan"_s, stage.people.password);
         stage.child<QAction>(u"passwordAction"_s)->trigger();
         stage.settle();
         return stage.window.get();
     }},
    {"person_menu", true,
     [](WholeStage& stage) -> QWidget* {
         leaveTheDesk(stage);
         signInAs(stage, u"hạnh"_s, stage.people.password);
         auto* menu = stage.child<PersonMenu>();
         menu->popup(QPoint(200, 44));
         stage.settle();
         return menu;
     }},
    {"role_operator", true, [](WholeStage& stage) -> QWidget* { return sitAs(stage, Role::Operator, u"live"_s); }},
    {"role_supervisor", true,
     [](WholeStage& stage) -> QWidget* { return sitAs(stage, Role::Supervisor, u"system"_s); }},
    {"role_auditor", true, [](WholeStage& stage) -> QWidget* { return sitAs(stage, Role::Auditor, u"live"_s); }},
    {"setup_people_made", false,
     [](WholeStage& stage) -> QWidget* {
         leaveTheDesk(stage);
         signInAs(stage, u"hạnh"_s, stage.people.password);
         deskPage(stage, u"setup"_s);
         stage.child<SetupPage>()->openSection(u"people"_s);
         stage.settle();
         auto* table = stage.child<QTableView>(u"peopleTable"_s);
         table->setCurrentIndex(table->model()->index(1, 0));
         stage.child<QPushButton>(u"resetPassword"_s)->click();
         stage.settle();
         return stage.window.get();
     }},
    {"live_shop_card", true, [](WholeStage& stage) { return shopCard(stage); }},
    {"live_order", true, [](WholeStage& stage) { return shopOrder(stage); }},
    {"live_pause", true, [](WholeStage& stage) { return reply(stage, u"Dạ chiều nay 5 giờ bên em giao ạ"_s, 2); }},
    {"live_nobody_came", true, [](WholeStage& stage) { return nobodyCame(stage, true); }},
    {"live_nobody_came_others", true, [](WholeStage& stage) { return nobodyCame(stage, false); }},
    {"live_too_long", true,
     [](WholeStage& stage) {
         return reply(stage, u"Dạ bên em xin gửi chị bảng size đầy đủ của mẫu áo này ạ. "_s.repeated(160), 0);
     }},
    {"locks_peek", true, [](WholeStage& stage) { return peek(stage, int(api::QueueRow::Kind::Offline)); }},
    {"locks_tail", true, [](WholeStage& stage) { return peek(stage, int(api::QueueRow::Kind::Stream)); }},
    {"locks_task_body", true, [](WholeStage& stage) { return taskBody(stage); }},
    {"setup_move", false,
     [](WholeStage& stage) -> QWidget* {
         move(stage);
         return stage.window.get();
     }},
    {"setup_moving", false,
     [](WholeStage& stage) -> QWidget* {
         begin(stage);
         return stage.window.get();
     }},
    {"setup_move_failed", false,
     [](WholeStage& stage) -> QWidget* {
         begin(stage);
         api::ShopOutcome cut;
         cut.work = api::ShopWork::Move;
         cut.trouble = api::ShopTrouble::StoreTrouble;
         cut.detail = u"server closed the connection unexpectedly"_s;
         emit stage.works.ended(cut);
         stage.settle();
         return stage.window.get();
     }},
    {"setup_moved", false,
     [](WholeStage& stage) -> QWidget* {
         begin(stage);
         emit stage.works.ended(FakeWorks::movedShop());
         stage.settle();
         return stage.window.get();
     }},
    {"stats_wall", true,
     [](WholeStage& stage) -> QWidget* {
         stage.statistics.engine = testing::busyTrail(stage.desk.now);
         stage.statistics.now = stage.desk.now;
         deskPage(stage, u"stats"_s);
         stage.statistics.answerBusy();
         const QSize room = stage.window->size();
         stage.window->setWindowState(stage.window->windowState() | Qt::WindowFullScreen);
         stage.settle();
         stage.window->resize(room);
         stage.settle();
         return stage.window.get();
     }},
    {"export_running", true, [](WholeStage& stage) -> QWidget* { return exporting(stage); }},
    {"export_done", true,
     [](WholeStage& stage) -> QWidget* {
         ExportDialog* sheet = exporting(stage);
         api::EvidenceMade made;
         made.file = u"/media/usb/tongdai-c-12345.zip"_s;
         made.bytes = 1'841'223;
         made.lines = 3'118;
         made.hasGaps = true;
         made.head = QByteArray(32, '\x5a');
         made.publicKey = QByteArray(32, '\x3c');
         stage.evidence.answer(made);
         stage.settle();
         return sheet;
     }},
    {"dispute_long", true,
     [](WholeStage& stage) -> QWidget* {
         stage.disputes.fill();
         stage.disputes.list.front().title =
             u"Thiếu một áo linen trắng kem, thùng bị rạch, hai ngày không ai trả lời và đòi hoàn tiền"_s;
         stage.disputes.list.front().parties = u"Nguyễn Thị Mỹ Hạnh – Công ty TNHH Thời trang Mộc An Sài Gòn"_s;
         stage.disputes.told = longQuarrel(testing::shortDeliveryThread());
         deskPage(stage, u"dispute"_s);
         auto* list = stage.child<QListView>(u"cases"_s);
         list->setCurrentIndex(list->model()->index(0, 0));
         stage.settle();
         return stage.window.get();
     }},
};

}  // namespace

const std::vector<Scene>& testing::deskScenes()
{
    return kDesk;
}

}  // namespace tongdai
