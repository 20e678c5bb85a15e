#include "ui/live/live_page.h"

#include "tests/support/test_registry.h"
#include "tests/ui/live_stage.h"
#include "ui/common/empty_state.h"
#include "ui/common/plain_tool_tip.h"
#include "ui/live/composer.h"
#include "ui/live/composer_edit.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/conversation_view.h"
#include "ui/live/customer_card.h"
#include "ui/live/live_words.h"
#include "ui/live/queue_tabs.h"
#include "ui/live/thread_view.h"

#include <QClipboard>
#include <QComboBox>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTextDocument>
#include <QToolButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::FakeDesk;
using testing::LiveStage;

/// The Live page as a person uses it, on a desk without an engine.
class LivePageTest : public QObject {
    Q_OBJECT

    struct Opened : LiveStage {
        LivePage page{desk, look()};
        explicit Opened(bool fill = true, const QByteArray& id = "c-12345"_ba)
        {
            if (fill) desk.fillShop();
            page.resize(1302, 700);
            page.show();
            QApplication::setActiveWindow(&page);
            emit desk.ready();
            settle();
            if (!id.isEmpty()) {
                page.open(ConversationId(id));
                settle();
            }
        }
        ComposerEdit& box() { return *page.view()->composer()->box(); }
        ThreadView& thread() { return *page.view()->thread(); }
        ThreadModel& model() { return page.view()->model(); }
        template <class W>
        W* child(const QString& name)
        {
            return page.findChild<W*>(name);
        }
        void type(const QString& text)
        {
            box().setFocus();
            box().insertPlainText(text);
        }
    };

private slots:
    void enterSendsAndTheLineStandsInTheThreadAtOnce()
    {
        Opened stage;
        stage.desk.setAnswering(false);
        stage.type(u"Dạ còn 3 chiếc ạ"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        const ThreadLine& last = stage.model().lineAt(stage.model().rowCount() - 1);
        QCOMPARE(last.message.body, u"Dạ còn 3 chiếc ạ"_s);
        QCOMPARE(int(last.sending), int(ThreadLine::Sending::Queued));
        QVERIFY(stage.box().toPlainText().isEmpty());
        stage.desk.setAnswering(true);
        QTRY_COMPARE(stage.desk.sent.size(), size_t(1));
        QTRY_COMPARE(int(stage.model().lineAt(stage.model().rowCount() - 1).sending), int(ThreadLine::Sending::No));
        QVERIFY(!stage.desk.sent.front().isNote);
    }

    void shiftEnterBreaksTheLine()
    {
        Opened stage;
        stage.type(u"một"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return, Qt::ShiftModifier);
        stage.type(u"hai"_s);
        QCOMPARE(stage.box().toPlainText(), u"một\nhai"_s);
        QVERIFY(stage.desk.sent.empty());
    }

    void enterOnlyCommitsWhileAnInputMethodComposes()
    {
        Opened stage;
        stage.type(u"chao "_s);
        QInputMethodEvent composing(u"ddaats"_s, {});
        QCoreApplication::sendEvent(&stage.box(), &composing);
        QVERIFY(stage.box().isComposing());
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        stage.settle();
        QVERIFY(stage.desk.sent.empty());
        QKeyEvent shortcut(QEvent::ShortcutOverride, Qt::Key_F9, Qt::NoModifier);
        QCoreApplication::sendEvent(&stage.box(), &shortcut);
        QVERIFY(shortcut.isAccepted());  // no shortcut fires either
        QInputMethodEvent committed;
        committed.setCommitString(u"đất"_s);
        QCoreApplication::sendEvent(&stage.box(), &committed);
        QVERIFY(stage.box().toPlainText().contains(u"đất"_s));
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        QTRY_COMPARE(stage.desk.sent.size(), size_t(1));
    }

    void aNoteIsSavedAsANoteAndLooksLikeOne()
    {
        Opened stage;
        auto* send = stage.child<QPushButton>(u"send"_s);
        QCOMPARE(send->text(), u"Send to customer"_s);
        QTest::keyClick(&stage.box(), Qt::Key_M, Qt::ControlModifier);
        QVERIFY(stage.page.view()->composer()->isNote());
        QCOMPARE(send->text(), u"Save note"_s);
        QStringList words;
        for (const QLabel* label : stage.page.view()->composer()->findChildren<QLabel*>())
            words << label->accessibleName();
        QVERIFY(words.contains(u"Enter saves · Shift+Enter new line"_s));  // a note does not close
        // Where the focus is shows in a note, too.
        Composer& composer = *stage.page.view()->composer();
        stage.box().setFocus(Qt::TabFocusReason);
        const QImage focused = composer.grab(QRect(0, 0, composer.width(), composer.height())).toImage();
        stage.box().clearFocus();
        QVERIFY(composer.grab(QRect(0, 0, composer.width(), composer.height())).toImage() != focused);
        stage.box().setFocus(Qt::TabFocusReason);
        QCOMPARE(stage.box().palette().color(QPalette::Base), stage.theme.color(ColorRole::NoteBlock));
        stage.type(u"khách quen"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        QTRY_COMPARE(stage.desk.sent.size(), size_t(1));
        QVERIFY(stage.desk.sent.front().isNote);
        QVERIFY(stage.page.view()->composer()->isNote());  // only a person goes back to replying
    }

    void f9TakesOverAndHandsBack()
    {
        Opened stage(true, "c-12348"_ba);  // Lê Văn Ưng, with the bot
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        QCOMPARE(stage.child<QPushButton>(u"flip"_s)->text(), u"Take over  F9"_s);
        QTest::keyClick(&stage.box(), Qt::Key_F9);
        QTRY_COMPARE(stage.page.view()->conversation()->mode, BotMode::Human);
        QTRY_COMPARE(stage.child<QPushButton>(u"flip"_s)->text(), u"Hand back to bot  F9"_s);
        const StoredMessage& last = stage.model().lineAt(stage.model().rowCount() - 1).message;
        QCOMPARE(int(last.speaker), int(Speaker::System));
        QTest::keyClick(&stage.box(), Qt::Key_F9);
        QTRY_COMPARE(stage.page.view()->conversation()->mode, BotMode::Bot);
        QCOMPARE(stage.desk.acts, (QStringList{u"take_over c-12348"_s, u"hand_back c-12348"_s}));
    }

    void aTakeThatSomebodyElseWonSaysWho()
    {
        Opened stage(true, "c-12346"_ba);  // unassigned
        QTRY_VERIFY(stage.page.view()->conversation().has_value());
        stage.desk.failNext(api::DeskError::TakenBySomeone, u"Minh"_s);
        QTest::keyClick(&stage.box(), Qt::Key_F2);
        auto* notice = stage.child<QWidget>(u"actNotice"_s);
        QTRY_VERIFY(notice->isVisible());
        bool named = false;
        for (const QLabel* label : notice->findChildren<QLabel*>())
            named |= label->text().contains(u"Minh"_s);
        QVERIFY(named);
    }

    void sendPausesOnceWhenSomebodyWroteMeanwhile()
    {
        Opened stage;
        stage.type(u"Dạ còn ạ"_s);
        stage.desk.say(ConversationId("c-12345"), Speaker::Customer, u"Thôi mình lấy size L"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        stage.settle();
        QVERIFY(stage.desk.sent.empty());
        QVERIFY(stage.child<QWidget>(u"pause"_s)->isVisible());
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        QTRY_COMPARE(stage.desk.sent.size(), size_t(1));
        QVERIFY(!stage.child<QWidget>(u"pause"_s)->isVisible());
    }

    void ctrlEnterSendsAndCloses()
    {
        Opened stage;
        stage.type(u"Cảm ơn chị ạ"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(stage.page.view()->conversation()->status, ConversationStatus::Closed);
        QCOMPARE(stage.desk.acts.last(), u"close c-12345"_s);
    }

    void aLineWithoutANameCarriesTheCustomers()
    {
        LiveStage desk;
        desk.desk.fillShop();
        const ConversationId id("c-12345");
        Conversation& conversation = desk.desk.conversation(id);
        StoredMessage& last = desk.desk.thread(id).back();
        QCOMPARE(int(last.speaker), int(Speaker::Customer));
        last.senderName.clear();
        last.sender = conversation.customer;
        LivePage page(desk.desk, desk.look());
        page.show();
        desk.openFirst(page);
        QTest::keyClick(page.view()->thread(), Qt::Key_End);
        QTest::keyClick(page.view()->thread(), Qt::Key_Up);
        QTest::keyClick(page.view()->thread(), Qt::Key_Down);
        const QString spoken = page.view()->thread()->accessibleDescription();
        QVERIFY2(spoken.startsWith(u"Nguyễn Thị Hạnh, "_s), qPrintable(spoken));
        const std::optional<Conversation> known(conversation);
        last.sender = SenderId("somebody-else");
        QCOMPARE(LiveWords::speaker(last, desk.desk.me(), known), u"Customer"_s);
    }

    void whatComesFromOutsideIsNoMarkupInToolTips()
    {
        const QString hostile = u"<img src='file:///etc/passwd'> & <b>Hạnh</b>"_s;
        const QString tip = plainToolTip(hostile);
        QTextDocument shown;
        shown.setHtml(tip);
        QCOMPARE(shown.toPlainText(), hostile);
        QCOMPARE(plainToolTip(u"Hạnh & Lan, 3 < 5"_s), u"Hạnh & Lan, 3 < 5"_s);

        Opened stage(true, {});
        stage.desk.conversation(ConversationId("c-12345")).customerName = u"<h1>"_s + QString(300, u'x') + u"</h1>"_s;
        stage.page.open(ConversationId("c-12345"));
        stage.desk.report(ConversationId("c-12345"));
        stage.settle();
        bool isCut = false;
        for (const QLabel* label : stage.page.view()->findChildren<QLabel*>()) {
            QVERIFY2(!label->toolTip().contains(u"<h1>"_s), qPrintable(label->toolTip()));
            isCut |= label->toolTip().contains(u"&lt;h1&gt;"_s);
        }
        QVERIFY(isCut);
    }

    void theCardNamesWhatIsKnownAndRepeatsNothing()
    {
        LiveStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        Conversation c;
        c.id = ConversationId("c-1");
        c.customerName = u"Hạnh"_s;
        c.channel = u"facebook"_s;
        c.isSample = true;
        c.metadata = {{u"customer_name"_s, u"Hạnh"_s},
                      {u"platform"_s, u"facebook"_s},
                      {u"sample"_s, true},
                      {u"phone"_s, u"0912 345 678"_s},
                      {u"loyalty_tier"_s, u"gold"_s}};
        CustomerCard card(OperatorId("Lan"), stage.look());
        card.setConversation(c);
        QStringList words;
        for (const QLabel* label : card.findChildren<QLabel*>())
            words << label->text();
        QVERIFY(words.contains(u"Điện thoại"_s) && words.contains(u"0912 345 678"_s));
        QVERIFY(words.contains(u"loyalty_tier"_s) && words.contains(u"gold"_s));
        QVERIFY(!words.contains(u"customer_name"_s) && !words.contains(u"platform"_s) && !words.contains(u"sample"_s));
        QCOMPARE(words.count(u"Hạnh"_s), 1);
        c.metadata = {{u"customer_name"_s, u"Hạnh"_s}};
        card.setConversation(c);
        words.clear();
        for (const QLabel* label : card.findChildren<QLabel*>())
            words << label->text();
        QVERIFY(!words.contains(u"Từ kênh chat"_s));
    }

    void sixQueuesNeedTwoRowsInVietnamese()
    {
        LiveStage stage(SchemeChoice::Light, LanguageChoice::Vietnamese);
        QueueTabs tabs;
        tabs.resize(300, 60);
        tabs.setCounts({{11, 128, 11, 96, 63, 1200}});
        tabs.show();
        stage.settle();
        const auto buttons = tabs.findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 6);
        QSet<int> rows;
        for (const QToolButton* one : buttons) {
            rows << one->y();
            QVERIFY(tabs.rect().contains(one->geometry()));
            for (const QToolButton* other : buttons)
                QVERIFY(one == other || !one->geometry().intersects(other->geometry()));
        }
        QCOMPARE(rows.size(), 2);
        tabs.resize(180, 60);
        stage.settle();
        rows.clear();
        for (const QToolButton* one : buttons)
            rows << one->y();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(tabs.height(), 3 * buttons.first()->height());
    }

    void anEmptyQueueSaysWhenNothingCanBeRead_data()
    {
        QTest::addColumn<bool>("journalWorks");
        QTest::addColumn<LanguageChoice>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("kept, English") << true << LanguageChoice::English << u"still taken"_s;
        QTest::newRow("kept, Vietnamese") << true << LanguageChoice::Vietnamese << u"vẫn được nhận"_s;
        QTest::newRow("refused, English") << false << LanguageChoice::English << u"refused"_s;
        QTest::newRow("refused, Vietnamese") << false << LanguageChoice::Vietnamese << u"chưa được nhận"_s;
    }
    void anEmptyQueueSaysWhenNothingCanBeRead()
    {
        QFETCH(const bool, journalWorks);
        QFETCH(const LanguageChoice, words);
        QFETCH(const QString, said);
        Opened stage(true, {});
        stage.language.setChoice(words);
        ConversationPane& pane = *stage.page.conversations();
        const auto* empty = stage.page.conversations()->findChild<EmptyState*>();
        stage.desk.conversations.clear();
        pane.setQueue(WorkQueue::NeedsMe);
        QTRY_VERIFY(empty->isVisible());
        const QString usual = empty->sentence();

        HealthSnapshot health;
        health.level = journalWorks ? HealthLevel::NoDatabase : HealthLevel::ReadOnly;
        health.parts.push_back({Part::History, PartState::Down, {}, {}, {}, {}, {}});
        stage.page.setHealth(health);
        QVERIFY2(empty->sentence().contains(said), qPrintable(empty->sentence()));
        for (const WorkQueue queue : {WorkQueue::Mine, WorkQueue::All}) {
            stage.desk.failNext(api::DeskError::StoreDown);
            pane.setQueue(queue);
            stage.settle();
            QVERIFY2(empty->sentence().contains(said), qPrintable(empty->sentence()));
        }

        pane.setQueue(WorkQueue::NeedsMe);
        stage.desk.failNext(api::DeskError::StoreDown);
        empty->findChild<QPushButton*>()->click();
        QTRY_COMPARE(int(pane.model().state()), int(ConversationListModel::State::Failed));
        health.level = HealthLevel::Full;
        health.parts.front().state = PartState::Ok;
        stage.page.setHealth(health);
        QTRY_COMPARE(empty->sentence(), usual);  // asked again by itself
    }

    void draftsFollowTheirConversation()
    {
        Opened stage;
        stage.type(u"nháp cho chị Hạnh"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stage.desk.drafts.value(ConversationId("c-12345")), u"nháp cho chị Hạnh"_s, 300);
        stage.page.open(ConversationId("c-12346"));
        stage.settle();
        QCOMPARE(stage.box().toPlainText(), QString());
        const auto& list = stage.page.conversations()->model();
        QCOMPARE(list.draft(ConversationId("c-12345")), u"nháp cho chị Hạnh"_s);
        stage.page.open(ConversationId("c-12345"));
        stage.settle();
        QCOMPARE(stage.box().toPlainText(), u"nháp cho chị Hạnh"_s);
    }

    void aFailedSendKeepsItsTextAndCanBeEdited()
    {
        Opened stage;
        stage.desk.failNext(api::DeskError::StoreDown);
        stage.type(u"quan trọng"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        const auto last = [&stage] { return stage.model().lineAt(stage.model().rowCount() - 1); };
        QTRY_COMPARE(int(last().sending), int(ThreadLine::Sending::Failed));
        QCOMPARE(stage.desk.drafts.value(ConversationId("c-12345")), u"quan trọng"_s);  // would survive a crash
        emit stage.thread().editWanted(last().message.messageId);
        QCOMPARE(stage.box().toPlainText(), u"quan trọng"_s);
        QCOMPARE(int(last().sending), int(ThreadLine::Sending::No));
    }

    void newLinesNeverStealTheReadingPosition()
    {
        Opened stage(false, {});
        const ConversationId id = stage.desk.fillLongThread(300);
        stage.page.open(id);
        stage.settle();
        QTRY_VERIFY(stage.model().rowCount() > 0);
        ThreadView& thread = stage.thread();
        QVERIFY(thread.isAtEnd());
        QTest::keyClick(&thread, Qt::Key_PageUp);
        QTest::keyClick(&thread, Qt::Key_PageUp);
        const int row = stage.model().rowCount() - 20;
        const int before = thread.topOfRow(row);
        for (int i = 0; i < 3; ++i)
            stage.desk.say(id, Speaker::Customer, u"tin mới %1"_s.arg(i));
        QCOMPARE(thread.topOfRow(row), before);
        QCOMPARE(thread.newBelow(), 3);
        QVERIFY(stage.child<QPushButton>(u"newBelow"_s)->isVisible());
        thread.scrollToEnd();
        QCOMPARE(thread.newBelow(), 0);
        QVERIFY(thread.isAtEnd());
        stage.desk.say(id, Speaker::Customer, u"đang xem cuối"_s);
        QVERIFY(thread.isAtEnd());
    }

    void olderPagesLoadWithoutMovingTheLineBeingRead()
    {
        Opened stage(false, {});
        const ConversationId id = stage.desk.fillLongThread(1000);
        stage.page.open(id);
        stage.settle();
        ThreadView& thread = stage.thread();
        QTRY_COMPARE(stage.model().rowCount(), 100);
        stage.desk.setAnswering(false);
        QTest::keyClick(&thread, Qt::Key_Home);
        thread.grab();
        const qint64 rev = stage.model().lineAt(2).message.rev;
        const int before = thread.topOfRow(2);
        const int lower = thread.topOfRow(4);
        stage.settle();
        stage.desk.setAnswering(true);
        QTRY_COMPARE(stage.model().rowCount(), 200);
        thread.grab();
        QCOMPARE(thread.topOfRow(stage.model().rowOfRev(rev)), before);
        QCOMPARE(thread.topOfRow(stage.model().rowOfRev(rev) + 2), lower);
    }

    void aLongThreadIsLaidOutOnlyWhereItIsSeen()
    {
        Opened stage(false, {});
        const ConversationId id = stage.desk.fillLongThread(20'000);
        stage.page.open(id);
        stage.settle();
        QTRY_VERIFY(stage.model().rowCount() > 0);
        stage.model().replaceAll(stage.desk.thread(id), 0);
        stage.thread().showStart();
        stage.thread().grab();
        QVERIFY2(stage.thread().laidOut() < 200, qPrintable(QString::number(stage.thread().laidOut())));
        QVERIFY(stage.thread().isAtEnd());
    }

    void opensAtTheFirstUnreadLine()
    {
        Opened stage(false, {});
        const ConversationId id = stage.desk.fillLongThread(60);
        for (int i = 0; i < 30; ++i)
            stage.desk.say(id, Speaker::Customer, u"chưa đọc %1"_s.arg(i), false);
        stage.page.open(id);
        stage.settle();
        const int unread = stage.model().firstUnreadRow();
        QVERIFY(unread > 0);
        const int top = stage.thread().topOfRow(unread);
        QVERIFY2(top > 0 && top < stage.thread().viewport()->height(), qPrintable(QString::number(top)));
        QVERIFY(!stage.thread().isAtEnd());
    }

    void selectedBlocksAreCopiedInOrderWithNames()
    {
        Opened stage;
        ThreadView& thread = stage.thread();
        thread.setFocus();
        QTest::keyClick(&thread, Qt::Key_Down);  // the last line
        QTest::keyClick(&thread, Qt::Key_Up, Qt::ShiftModifier);
        QTest::keyClick(&thread, Qt::Key_C, Qt::ControlModifier);
        const QString copied = QApplication::clipboard()->text();
        QVERIFY(copied.startsWith(u"Nguyễn Thị Hạnh"_s));
        QVERIFY(copied.indexOf(u"Dạ vâng"_s) < copied.indexOf(u"Shop ơi còn size M"_s));
    }

    void theListHoldsStillUnderThePointer()
    {
        Opened stage;
        ConversationPane& pane = *stage.page.conversations();
        QEvent enter(QEvent::Enter);
        QCoreApplication::sendEvent(pane.list()->viewport(), &enter);
        stage.settle();
        QVERIFY(pane.model().isHeld());
        const ConversationId top = pane.model().rowAt(0)->conversation.id;
        const ConversationId other = pane.model().rowAt(4)->conversation.id;
        stage.desk.conversation(other).waitingSince = stage.desk.now - 10h;
        stage.desk.report(other);
        QVERIFY(pane.model().rowAt(0)->conversation.id == top);
        auto* pill = stage.child<QPushButton>(u"resort"_s);
        QVERIFY(pill->isVisible());
        QTest::mouseClick(pill, Qt::LeftButton);
        QVERIFY(pane.model().rowAt(0)->conversation.id == other);
        QVERIFY(!pill->isVisible());
    }

    void keysMoveBetweenConversationsAndQueues()
    {
        Opened stage;
        ConversationPane& pane = *stage.page.conversations();
        const ConversationId first = pane.current();
        QTest::keyClick(&stage.box(), Qt::Key_Down, Qt::AltModifier);
        QVERIFY(pane.current() != first);
        QTest::keyClick(&stage.box(), Qt::Key_Up, Qt::AltModifier);
        QVERIFY(pane.current() == first);
        QTest::keyClick(&stage.box(), Qt::Key_4, Qt::AltModifier);
        QTRY_COMPARE(pane.model().queue(), WorkQueue::WithBot);
        QTest::keyClick(&stage.box(), Qt::Key_Escape);
        QVERIFY(pane.list()->hasFocus());
    }

    void theBotsWorkAndTypingAreShownAndClearedAtOnce()
    {
        Opened stage;
        auto* line = stage.child<QLabel>(u"activity"_s);
        const ConversationId id("c-12345");
        emit stage.desk.activityChanged({id, true, stage.desk.now - 2100ms, {u"Hạnh"_s}});
        QVERIFY(line->accessibleName().contains(u"2.1"_s) || line->text().contains(u"2.1"_s));
        emit stage.desk.activityChanged({id, false, {}, {}});
        QVERIFY(line->text().isEmpty());
    }

    void theLanguageSwitchesLive()
    {
        Opened stage;
        auto* send = stage.child<QPushButton>(u"send"_s);
        const QString english = send->text();
        stage.language.setChoice(LanguageChoice::Vietnamese);
        stage.settle();
        QVERIFY(send->text() != english);
        stage.language.setChoice(LanguageChoice::English);
        stage.settle();
        QCOMPARE(send->text(), english);
    }

    void aClosedConversationSaysWhyItCannotBeAnswered()
    {
        Opened stage(true, {});
        stage.page.conversations()->setQueue(WorkQueue::Closed);
        stage.settle();
        stage.page.conversations()->step(1);
        stage.settle();
        stage.type(u"alo"_s);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        stage.settle();
        QVERIFY(stage.desk.sent.empty());
        QCOMPARE(stage.child<QPushButton>(u"close"_s)->text(), u"Reopen  Ctrl+D"_s);
    }

    void everyControlHasAName()
    {
        Opened stage;
        for (QWidget* widget : stage.page.findChildren<QWidget*>()) {
            const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QAbstractScrollArea*>(widget) ||
                                 qobject_cast<QLineEdit*>(widget) || qobject_cast<QComboBox*>(widget);
            if (!control || !widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) continue;
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(widget->objectName() + QLatin1StringView(widget->metaObject()->className())));
        }
    }
};

TONGDAI_TEST(LivePageTest)

}  // namespace tongdai

#include "live_page_gui_test.moc"
