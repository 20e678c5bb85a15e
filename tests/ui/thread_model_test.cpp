#include "ui/models/thread_model.h"

#include "tests/support/fake_desk.h"
#include "tests/support/test_registry.h"
#include "ui/models/draft_book.h"
#include "ui/models/height_index.h"
#include "ui/models/outgoing_lines.h"
#include "ui/models/thread_feed.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::FakeDesk;

class ThreadModelTest : public QObject {
    Q_OBJECT

    static StoredMessage line(qint64 rev, Speaker speaker = Speaker::Customer)
    {
        StoredMessage message;
        message.rev = rev;
        message.messageId = MessageId("m-" + QByteArray::number(rev));
        message.speaker = speaker;
        message.body = QString::number(rev);
        return message;
    }
    static QString shown(const ThreadModel& model)
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(model.lineAt(row).message.body);
        return texts.join(u' ');
    }

private slots:
    void linesStandInTheEnginesOrderNotInThatOfArrival()
    {
        ThreadModel model;
        QAbstractItemModelTester tester(&model);
        model.replaceAll({line(10), line(12)}, 0);
        model.apply({line(13), line(11)});
        model.prepend({line(8), line(9), line(10)});  // an overlapping page adds nothing twice
        QCOMPARE(shown(model), u"8 9 10 11 12 13"_s);
    }

    void aKnownRevIsReplacedInPlace()
    {
        ThreadModel model;
        QAbstractItemModelTester tester(&model);
        model.replaceAll({line(1), line(2)}, 0);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        StoredMessage again = line(1);
        again.deliveries = 3;
        model.apply({again});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.lineAt(0).message.deliveries, 3);
        QCOMPARE(changes.count(), 1);
    }

    void theDividerStandsBeforeTheFirstUnreadCustomerLine()
    {
        ThreadModel model;
        model.replaceAll({line(1), line(2, Speaker::Operator), line(3), line(4, Speaker::System), line(5)}, 2);
        QCOMPARE(model.firstUnreadRow(), 2);
        QCOMPARE(model.unreadCount(), 2);
        model.prepend({line(0)});
        QCOMPARE(model.firstUnreadRow(), 3);
    }

    void aLineBeingSentGivesWayToItsRecord()
    {
        ThreadModel model;
        QAbstractItemModelTester tester(&model);
        model.replaceAll({line(1)}, 0);
        StoredMessage mine = line(0, Speaker::Operator);
        mine.messageId = MessageId("uuid");
        mine.body = u"mine"_s;
        model.setOutgoing({ThreadLine{mine, ThreadLine::Sending::Queued}});
        QCOMPARE(shown(model), u"1 mine"_s);
        StoredMessage recorded = mine;
        recorded.rev = 2;
        recorded.body = u"mine!"_s;
        model.apply({recorded});
        QCOMPARE(shown(model), u"1 mine!"_s);
        model.setOutgoing({ThreadLine{mine, ThreadLine::Sending::Queued}});  // the answer came after the record
        QCOMPARE(shown(model), u"1 mine!"_s);
    }

    void theFeedOpensFollowsAndPagesBack()
    {
        FakeDesk desk;
        const ConversationId id = desk.fillLongThread(250);
        ThreadModel model;
        QAbstractItemModelTester tester(&model);
        ThreadFeed feed(desk, model);
        feed.open(id, 0);
        desk.say(id, Speaker::Customer, u"early"_s);  // before the first page is here
        QTRY_COMPARE(feed.state(), ThreadFeed::State::Ready);
        QCOMPARE(model.lineAt(model.rowCount() - 1).message.body, u"early"_s);
        QVERIFY(feed.hasOlder());
        while (feed.hasOlder()) {
            feed.fetchOlder();
            QTRY_VERIFY(!feed.isFetchingOlder());
        }
        QCOMPARE(model.rowCount(), 251);
        QCOMPARE(model.oldestRev(), 1);
        desk.say(id, Speaker::Customer, u"live"_s);
        QCOMPARE(model.rowCount(), 252);
    }

    void theFeedCatchesUpAfterARestart()
    {
        FakeDesk desk;
        const ConversationId id = desk.fillLongThread(10);
        ThreadModel model;
        ThreadFeed feed(desk, model);
        feed.open(id, 0);
        QTRY_COMPARE(feed.state(), ThreadFeed::State::Ready);
        desk.say(id, Speaker::Customer, u"missed"_s, false);
        emit desk.ready();
        QTRY_COMPARE(model.rowCount(), 11);
    }

    void aFailedSendIsRepeatedUnderTheSameId()
    {
        FakeDesk desk;
        const ConversationId id = desk.fillLongThread(3);
        OutgoingLines outgoing(desk);
        QSignalSpy accepted(&outgoing, &OutgoingLines::accepted);
        desk.failNext(api::DeskError::StoreDown);
        const MessageId message = outgoing.send(id, u"xin chào"_s, false, OutgoingLines::Before::Nothing);
        QCOMPARE(int(outgoing.linesOf(id).front().sending), int(ThreadLine::Sending::Queued));
        QTRY_COMPARE(int(outgoing.linesOf(id).front().sending), int(ThreadLine::Sending::Failed));
        QVERIFY(desk.sent.empty());
        outgoing.retry(id, message);
        QTRY_COMPARE(desk.sent.size(), size_t(1));
        QCOMPARE(desk.sent.front().messageId, message);
        QTRY_COMPARE(accepted.count(), 1);
    }

    void aReplyToTheBotsConversationTakesItOverFirst()
    {
        FakeDesk desk;
        const ConversationId id = desk.fillLongThread(3);
        OutgoingLines outgoing(desk);
        outgoing.send(id, u"xin chào"_s, false, OutgoingLines::Before::TakeOver);
        QTRY_COMPARE(desk.sent.size(), size_t(1));
        QCOMPARE(desk.acts, (QStringList{u"take_over c-long"_s, u"send c-long"_s}));
        desk.acts.clear();
        outgoing.send(id, u"ghi chú"_s, true, OutgoingLines::Before::TakeOver);  // a note never takes over
        QTRY_COMPARE(desk.sent.size(), size_t(2));
        QCOMPARE(desk.acts, QStringList{u"send c-long"_s});
    }

    void draftsReachTheDiskAndStayInTheirConversation()
    {
        FakeDesk desk;
        const ConversationId a("a"_ba), b("b"_ba);
        DraftBook book(desk);
        book.write(a, {u"cho a"_s, false});
        book.write(b, {u"cho b"_s, true});
        QTRY_COMPARE_WITH_TIMEOUT(desk.drafts.value(a), u"cho a"_s, 300);
        QCOMPARE(desk.drafts.value(b), u"cho b"_s);
        QVERIFY(desk.draftsAreNotes.value(b));
        DraftBook next(desk);
        emit desk.ready();
        QTRY_COMPARE(next.draft(a).text, u"cho a"_s);
        QVERIFY(next.draft(b).isNote);
    }

    void aSentDraftStaysOnDiskUntilItIsRecorded()
    {
        FakeDesk desk;
        const ConversationId a("a"_ba);
        DraftBook book(desk);
        book.write(a, {u"gửi đi"_s, false});
        book.keepUntilAccepted(a);
        QCOMPARE(book.draft(a).text, QString());
        QCOMPARE(desk.drafts.value(a), u"gửi đi"_s);
        book.forgetIfSent(a);
        QVERIFY(!desk.drafts.contains(a));
    }

    void heightsAddUpAfterAnyChange()
    {
        HeightIndex index;
        std::vector<int> plain;
        QRandomGenerator random(7);
        for (int step = 0; step < 400; ++step) {
            const int height = random.bounded(1, 90);
            const int at = plain.empty() ? 0 : int(random.bounded(quint32(plain.size() + 1)));
            switch (step % 4) {
                case 0:
                    index.append(height);
                    plain.push_back(height);
                    break;
                case 1:
                    index.insert(at, {height, height + 1});
                    plain.insert(plain.begin() + at, {height, height + 1});
                    break;
                case 2:
                    index.set(at % int(plain.size()), height);
                    plain[size_t(at) % plain.size()] = height;
                    break;
                default: index.remove(at % int(plain.size()), 1); plain.erase(plain.begin() + at % int(plain.size()));
            }
            qint64 sum = 0;
            for (size_t row = 0; row < plain.size(); ++row) {
                QCOMPARE(index.sumBefore(int(row)), sum);
                QCOMPARE(index.rowAt(sum), int(row));
                sum += plain[row];
                QCOMPARE(index.rowAt(sum - 1), int(row));
            }
            QCOMPARE(index.total(), sum);
        }
    }
};

TONGDAI_TEST(ThreadModelTest)

}  // namespace tongdai

#include "thread_model_test.moc"
