#include "ui/locks/keys/peek_sheet.h"

#include "tests/support/fake_keys.h"
#include "tests/support/fake_queues.h"
#include "tests/support/test_registry.h"
#include "tests/ui/live_stage.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/locks/queues/queues_pane.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using PeekKind = api::QueueRow::Kind;

namespace {

/// A Redis with one stream or list.
class PeekedKeys final : public api::KeyBrowser {
public:
    api::Asked<api::KeyPage> step(const QByteArray&, const QByteArray&) override
    {
        return api::answered<api::KeyPage>(api::KeyPage());
    }
    api::Asked<api::KeyValue> value(const QByteArray& key, const QByteArray& from) override
    {
        asked << key + '@' + from;
        if (isGone) return api::answered<api::KeyValue>(api::DeskFailure{api::DeskError::NotFound, {}});
        return api::answered<api::KeyValue>(value_);
    }
    /// One more entry of the stream, the newest.
    void add(const QByteArray& id, const QByteArray& fields)
    {
        value_.rows.insert(value_.rows.begin(), {id, fields});
        if (value_.rows.size() > 50) value_.rows.resize(50);
    }
    api::KeyValue value_;
    QByteArrayList asked;
    bool isGone = false;
};

}  // namespace

/// Looking into queues: what would be sent to somebody who is away, and the tail of a stream, by keys.
class PeekSheetTest : public QObject {
    Q_OBJECT
    std::unique_ptr<testing::LiveStage> m_stage;
    PeekedKeys m_keys;
    QPointer<PeekSheet> m_sheet;

    void open(PeekKind kind, const QString& name)
    {
        api::QueueRow row;
        row.kind = kind;
        row.name = name;
        m_sheet = new PeekSheet(m_keys, row, m_stage->look());
        m_sheet->show();
        QApplication::setActiveWindow(m_sheet);
    }
    QListWidget& list() { return *m_sheet->findChild<QListWidget*>(u"peekList"_s); }
    QStringList shown()
    {
        QStringList words;
        for (int i = 0; i < list().count(); ++i)
            words << list().item(i)->text();
        return words;
    }

private slots:
    void init()
    {
        m_stage = std::make_unique<testing::LiveStage>();
        m_keys.value_ = {};
        m_keys.asked.clear();
        m_keys.isGone = false;
    }
    void cleanup()
    {
        delete m_sheet;
        m_stage.reset();
    }

    void showsWhatWouldBeSentToSomebodyWhoIsAway()
    {
        m_keys.value_.rows = {{"0", R"({"event":"message","data":{"content":"Còn  size M ạ"},"messageId":"m1"})"},
                              {"1", R"({"event":"receipt","data":{"status":"read"}})"},
                              {"2", "not json"}};
        m_keys.value_.next = "50";
        open(PeekKind::Offline, u"chat:offline:u-771"_s);
        QTRY_COMPARE(shown(), (QStringList{u"message:  Còn size M ạ"_s, u"receipt"_s, u"not json"_s}));
        QCOMPARE(m_sheet->windowTitle(), u"What would be sent: chat:offline:u-771"_s);
        QVERIFY(!m_sheet->findChild<QPushButton*>(u"peekHold"_s)->isVisible());
        m_keys.value_.next.clear();
        QTest::mouseClick(m_sheet->findChild<QPushButton*>(u"peekMore"_s), Qt::LeftButton);
        QTRY_COMPARE(list().count(), 6);
        QCOMPARE(m_keys.asked.last(), "chat:offline:u-771@50"_ba);
        QVERIFY(!m_sheet->findChild<QPushButton*>(u"peekMore"_s)->isVisible());
    }
    void aTailGoesOnUntilItIsHeld()
    {
        m_keys.add("1-0", "event=message_sent threadId=c1");
        open(PeekKind::Stream, u"chat:logs:events"_s);
        QTRY_COMPARE(list().count(), 1);
        m_keys.add("2-0", "event=claim threadId=c2");
        QTRY_COMPARE(shown(),
                     (QStringList{u"2-0   event=claim threadId=c2"_s, u"1-0   event=message_sent threadId=c1"_s}));
        list().setFocus();
        QTest::keyClick(&list(), Qt::Key_Space);
        QVERIFY(m_sheet->isHeld());
        m_keys.add("3-0", "event=message_sent threadId=c3");
        auto* hold = m_sheet->findChild<QPushButton*>(u"peekHold"_s);
        QTRY_VERIFY2(hold->text().contains(u"1 new"_s), qPrintable(hold->text()));
        QCOMPARE(list().count(), 2);
        QTest::keyClick(&list(), Qt::Key_Space);
        QTRY_COMPARE(list().count(), 3);
        QTest::keyClicks(m_sheet->findChild<QLineEdit*>(u"peekFilter"_s), u"CLAIM"_s);
        QTRY_COMPARE(shown(), QStringList{u"2-0   event=claim threadId=c2"_s});
    }
    void saysWhenMoreWentByThanWereRead()
    {
        m_keys.add("1-0", "a=1");
        open(PeekKind::Stream, u"chat:logs:events"_s);
        QTRY_COMPARE(list().count(), 1);
        for (int i = 2; i < 80; ++i)
            m_keys.add(QByteArray::number(i) + "-0", "a=1");
        QTRY_COMPARE(list().count(), 52);
        QVERIFY(shown().at(50).contains(u"more went by"_s));
    }
    void saysThatItIsGone()
    {
        m_keys.isGone = true;
        open(PeekKind::Taken, u"message_queue:processing:x"_s);
        QTRY_VERIFY(m_sheet->findChild<NoticeBar*>(u"peekNotice"_s)->isVisible());
    }
    void enterOnAQueueOpensIt()
    {
        testing::FakeQueues queues;
        queues.fillTrouble(m_stage->desk.now);
        QueuesPane pane(queues, m_stage->look(), &m_keys, nullptr);
        pane.resize(1100, 600);
        pane.show();
        queues.tell();
        auto* table = pane.findChild<QTableView*>(u"queuesTable"_s);
        QTRY_VERIFY(table->model()->rowCount() > 5);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);  // rows of the store: nothing lies under a name
        QVERIFY(!pane.findChild<PeekSheet*>());
        table->setCurrentIndex(table->model()->index(5, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY(pane.findChild<PeekSheet*>());
        QVERIFY(m_keys.asked.first().startsWith("chat:offline:"));
    }
};

TONGDAI_TEST(PeekSheetTest)

}  // namespace tongdai

#include "peek_sheet_gui_test.moc"
