#include "ui/live/attendance.h"

#include "tests/support/fake_desk.h"
#include "tests/support/test_registry.h"
#include "tests/ui/live_stage.h"
#include "ui/live/thread/receipt_steps.h"

#include <QPlainTextEdit>
#include <QTextEdit>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::Attendee;
using testing::LiveStage;

namespace {

const ConversationId kHanh("c-12345"_ba);

Attendee customer(Presence presence)
{
    return {SenderId("u-1"_ba), u"Hạnh"_s, false, presence};
}
Attendee colleague(const QString& name, Presence presence)
{
    return {SenderId(name.toUtf8()), name, true, presence};
}

int filled(const ReceiptSteps& steps)
{
    return int(std::ranges::count(steps.reached, true));
}

}  // namespace

/// Presence, typing and receipts on the Live page (features D4 to D6).
class AttendanceTest : public QObject {
    Q_OBJECT
private slots:
    void saysOnlyWhatIsKnown();
    void namesColleaguesButNotMe();
    void foreignNamesStayText();
    void followsTheWatchedThreadAlone();
    void stepsAreNeverGuessed();
    void typingIsToldAtEveryLetter();
    void openingAThreadTellsTheCustomerNothing();
};

void AttendanceTest::saysOnlyWhatIsKnown()
{
    LiveStage stage;
    Attendance attendance(OperatorId("Lan"_ba));
    QVERIFY(attendance.isHidden());
    attendance.setAttendees({customer(Presence::Unknown)});
    QVERIFY(attendance.isHidden());
    attendance.setAttendees({customer(Presence::Online)});
    QCOMPARE(attendance.words(), u"online"_s);
    attendance.setAttendees({customer(Presence::Offline)});
    QCOMPARE(attendance.words(), u"offline"_s);
    attendance.setAttendees({});
    QVERIFY(attendance.isHidden());
}

void AttendanceTest::namesColleaguesButNotMe()
{
    LiveStage stage;
    Attendance attendance(OperatorId("Lan"_ba));
    attendance.setAttendees({customer(Presence::Online), colleague(u"Lan"_s, Presence::Online),
                             colleague(u"Minh"_s, Presence::Online), colleague(u"Hùng"_s, Presence::Offline)});
    QCOMPARE(attendance.words(), u"online · also here: Minh"_s);
    QVERIFY(attendance.toolTip().contains(u"Hùng: offline"_s));
}

/// F75
void AttendanceTest::foreignNamesStayText()
{
    LiveStage stage;
    Attendance attendance(OperatorId("Lan"_ba));
    attendance.setAttendees({{SenderId("x"_ba), u"<img src=x>"_s, false, Presence::Online}});
    QVERIFY(attendance.toolTip().contains(u"&lt;img"_s));
}

void AttendanceTest::followsTheWatchedThreadAlone()
{
    LiveStage stage;
    stage.desk.fillShop();
    LivePage page(stage.desk, stage.look());
    page.show();
    stage.openFirst(page);
    auto* attendance = page.findChild<Attendance*>();
    QCOMPARE(attendance->words(), u"online · also here: Minh"_s);
    emit stage.desk.attendeesChanged(ConversationId("another"_ba), {customer(Presence::Offline)});
    QCOMPARE(attendance->words(), u"online · also here: Minh"_s);
    emit stage.desk.attendeesChanged(kHanh, {customer(Presence::Offline)});
    QCOMPARE(attendance->words(), u"offline"_s);
}

void AttendanceTest::stepsAreNeverGuessed()
{
    const TimePoint at{std::chrono::milliseconds(1)};
    Delivery delivery;
    QCOMPARE(filled(ReceiptSteps::queued()), 1);
    QCOMPARE(filled(ReceiptSteps::of(delivery)), 2);  // waiting: queued and kept
    delivery.state = OutboxState::Sent;
    QCOMPARE(filled(ReceiptSteps::of(delivery)), 3);
    delivery.conversationOnly = true;  // no channel was there to accept it
    QCOMPARE(filled(ReceiptSteps::of(delivery)), 2);
    delivery.deliveredAt = at;
    QCOMPARE(filled(ReceiptSteps::of(delivery)), 4);
    delivery.deliveredAt.reset();
    delivery.readAt = at;
    QCOMPARE(filled(ReceiptSteps::of(delivery)), 5);
}

void AttendanceTest::typingIsToldAtEveryLetter()
{
    LiveStage stage;
    stage.desk.fillShop();
    LivePage page(stage.desk, stage.look());
    page.show();
    stage.openFirst(page);
    stage.desk.acts.clear();
    auto* box = page.findChild<QTextEdit*>(u"composer"_s);
    QVERIFY(box);
    QTest::keyClicks(box, u"abc"_s);
    QCOMPARE(stage.desk.acts.count(u"typing c-12345"_s), 3);
    QCOMPARE(stage.desk.acts.count(u"read c-12345"_s), 1);  // whoever answers has read
    box->clear();
    QCOMPARE(stage.desk.acts.last(), u"typing_off c-12345"_s);
}

void AttendanceTest::openingAThreadTellsTheCustomerNothing()
{
    LiveStage stage;
    stage.desk.fillShop();
    LivePage page(stage.desk, stage.look());
    page.show();
    stage.openFirst(page);
    QVERIFY(!stage.desk.acts.contains(u"read c-12345"_s));
}

TONGDAI_TEST(AttendanceTest)

}  // namespace tongdai

#include "attendance_gui_test.moc"
