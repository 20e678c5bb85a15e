#include "ui/locks/keys/peek_sheet.h"

#include "tests/support/fake_keys.h"
#include "tests/support/fake_queue_look.h"
#include "tests/support/fake_queues.h"
#include "tests/support/test_registry.h"
#include "tests/ui/live_stage.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/locks/keys/keys_pane.h"
#include "ui/locks/look/offline_sheet.h"
#include "ui/locks/look/stream_sheet.h"
#include "ui/locks/queues/queues_pane.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeView>

namespace tongdai {

using namespace Qt::StringLiterals;
using PeekKind = api::QueueRow::Kind;

namespace {

/// A Redis with one list.
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
    api::Asked<api::LeftoverPage> leftovers(const QByteArray&) override
    {
        return api::answered<api::LeftoverPage>(api::LeftoverPage());
    }
    api::Asked<int> sweep(const std::vector<QByteArray>&) override { return api::answered<int>(0); }
    api::KeyValue value_;
    QByteArrayList asked;
    bool isGone = false;
};

}  // namespace

/// Looking into a list, by keys; streams and offline lists have sheets of their own.
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

    void readsPageByPageAndFilters()
    {
        m_keys.value_.rows = {{"0", R"({"id":"t1","type":"save_message"})"}, {"1", "c-12345"}, {"2", "c-11820"}};
        m_keys.value_.next = "50";
        open(PeekKind::Tasks, u"message_queue"_s);
        QTRY_COMPARE(shown(), (QStringList{uR"({"id":"t1","type":"save_message"})"_s, u"c-12345"_s, u"c-11820"_s}));
        QCOMPARE(m_sheet->windowTitle(), u"message_queue"_s);
        m_keys.value_.next.clear();
        QTest::mouseClick(m_sheet->findChild<QPushButton*>(u"peekMore"_s), Qt::LeftButton);
        QTRY_COMPARE(list().count(), 6);
        QCOMPARE(m_keys.asked.last(), "message_queue@50"_ba);
        QVERIFY(!m_sheet->findChild<QPushButton*>(u"peekMore"_s)->isVisible());
        QTest::keyClicks(m_sheet->findChild<QLineEdit*>(u"peekFilter"_s), u"SAVE"_s);
        QTRY_COMPARE(list().count(), 2);
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
        testing::FakeQueueLook look;
        look.fillOffline(m_stage->desk.now, 3);
        queues.fillTrouble(m_stage->desk.now);
        QueuesPane pane(queues, m_stage->look(), {&m_keys, &look, nullptr});
        pane.resize(1100, 600);
        pane.show();
        queues.tell();
        auto* table = pane.findChild<QTableView*>(u"queuesTable"_s);
        QTRY_VERIFY(table->model()->rowCount() > 5);
        table->setFocus();
        const auto enter = [table](int row) {
            table->setCurrentIndex(table->model()->index(row, 0));
            QTest::keyClick(table, Qt::Key_Return);
        };
        enter(0);  // rows of the store: nothing lies under a name
        QVERIFY(pane.findChildren<QDialog*>().isEmpty());
        enter(2);
        QTRY_VERIFY(pane.findChild<PeekSheet*>());
        enter(3);
        QTRY_VERIFY(pane.findChild<StreamSheet*>());
        QVERIFY(look.asked.contains("chat:logs:events@"));
        QSignalSpy wanted(&pane, &QueuesPane::conversationWanted);
        enter(5);
        QTRY_VERIFY(pane.findChild<OfflineSheet*>());
        QCOMPARE(look.asked.last(), "chat:offline:u-771@0"_ba);
        QTest::keyClick(pane.findChild<QTableView*>(u"offlineTable"_s), Qt::Key_Return);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].value<ConversationId>(), ConversationId("c-11873"_ba));
    }
    void aStreamAmongTheKeysIsFollowed()
    {
        testing::FakeKeys keys;
        testing::FakeQueueLook look;
        keys.keys = {{"crm:inbox"_ba, "stream"_ba, 900, {}}, {"crm:name"_ba, "string"_ba, 60, {}}};
        look.add("1-0", {{"order", "DH-1"}});
        KeysPane pane(keys, &look, m_stage->look());
        pane.resize(900, 500);
        pane.show();
        auto* tree = pane.findChild<QTreeView*>(u"keysTree"_s);
        QTRY_COMPARE(tree->model()->rowCount(), 1);
        tree->expandAll();
        tree->setFocus();
        const QModelIndex branch = tree->model()->index(0, 0);
        for (int row = 0; row < 2; ++row) {
            tree->setCurrentIndex(tree->model()->index(row, 0, branch));
            QTest::keyClick(tree, Qt::Key_Return);
        }
        QCOMPARE(pane.findChildren<StreamSheet*>().size(), 1);
        QTRY_COMPARE(look.asked.value(0), "crm:inbox@"_ba);
    }
};

TONGDAI_TEST(PeekSheetTest)

}  // namespace tongdai

#include "peek_sheet_gui_test.moc"
