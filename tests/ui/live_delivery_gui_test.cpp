#include "tests/support/test_registry.h"
#include "tests/ui/opened_page.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/reword_sheet.h"
#include "ui/common/words/cause_words.h"
#include "ui/live/conversation_pane.h"
#include "ui/live/list/conversation_delegate.h"
#include "ui/live/live_words.h"

#include <QClipboard>
#include <QDir>
#include <QHelpEvent>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QToolTip>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::LiveStage;
using testing::OpenedPage;

/// A reply that the platform refuses, on the Live page: it shows in place, on thread and row, with what can be done.
/// On a desk without an engine.
class LiveDeliveryTest : public QObject {
    Q_OBJECT

    static ConversationId open() { return ConversationId("c-12345"); }

    static void sendLine(OpenedPage& stage, const QString& text)
    {
        stage.type(text);
        QTest::keyClick(&stage.box(), Qt::Key_Return);
        stage.settle();
    }
    static Delivery shown(OpenedPage& stage)
    {
        const StoredMessage& last = stage.model().lineAt(stage.model().storedCount() - 1).message;
        return deliveryOf(last.metadata).value_or(Delivery());
    }
    /// Where a part of the newest line stands in the viewport; the block is laid out the way the view lays it.
    static QPoint spotOf(OpenedPage& stage, ThreadBlock::Part part)
    {
        ThreadView& thread = stage.thread();
        const int row = stage.model().storedCount() - 1;
        const ThreadStyle style(stage.theme);
        const Look look = stage.look();
        BlockContent content;
        content.line = stage.model().lineAt(row);
        const ThreadBlock block(content, style, look, stage.desk.me(), thread.viewport()->width());
        const int bottom = thread.viewport()->height();
        for (int y = 0; y < block.height(); ++y) {
            for (int x = 0; x < thread.viewport()->width(); x += 3) {
                // Whatever stands above the block (a day), its end is the end of the thread.
                if (block.partAt({x, y}) == part) return {x, bottom - 6 - block.height() + y};
            }
        }
        return {};
    }
    static void press(OpenedPage& stage, ThreadBlock::Part part)
    {
        stage.thread().scrollToEnd();
        const QPoint spot = spotOf(stage, part);
        QVERIFY(!spot.isNull());
        QTest::mouseClick(stage.thread().viewport(), Qt::LeftButton, {}, spot);
        stage.settle();
    }
    static QString spokenRow(OpenedPage& stage)
    {
        const QListView& list = *stage.page.conversations()->list();
        const auto* delegate = qobject_cast<const ConversationDelegate*>(list.itemDelegate());
        return delegate->spoken(stage.desk.conversation(open()));
    }

private slots:
    void aRefusalShowsInPlaceOnThreadAndRow()
    {
        OpenedPage stage;
        QSignalSpy counts(&stage.page, &LivePage::undeliveredChanged);
        sendLine(stage, u"Dạ còn 3 chiếc ạ"_s);
        const int before = stage.thread().topOfRow(stage.model().storedCount() - 1);
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 400: outside the 24 h window"_s);
        QCOMPARE(shown(stage).state, OutboxState::Dead);
        QCOMPARE(counts.count(), 1);
        QCOMPARE(counts.front().front().toInt(), 1);
        QVERIFY(stage.thread().topOfRow(stage.model().storedCount() - 1) < before);  // reason and buttons have room
        QVERIFY2(spokenRow(stage).contains(u"1 message not delivered"_s), qPrintable(spokenRow(stage)));
        QTest::keyClick(&stage.thread(), Qt::Key_End);
        QTest::keyClick(&stage.thread(), Qt::Key_Down);
        QVERIFY(stage.thread().accessibleDescription().contains(u"refused this message"_s));
    }

    void thePlatformsOwnWordsStandBehindAHover()
    {
        OpenedPage stage;
        sendLine(stage, u"Dạ còn 3 chiếc ạ"_s);
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 400: outside the 24 h window"_s);
        stage.thread().scrollToEnd();
        const QPoint spot = spotOf(stage, ThreadBlock::Part::Trouble);
        QVERIFY(!spot.isNull());
        QHelpEvent hover(QEvent::ToolTip, spot, stage.thread().viewport()->mapToGlobal(spot));
        QCoreApplication::sendEvent(stage.thread().viewport(), &hover);
        QVERIFY2(QToolTip::text().contains(u"outside the 24 h window"_s), qPrintable(QToolTip::text()));
    }

    void tryAgainSendsTheSameLineOnceMore()
    {
        OpenedPage stage;
        sendLine(stage, u"Dạ còn 3 chiếc ạ"_s);
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 400"_s);
        const size_t sent = stage.desk.sent.size();
        press(stage, ThreadBlock::Part::SendAgain);
        QCOMPARE(stage.desk.acts.last(), u"send_again c-12345 1"_s);
        QCOMPARE(stage.desk.sent.size(), sent);  // the line, not a second one
        QCOMPARE(shown(stage).state, OutboxState::Waiting);
        QVERIFY(!spokenRow(stage).contains(u"not delivered"_s));
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 403"_s);
        QCOMPARE(shown(stage).attempts, 2);
        QVERIFY(spokenRow(stage).contains(u"not delivered"_s));
    }

    void otherWordsGoOutInPlaceOfARefusedLine()
    {
        OpenedPage stage;
        sendLine(stage, u"Dạ còn 3 chiếc ạ"_s);
        stage.desk.settleDelivery(open(), OutboxState::Unknown, u"cut"_s);
        QVERIFY2(spotOf(stage, ThreadBlock::Part::Reword).isNull(), "it may have arrived");
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"call needs a person's yes: refund"_s);
        QVERIFY2(spotOf(stage, ThreadBlock::Part::Reword).isNull(), "it is more than words");
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 400: no prices here"_s);
        press(stage, ThreadBlock::Part::Reword);
        QTRY_VERIFY(stage.page.findChild<RewordSheet*>());
        const QPointer<RewordSheet> sheet = stage.page.findChild<RewordSheet*>();
        auto* words = sheet->findChild<QPlainTextEdit*>(u"rewordWords"_s);
        auto* send = sheet->findChild<QPushButton*>(u"rewordSend"_s);
        QCOMPARE(words->toPlainText(), u"Dạ còn 3 chiếc ạ"_s);
        QVERIFY2(!send->isEnabled(), "for the same words there is “Try again”");
        words->setPlainText(u"  "_s);
        QVERIFY(!send->isEnabled());
        words->setPlainText(u"Dạ shop nhắn riêng giá ạ"_s);
        const size_t sent = stage.desk.sent.size();
        // Somebody was faster: what was written stays.
        stage.desk.failNext(api::DeskError::AlreadyDecided);
        send->click();
        auto* notice = sheet->findChild<NoticeBar*>(u"rewordNotice"_s);
        QTRY_VERIFY(notice->sentence().contains(u"decided this already"_s));
        QCOMPARE(words->toPlainText(), u"Dạ shop nhắn riêng giá ạ"_s);
        QCOMPARE(stage.desk.sent.size(), sent);
        QTRY_VERIFY(send->isEnabled());
        send->click();
        QTRY_VERIFY(!sheet);
        stage.settle();
        QVERIFY(stage.desk.acts.contains(u"reword c-12345 1"_s));
        QCOMPARE(stage.desk.sent.size(), sent + 1);
        QCOMPARE(stage.desk.sent.back().text, u"Dạ shop nhắn riêng giá ạ"_s);
        QCOMPARE(shown(stage).state, OutboxState::Waiting);
        // The refused words stand above it as they were, and cannot be decided about any more.
        const StoredMessage& before = stage.model().lineAt(stage.model().storedCount() - 2).message;
        QCOMPARE(before.body, u"Dạ còn 3 chiếc ạ"_s);
        QCOMPARE(deliveryOf(before.metadata)->state, OutboxState::Withdrawn);
        const QString told = LiveWords::undelivered(*deliveryOf(before.metadata));
        QVERIFY2(told.contains(u"sent with other words below"_s), qPrintable(told));
        QVERIFY2(told.endsWith(CauseWords::ofPlatform(u"status 400: no prices here"_s)), qPrintable(told));
        QVERIFY(!ThreadBlock::isRewordable(before));
    }

    /// The engine would refuse it; why is said where the platform's words are.
    void wordsThatMayHaveArrivedAreNotEdited()
    {
        OpenedPage stage;
        sendLine(stage, u"Dạ còn 3 chiếc ạ"_s);
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 403"_s);
        QVERIFY(!spotOf(stage, ThreadBlock::Part::Reword).isNull());
        QVERIFY(ThreadBlock::whyNotRewordable(stage.desk.threads[open()].back()).isEmpty());
        StoredMessage& line = stage.desk.threads[open()].back();
        Delivery delivery = *deliveryOf(line.metadata);
        delivery.mayHaveArrived = true;
        line.metadata[u"delivery"_s] = toJson(delivery);
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 403: too late"_s);
        QVERIFY(shown(stage).mayHaveArrived);
        QVERIFY2(spotOf(stage, ThreadBlock::Part::Reword).isNull(), "an earlier try may have arrived");
        QVERIFY(!spotOf(stage, ThreadBlock::Part::SendAgain).isNull());
        stage.thread().scrollToEnd();
        const QPoint spot = spotOf(stage, ThreadBlock::Part::Trouble);
        QVERIFY(!spot.isNull());
        QHelpEvent hover(QEvent::ToolTip, spot, stage.thread().viewport()->mapToGlobal(spot));
        QCoreApplication::sendEvent(stage.thread().viewport(), &hover);
        QVERIFY2(QToolTip::text().contains(u"may have reached the customer"_s), qPrintable(QToolTip::text()));
        QVERIFY2(QToolTip::text().contains(u"too late"_s), qPrintable(QToolTip::text()));
    }

    void wordsThatWereNotRefusedAreNotEdited()
    {
        OpenedPage stage;
        sendLine(stage, u"Dạ còn 3 chiếc ạ"_s);
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"sending is paused"_s);
        StoredMessage line = stage.desk.threads[open()].back();
        QVERIFY(ThreadBlock::isRewordable(line));
        Delivery delivery = *deliveryOf(line.metadata);
        delivery.isUnrefused = true;
        line.metadata[u"delivery"_s] = toJson(delivery);
        QVERIFY(!ThreadBlock::isRewordable(line));
        const QString why = ThreadBlock::whyNotRewordable(line);
        QVERIFY2(why.contains(u"did not refuse"_s) && !why.contains(u"reached the customer"_s), qPrintable(why));
        delivery.error = QString::fromLatin1(kGivenUp);
        line.metadata[u"delivery"_s] = toJson(delivery);
        QVERIFY(ThreadBlock::whyNotRewordable(line).isEmpty());
    }

    void wordsOnTheirWayKeepTheirSheet()
    {
        OpenedPage stage;
        const QPointer<RewordSheet> sheet = new RewordSheet(u"Dạ còn 3 chiếc ạ"_s, stage.look(), &stage.page);
        sheet->open();
        auto* words = sheet->findChild<QPlainTextEdit*>(u"rewordWords"_s);
        auto* cancel = sheet->findChild<QPushButton*>(u"rewordCancel"_s);
        words->setPlainText(u"Dạ shop nhắn riêng ạ"_s);
        sheet->findChild<QPushButton*>(u"rewordSend"_s)->click();
        QVERIFY(!cancel->isEnabled());
        QTest::keyClick(sheet, Qt::Key_Escape);
        stage.settle();
        QVERIFY2(sheet && sheet->isVisible(), "what became of them could not be said any more");
        sheet->fail(u"no"_s);
        QVERIFY(cancel->isEnabled());
    }

    void changedWordsGoAtTheSecondEscape()
    {
        OpenedPage stage;
        QPointer<RewordSheet> sheet = new RewordSheet(u"Dạ còn 3 chiếc ạ"_s, stage.look(), &stage.page);
        sheet->open();
        auto* words = sheet->findChild<QPlainTextEdit*>(u"rewordWords"_s);
        words->setPlainText(u"Dạ shop nhắn riêng ạ"_s);
        QTest::keyClick(sheet, Qt::Key_Escape);
        stage.settle();
        QVERIFY(sheet && sheet->isVisible());
        QVERIFY(sheet->findChild<NoticeBar*>(u"rewordNotice"_s)->isVisible());
        // Who goes on writing is asked anew.
        words->setPlainText(u"Dạ shop nhắn riêng giá ạ"_s);
        QTest::keyClick(sheet, Qt::Key_Escape);
        stage.settle();
        QVERIFY(sheet && sheet->isVisible());
        QTest::keyClick(sheet, Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!sheet, 60'000);
        // Nothing is lost with the words as they were.
        sheet = new RewordSheet(u"Dạ còn 3 chiếc ạ"_s, stage.look(), &stage.page);
        sheet->open();
        QTest::keyClick(sheet, Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!sheet, 60'000);
    }

    /// A locked screen closes what is open on it, whatever it would ask a person first.
    void isClosedWithTheScreenWhateverIsUnderWay()
    {
        OpenedPage stage;
        for (const bool isOnItsWay : {false, true}) {
            QPointer<RewordSheet> sheet = new RewordSheet(u"Dạ còn 3 chiếc ạ"_s, stage.look(), &stage.page);
            sheet->open();
            sheet->findChild<QPlainTextEdit*>(u"rewordWords"_s)->setPlainText(u"Dạ shop nhắn riêng ạ"_s);
            if (isOnItsWay) sheet->findChild<QPushButton*>(u"rewordSend"_s)->click();
            QVERIFY(sheet->close());
            QTRY_VERIFY_WITH_TIMEOUT(!sheet, 60'000);
        }
    }

    void nobodyChangesDots()
    {
        StoredMessage line;
        line.metadata[u"delivery"_s] = toJson(Delivery{OutboxState::Dead, false, u"status 400"_s, {}, {}, {}, 1, 1});
        QVERIFY(ThreadBlock::isRewordable(line));
        line.isMasked = true;
        QVERIFY(!ThreadBlock::isRewordable(line));
    }

    void copyAndDropAreThereToo()
    {
        OpenedPage stage;
        sendLine(stage, u"Dạ còn 3 chiếc ạ"_s);
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 400"_s);
        QVERIFY(spotOf(stage, ThreadBlock::Part::Arrived).isNull());  // a refused line did not
        press(stage, ThreadBlock::Part::Copy);
        QCOMPARE(QApplication::clipboard()->text(), u"Dạ còn 3 chiếc ạ"_s);
        press(stage, ThreadBlock::Part::Drop);
        QCOMPARE(stage.desk.acts.last(), u"drop c-12345 1"_s);
        QCOMPARE(shown(stage).state, OutboxState::Withdrawn);
        QVERIFY(spotOf(stage, ThreadBlock::Part::SendAgain).isNull());
    }

    void whatNobodyKnowsIsDecidedThere()
    {
        OpenedPage stage;
        sendLine(stage, u"Dạ còn 3 chiếc ạ"_s);
        stage.desk.settleDelivery(open(), OutboxState::Unknown, u"cut"_s);
        QVERIFY(!spotOf(stage, ThreadBlock::Part::SendAgain).isNull());
        press(stage, ThreadBlock::Part::Arrived);
        QCOMPARE(stage.desk.acts.last(), u"mark_sent c-12345 1"_s);
        QCOMPARE(shown(stage).state, OutboxState::Sent);
    }

    void whoWasFasterIsSaid()
    {
        OpenedPage stage;
        sendLine(stage, u"Dạ còn 3 chiếc ạ"_s);
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 400"_s);
        stage.desk.failNext(api::DeskError::AlreadyDecided);
        press(stage, ThreadBlock::Part::SendAgain);
        const auto* notice = stage.child<NoticeBar>(u"actNotice"_s);
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(notice->sentence().contains(u"decided this already"_s));
    }

    void theNextOneIsShownInItsConversation()
    {
        OpenedPage stage;
        const ConversationId other("c-12347");
        stage.desk.say(other, Speaker::Operator, u"Dạ em gửi bảng giá"_s);
        stage.desk.settleDelivery(other, OutboxState::Dead, u"status 400"_s);
        sendLine(stage, u"Dạ còn 3 chiếc ạ"_s);
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 400"_s);
        stage.page.showUndelivered();
        QTRY_VERIFY(stage.page.view()->conversation()->id == other);
        stage.page.showUndelivered();
        QTRY_VERIFY(stage.page.view()->conversation()->id == open());
        stage.page.showUndelivered();
        QTRY_VERIFY(stage.page.view()->conversation()->id == other);
    }

    void whatCouldNotBeDeliveredIsAskedForAtTheStart()
    {
        LiveStage stage;
        stage.desk.fillShop();
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 400"_s, false);
        LivePage page(stage.desk, stage.look());
        QSignalSpy counts(&page, &LivePage::undeliveredChanged);
        emit stage.desk.ready();
        stage.settle();
        QCOMPARE(counts.count(), 1);
        QCOMPARE(counts.front().front().toInt(), 1);
    }

    void everyStateHasWordsAShopKnows_data()
    {
        QTest::addColumn<OutboxState>("state");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("vietnamese");
        const auto row = [](const char* name, OutboxState state, const char16_t* error, const char16_t* english,
                            const char16_t* vietnamese) {
            QTest::newRow(name) << state << QString::fromUtf16(error) << QString::fromUtf16(english)
                                << QString::fromUtf16(vietnamese);
        };
        row("refused", OutboxState::Dead, u"status 400: no", u"refused this message", u"từ chối");
        row("forbidden", OutboxState::Dead, u"status 403", u"does not allow", u"không cho gửi");
        row("gone", OutboxState::Dead, u"status 404", u"does not know this conversation", u"không tìm thấy");
        row("too long", OutboxState::Dead, u"status 413", u"too long", u"quá dài");
        row("given up", OutboxState::Dead, u"status 503", u"could not be reached", u"không kết nối được");
        row("unknown", OutboxState::Unknown, u"cut", u"Nobody knows", u"Không rõ");
        row("token", OutboxState::Waiting, u"status 401: bad token", u"token", u"mã truy cập");
        row("later", OutboxState::Waiting, u"status 503", u"tried again by itself", u"tự gửi lại");
        row("needs a yes", OutboxState::Dead, u"call needs a person's yes: refund", u"wants to call “refund”",
            u"muốn gọi “refund”");
        row("maybe done", OutboxState::Dead, u"call may have been made before: refund", u"may have been called",
            u"Có thể");
        row("call failed", OutboxState::Dead, u"call failed: refund: status 409", u"“refund” failed", u"không thành");
        row("call cut", OutboxState::Unknown, u"call failed: refund: cut", u"whether “refund” was called",
            u"Không rõ “refund”");
        row("call later", OutboxState::Waiting, u"call failed: refund: status 503", u"tried again by itself",
            u"tự thử lại");
        row("fresh", OutboxState::Waiting, u"", u"", u"");
        row("sent", OutboxState::Sent, u"", u"", u"");
    }
    void everyStateHasWordsAShopKnows()
    {
        QFETCH(const OutboxState, state);
        QFETCH(const QString, error);
        QFETCH(const QString, english);
        QFETCH(const QString, vietnamese);
        Delivery delivery;
        delivery.state = state;
        delivery.error = error;
        for (const auto& [choice, expected] :
             {std::pair(LanguageChoice::English, english), std::pair(LanguageChoice::Vietnamese, vietnamese)}) {
            const LiveStage stage(SchemeChoice::Light, choice);
            const QString words = LiveWords::undelivered(delivery);
            QCOMPARE(words.isEmpty(), expected.isEmpty());
            QVERIFY2(words.contains(expected), qPrintable(words));
            QVERIFY2(!words.contains(u"status"_s), qPrintable(words));
        }
    }

    void pictures_data()
    {
        QTest::addColumn<SchemeChoice>("scheme");
        QTest::addColumn<LanguageChoice>("language");
        QTest::addColumn<int>("textScale");
        QTest::newRow("delivery_light") << SchemeChoice::Light << LanguageChoice::English << 100;
        QTest::newRow("delivery_dark") << SchemeChoice::Dark << LanguageChoice::Vietnamese << 100;
        QTest::newRow("delivery_large") << SchemeChoice::Light << LanguageChoice::Vietnamese << 160;
    }
    /// With TONGDAI_PICTURES=DIR the pictures are kept there for looking at.
    void pictures()
    {
        QFETCH(const SchemeChoice, scheme);
        QFETCH(const LanguageChoice, language);
        QFETCH(const int, textScale);
        OpenedPage stage;
        stage.theme.setChoice(scheme);
        stage.theme.setTextScale(textScale);
        stage.language.setChoice(language);
        sendLine(stage, u"Dạ shop còn 3 chiếc ạ"_s);
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 400: outside the 24 h window"_s);
        sendLine(stage, u"Em giữ cho chị một chiếc nhé"_s);
        stage.desk.settleDelivery(open(), OutboxState::Unknown, u"cut"_s);
        sendLine(stage, u"Chị cho em xin số điện thoại ạ"_s);
        stage.desk.settleDelivery(open(), OutboxState::Waiting, u"status 503"_s);
        sendLine(stage, u"Em cảm ơn chị"_s);
        stage.desk.settleDelivery(open(), OutboxState::Dead, u"status 404"_s);
        stage.page.conversations()->setQueue(WorkQueue::Mine);
        stage.settle();
        const QImage image = stage.page.grab().toImage();
        QCOMPARE(image.size() / image.devicePixelRatio(), stage.page.size());
        const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(image.save(QDir(folder).filePath(QString::fromLatin1(QTest::currentDataTag()) + u".png"_s)));
    }
};

TONGDAI_TEST(LiveDeliveryTest)

}  // namespace tongdai

#include "live_delivery_gui_test.moc"
