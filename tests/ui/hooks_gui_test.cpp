#include "ui/hooks/hooks_section.h"

#include "tests/support/test_registry.h"
#include "tests/ui/whole_stage.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/hooks/hook_words.h"
#include "ui/hooks/hooks_model.h"
#include "ui/setup/setup_page.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTableView>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What platforms sent in, on the Setup page (features E7).
class HooksSectionTest : public QObject {
    Q_OBJECT
    std::unique_ptr<WholeStage> m_stage;

    void open()
    {
        m_stage->window->resize(1366, 731);
        m_stage->window->show();
        QApplication::setActiveWindow(m_stage->window.get());
        m_stage->fill();
        m_stage->window->openPage(u"setup"_s);
        m_stage->child<SetupPage>()->openSection(u"hooks"_s);
        m_stage->settle();
    }
    QTableView& table() { return *m_stage->child<QTableView>(u"hooksTable"_s); }
    QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }
    /// Numbers and their units are kept together by a blank of their own.
    QString text(const QString& name) { return m_stage->child<RoleLabel>(name)->text().replace(QChar(0xa0), u' '); }
    QString shown() { return m_stage->child<QPlainTextEdit>(u"hookText"_s)->toPlainText(); }
    NoticeBar& outcome() { return *m_stage->child<NoticeBar>(u"hookOutcome"_s); }
    void press(const QString& button) { m_stage->child<QPushButton>(button)->click(); }
    void choose(int row)
    {
        table().setCurrentIndex(table().model()->index(row, 0));
        m_stage->settle();
    }
    /// As the next look two seconds later brings it.
    void lookAgain()
    {
        auto* section = m_stage->child<HooksSection>();
        const int asked = m_stage->hooks.asked;
        section->hide();
        section->show();
        QTRY_VERIFY(m_stage->hooks.asked > asked);
        m_stage->settle();
    }

private slots:
    void init()
    {
        m_stage = std::make_unique<WholeStage>();
        m_stage->hooks.fillMorning(m_stage->desk.now);
    }
    void cleanup() { m_stage.reset(); }

    void everyCallStandsThereWithWhatBecameOfIt()
    {
        open();
        QTRY_COMPARE(table().model()->rowCount(), 7);
        QCOMPARE(cell(0, HooksModel::Fate), u"in work"_s);
        QCOMPARE(cell(0, HooksModel::Status), u"…"_s);
        QCOMPARE(cell(0, HooksModel::Message), u"m_b7d0"_s);
        QCOMPARE(cell(1, HooksModel::Fate), u"refused: fields are wrong or missing"_s);
        QCOMPARE(cell(2, HooksModel::Fate), u"stored for the person who has the conversation"_s);
        QVERIFY(cell(3, HooksModel::Fate).startsWith(u"repeated, nothing added: "_s));
        QCOMPARE(cell(5, HooksModel::Fate), u"refused: wrong or missing access token"_s);
        QCOMPARE(cell(6, HooksModel::Door), u"KiotViet"_s);
        QVERIFY(cell(1, HooksModel::Status).startsWith(u"422 · "_s));
    }

    /// features E7: a missing secret is a red warning.
    void anEndpointWithoutItsSecretIsARedWarning()
    {
        open();
        auto* closed = m_stage->child<NoticeBar>(u"hookClosed"_s);
        QTRY_VERIFY(closed->isVisible());
        QCOMPARE(closed->tone(), Tone::Danger);
        QVERIFY2(closed->sentence().contains(u"KIOTVIET_WEBHOOK_SECRET"_s), qPrintable(closed->sentence()));
        QVERIFY(
            text(u"hookDoors"_s).contains(u"1,284 calls since the engine started, the last one 12 s ago; 3 refused"_s));
        QVERIFY(text(u"hookDoors"_s).contains(u"nobody has called since the engine started"_s));
        m_stage->hooks.picture.doors.back().isOpen = true;
        m_stage->hooks.picture.doors.back().lacksSecret = false;
        ++m_stage->hooks.picture.revision;
        lookAgain();
        QVERIFY(!closed->isVisible());
    }

    void aChosenOneShowsAllOfItByKeys()
    {
        open();
        QTRY_COMPARE(table().model()->rowCount(), 7);
        table().setFocus();
        choose(0);
        QTest::keyClick(&table(), Qt::Key_Down);
        m_stage->settle();
        QVERIFY(text(u"hookHeading"_s).contains(u"422 · "_s));
        QVERIFY2(text(u"hookWords"_s).contains(u"message_content: field required"_s), qPrintable(text(u"hookWords"_s)));
        QVERIFY(shown().contains(u"\"customer_name\": \"Chị Hoa\""_s));
        QTest::keyClick(&table(), Qt::Key_Return);
        QVERIFY(m_stage->child<QPlainTextEdit>(u"hookText"_s)->hasFocus());
        auto* tabs = m_stage->child<QTabBar>(u"hookTabs"_s);
        tabs->setFocus();
        QTest::keyClick(tabs, Qt::Key_Right);
        QVERIFY2(shown().startsWith(u"POST /api/v1/enhanced-handle-message"_s), qPrintable(shown()));
        QVERIFY(shown().contains(u"Authorization: (not kept: may be secret)"_s));
        QVERIFY(shown().contains(u"User-Agent: Pancake-Webhook/1.0"_s));
        QTest::keyClick(tabs, Qt::Key_Right);
        QVERIFY(shown().contains(u"\"success\": true"_s));
    }

    void aCallIsTriedWithoutEffectAndSaysSo()
    {
        open();
        QTRY_COMPARE(table().model()->rowCount(), 7);
        choose(1);
        HookReplay& said = m_stage->hooks.replaySaid;
        said.verdict = HookReplay::Verdict::Refused;
        said.problems = {u"message_content: field required"_s};
        press(u"hookTry"_s);
        QTRY_VERIFY(outcome().isVisible());
        QCOMPARE(m_stage->hooks.replayed, std::vector<qint64>{6});
        QCOMPARE(outcome().sentence(), u"It would be refused: message_content: field required"_s);
        QCOMPARE(outcome().tone(), Tone::Danger);
        said = {};
        said.verdict = HookReplay::Verdict::Accepted;
        said.nextSeq = 1284;
        said.next = HookReplay::Next::Person;
        press(u"hookTry"_s);
        QTRY_COMPARE(outcome().sentence(),
                     u"It would be taken as message 1,284 of its conversation; it waits for a person."_s);
        QCOMPARE(outcome().tone(), Tone::Good);
        m_stage->hooks.details[5].row = m_stage->hooks.picture.rows[2];
        choose(2);
        QVERIFY2(!outcome().isVisible(), "another call, another answer");
    }

    void everyVerdictHasWords()
    {
        const Formats& formats = m_stage->language.formats();
        HookReplay replay;
        QStringList said;
        const auto say = [&] { said << HookWords::replay(replay, formats); };
        say();
        replay.verdict = HookReplay::Verdict::ReusedId;
        say();
        replay.verdict = HookReplay::Verdict::Known;
        say();
        replay.knownSeq = 3;
        say();
        replay.verdict = HookReplay::Verdict::Accepted;
        for (const auto next : {HookReplay::Next::Bot, HookReplay::Next::Waits, HookReplay::Next::Person,
                                HookReplay::Next::ShopLine, HookReplay::Next::Notice}) {
            replay.next = next;
            say();
        }
        replay.isNew = true;
        replay.next = HookReplay::Next::Bot;
        say();
        replay.isHeldBack = true;
        say();
        QCOMPARE(QSet<QString>(said.begin(), said.end()).size(), said.size());
        for (const QString& words : said)
            QVERIFY(!words.isEmpty());
    }

    void isCopiedAsACommand()
    {
        open();
        QTRY_COMPARE(table().model()->rowCount(), 7);
        choose(1);
        press(u"hookCopy"_s);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"curl -X POST"_s));
        QVERIFY(outcome().sentence().contains(u"clipboard"_s));
        m_stage->hooks.details[6].curl.clear();
        choose(2);
        QVERIFY2(!m_stage->child<QPushButton>(u"hookCopy"_s)->isEnabled(), "what is not kept cannot be copied");
    }

    void filtersByWordsEndpointAndRefusal()
    {
        open();
        QTRY_COMPARE(table().model()->rowCount(), 7);
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_F, Qt::ControlModifier);
        auto* find = m_stage->child<QLineEdit>(u"hookFind"_s);
        QVERIFY(find->hasFocus());
        QTest::keyClicks(find, u"M_9F02"_s);
        QCOMPARE(table().model()->rowCount(), 2);
        find->clear();
        QTest::keyClicks(find, u"7781"_s);
        QCOMPARE(table().model()->rowCount(), 2);
        find->clear();
        m_stage->child<QCheckBox>(u"hookRefused"_s)->click();
        QCOMPARE(table().model()->rowCount(), 3);
        auto* door = m_stage->child<QComboBox>(u"hookDoor"_s);
        door->setCurrentIndex(door->findData(int(HookDoor::KiotViet)));
        QCOMPARE(table().model()->rowCount(), 1);
        find->setText(u"không có gì"_s);
        QVERIFY2(text(u"hooksNone"_s).contains(u"The filter hides 7 calls"_s), qPrintable(text(u"hooksNone"_s)));
    }

    void theChosenCallStaysWhileOthersCome()
    {
        open();
        QTRY_COMPARE(table().model()->rowCount(), 7);
        choose(1);
        const size_t opened = m_stage->hooks.opened.size();
        HookRow& newer = m_stage->hooks.add(m_stage->desk.now, HookDoor::Platform, HookFate::Stored, 202);
        newer.message = u"m_c001"_s;
        lookAgain();
        QCOMPARE(table().model()->rowCount(), 8);
        QCOMPARE(table().currentIndex().row(), 2);
        QCOMPARE(m_stage->hooks.opened.size(), opened);
        // It went on: what is open is asked for anew.
        HookRow& chosen = m_stage->hooks.picture.rows[2];
        chosen.callerLeft = true;
        m_stage->hooks.details[chosen.id].row = chosen;
        ++m_stage->hooks.picture.revision;
        lookAgain();
        QCOMPARE(m_stage->hooks.opened.size(), opened + 1);
        QVERIFY(text(u"hookWords"_s).contains(u"the caller did not wait"_s));
    }

    void spaceHoldsTheListAndCounts()
    {
        open();
        QTRY_COMPARE(table().model()->rowCount(), 7);
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_Space);
        auto* hold = m_stage->child<QPushButton>(u"hookHold"_s);
        QVERIFY(hold->isChecked());
        m_stage->hooks.add(m_stage->desk.now, HookDoor::Platform, HookFate::Answered, 200);
        m_stage->hooks.add(m_stage->desk.now, HookDoor::Platform, HookFate::Answered, 200);
        lookAgain();
        QCOMPARE(table().model()->rowCount(), 7);
        QCOMPARE(hold->text(), u"Go on (2 new)"_s);
        QTest::keyClick(&table(), Qt::Key_Space);
        QCOMPARE(table().model()->rowCount(), 9);
        QCOMPARE(hold->text(), u"Hold"_s);
    }

    void asksOnlyWhileItIsInSight()
    {
        open();
        QTRY_VERIFY(m_stage->hooks.asked >= 1);
        m_stage->child<SetupPage>()->openSection(u"redis"_s);
        m_stage->settle();
        const int asked = m_stage->hooks.asked;
        QTest::qWait(2200);
        QCOMPARE(m_stage->hooks.asked, asked);
        m_stage->child<SetupPage>()->openSection(u"hooks"_s);
        QTRY_VERIFY(m_stage->hooks.asked > asked);
    }

    void opensItsConversation()
    {
        const Conversation& conversation = m_stage->desk.conversations.front();
        HookRow& row = m_stage->hooks.add(m_stage->desk.now, HookDoor::Platform, HookFate::Answered, 200);
        row.conversation = conversation.id.toString();
        m_stage->hooks.detailOfNewest(u"{}"_s);
        open();
        QTRY_COMPARE(table().model()->rowCount(), 8);
        choose(0);
        QTRY_VERIFY(m_stage->child<QPushButton>(u"hookOpen"_s)->isEnabled());
        press(u"hookOpen"_s);
        m_stage->settle();
        QVERIFY(m_stage->child<QWidget>(u"live"_s)->isVisible());
    }

    void troubleIsSaidAndNothingIsLost()
    {
        open();
        QTRY_COMPARE(table().model()->rowCount(), 7);
        m_stage->hooks.failure = api::DeskFailure{api::DeskError::NotReady, {}};
        lookAgain();
        QCOMPARE(text(u"hooksNone"_s), u"The engine is still starting."_s);
        QCOMPARE(table().model()->rowCount(), 7);
        m_stage->hooks.failure.reset();
        lookAgain();
        QVERIFY(!m_stage->child<RoleLabel>(u"hooksNone"_s)->isVisible());
        choose(5);
        QTRY_COMPARE(outcome().sentence(), u"This call is not kept any more."_s);
    }

    void nothingYetAndNothingKeptAreSaid()
    {
        m_stage->hooks.picture = {};
        m_stage->hooks.picture.kept = 500;
        open();
        QTRY_VERIFY(text(u"hooksNone"_s).startsWith(u"Nobody has called yet."_s));
        m_stage->hooks.picture.kept = 0;
        lookAgain();
        QCOMPARE(text(u"hooksAbout"_s), u"No calls are kept: HOOKS_KEPT is 0."_s);
    }

    /// Whoever may not see calls has no section for them.
    void isForWhoMaySeeIt()
    {
        open();
        QVERIFY(m_stage->child<HooksSection>());
        m_stage->people.viewAs(Role::Operator);
        FakeTray tray;
        m_stage->makeWindow(tray);
        QVERIFY(!m_stage->child<HooksSection>());
    }
};

TONGDAI_TEST(HooksSectionTest)

}  // namespace tongdai::testing

#include "hooks_gui_test.moc"
