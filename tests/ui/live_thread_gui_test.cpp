#include "ui/live/live_page.h"

#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/live/live_words.h"
#include "ui/live/thread/attachment_words.h"

#include <QClipboard>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::LiveStage;
using testing::OpenedPage;

/// Reading a thread on the Live page, on a desk without an engine.
class LiveThreadTest : public QObject {
    Q_OBJECT

private slots:
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

    void newLinesNeverStealTheReadingPosition()
    {
        OpenedPage stage(false, {});
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
        auto* pill = stage.child<QPushButton>(u"newBelow"_s);
        QVERIFY(pill->isVisible());
        const QRect place(pill->mapTo(&stage.page, QPoint()), pill->size());
        QVERIFY2(!place.intersects(QRect(thread.mapTo(&stage.page, QPoint()), thread.size())), "it covers no words");
        thread.scrollToEnd();
        QCOMPARE(thread.newBelow(), 0);
        QVERIFY(thread.isAtEnd());
        stage.desk.say(id, Speaker::Customer, u"đang xem cuối"_s);
        QVERIFY(thread.isAtEnd());
    }

    void olderPagesLoadWithoutMovingTheLineBeingRead()
    {
        OpenedPage stage(false, {});
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
        OpenedPage stage(false, {});
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
        OpenedPage stage(false, {});
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
        OpenedPage stage;
        ThreadView& thread = stage.thread();
        thread.setFocus();
        QTest::keyClick(&thread, Qt::Key_Down);  // the last line
        QTest::keyClick(&thread, Qt::Key_Up, Qt::ShiftModifier);
        QTest::keyClick(&thread, Qt::Key_C, Qt::ControlModifier);
        const QString copied = QApplication::clipboard()->text();
        QVERIFY(copied.startsWith(u"Nguyễn Thị Hạnh"_s));
        QVERIFY(copied.indexOf(u"Dạ vâng"_s) < copied.indexOf(u"Shop ơi còn size M"_s));
    }

    void anAnswerCancelledBeforeItsFirstWordTakesOneLine()
    {
        OpenedPage stage;
        const ThreadStyle style(stage.theme);
        const Look look = stage.look();
        const auto heightOf = [&](const QString& body) {
            AnswerCard card;
            card.outcome = TurnOutcome::Cancelled;
            card.cancelledBy = OperatorId("Lan");
            BlockContent content;
            content.line.message.speaker = Speaker::Bot;
            content.line.message.body = body;
            content.line.message.metadata = toJson(card);
            content.speaker = u"BOT"_s;
            content.clock = u"14:02:11"_s;
            return ThreadBlock(content, style, look, stage.desk.me(), 600).height();
        };
        QVERIFY(heightOf({}) + style.bodyLine + style.smallLine <= heightOf(u"Dạ còn ạ"_s));
    }

    void whatALineBringsBesidesTextIsNamed()
    {
        LiveStage stage;
        StoredMessage message;
        const QJsonObject picture{{u"kind"_s, u"image"_s},
                                  {u"name"_s, u"ao_linen.jpg"_s},
                                  {u"size"_s, 2'400'000},
                                  {u"url"_s, u"https://cdn.example/ao.jpg"_s}};
        const QJsonObject paper{
            {u"mime"_s, u"application/pdf"_s}, {u"name"_s, QString(500, u'x')}, {u"url"_s, u"javascript:alert(1)"_s}};
        message.metadata = {{u"chat"_s, QJsonObject{{u"attachments"_s, QJsonArray{picture, paper}}}}};
        const auto shown = AttachmentWords::of(message, stage.look().formats());
        QCOMPARE(shown.size(), size_t(2));
        QVERIFY2(shown[0].words.startsWith(u"Picture · ao_linen.jpg · 2."_s), qPrintable(shown[0].words));
        QCOMPARE(shown[0].url.host(), u"cdn.example"_s);
        QVERIFY(shown[1].words.startsWith(u"File · xxx"_s) && shown[1].words.size() < 120);
        QVERIFY(shown[1].url.isEmpty());
        message.metadata = {{u"attachments"_s, QJsonArray{QJsonObject{{u"type"_s, u"photo"_s}}}}};
        QCOMPARE(AttachmentWords::of(message, stage.look().formats()).front().words, u"Picture"_s);
        QJsonArray many;
        for (int i = 0; i < 50; ++i)
            many.append(picture);
        message.metadata = {{u"attachments"_s, many}};
        QCOMPARE(int(AttachmentWords::of(message, stage.look().formats()).size()), AttachmentWords::kMost);
        QVERIFY(AttachmentWords::of(message, stage.look().formats()).back().words.endsWith(u"38 more"_s));
    }

    void aPictureWithoutWordsIsNoEmptyBlock()
    {
        OpenedPage stage;
        const ConversationId id("c-12345");
        StoredMessage& line = stage.desk.say(id, Speaker::Customer, {}, false);
        line.metadata = {
            {u"attachments"_s, QJsonArray{QJsonObject{{u"type"_s, u"photo"_s}, {u"name"_s, u"ao.jpg"_s}}}}};
        emit stage.desk.linesChanged(id, {line});
        QTest::keyClick(&stage.thread(), Qt::Key_End);
        QTest::keyClick(&stage.thread(), Qt::Key_Down);
        QVERIFY2(stage.thread().accessibleDescription().contains(u"Picture · ao.jpg"_s),
                 qPrintable(stage.thread().accessibleDescription()));
        QVERIFY(LiveWords::preview(stage.desk.conversation(id), stage.desk.me()).contains(u"picture or a file"_s));
    }

    void theBotsWorkAndTypingAreShownAndClearedAtOnce()
    {
        OpenedPage stage;
        auto* line = stage.child<QLabel>(u"activity"_s);
        const ConversationId id("c-12345");
        emit stage.desk.activityChanged({id, true, stage.desk.now - 2100ms, {u"Hạnh"_s}});
        QVERIFY(line->accessibleName().contains(u"2.1"_s) || line->text().contains(u"2.1"_s));
        emit stage.desk.activityChanged({id, false, {}, {}});
        QVERIFY(line->text().isEmpty());
    }
};

TONGDAI_TEST(LiveThreadTest)

}  // namespace tongdai

#include "live_thread_gui_test.moc"
