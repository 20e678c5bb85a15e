#include "ui/locks/keys/keys_pane.h"

#include "tests/support/fake_keys.h"
#include "tests/support/test_registry.h"
#include "tests/ui/live_stage.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/locks/keys/key_tree.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The keys of Redis as a tree, and what they hold, page by page.
class KeysPaneTest : public QObject {
    Q_OBJECT

    std::unique_ptr<testing::LiveStage> m_stage;
    std::unique_ptr<testing::FakeKeys> m_keys;
    std::unique_ptr<KeysPane> m_pane;

    template <class W>
    W* child(const QString& name)
    {
        return m_pane->findChild<W*>(name);
    }
    QModelIndex row(int row, const QModelIndex& parent = {}) { return tree().model()->index(row, 0, parent); }
    QTreeView& tree() { return *child<QTreeView>(u"keysTree"_s); }

private slots:
    void init()
    {
        m_stage = std::make_unique<testing::LiveStage>();
        m_keys = std::make_unique<testing::FakeKeys>();
        m_keys->keys = {{"chat:thread:1"_ba, "hash"_ba, 900, {}},
                        {"chat:thread:2"_ba, "hash"_ba, 800, 3min},
                        {"chat:bus"_ba, "string"_ba, 70, {}},
                        {"message_queue"_ba, "list"_ba, 64'000, {}}};
        m_pane = std::make_unique<KeysPane>(*m_keys, nullptr, m_stage->look());
        m_pane->resize(1100, 600);
        m_pane->show();
    }
    void cleanup()
    {
        m_pane.reset();
        m_keys.reset();
        m_stage.reset();
    }

    void gathersAllKeysAsATree()
    {
        QTRY_COMPARE(m_keys->matches.size(), size_t(2));
        QTRY_COMPARE(tree().model()->rowCount(), 2);
        QAbstractItemModelTester tester(tree().model());
        QCOMPARE(row(0).data().toString(), u"chat: (3)"_s);
        QCOMPARE(row(0, row(0)).data().toString(), u"thread: (2)"_s);
        QCOMPARE(row(1, row(0, row(0))).data().toString(), u"2"_s);
        QCOMPARE(row(1).data().toString(), u"message_queue"_s);
        QCOMPARE(child<RoleLabel>(u"keysState"_s)->text(), u"4 keys"_s);
        QCOMPARE(child<QPushButton>(u"keysLook"_s)->text(), u"Look"_s);
    }

    void readsAValuePageByPageByKeys()
    {
        QTRY_COMPARE(tree().model()->rowCount(), 2);
        tree().setFocus();
        tree().setCurrentIndex(row(0));
        QTest::keyClick(&tree(), Qt::Key_End);
        auto* value = child<QPlainTextEdit>(u"keyValue"_s);
        QTRY_COMPARE(value->toPlainText(), u"0\tvalue of message_queue"_s);
        auto* more = child<QPushButton>(u"keyMore"_s);
        QVERIFY(more->isVisible());
        QTest::keyClick(more, Qt::Key_Space);
        QTRY_COMPARE(value->toPlainText(), u"0\tvalue of message_queue\n1\tvalue of message_queue"_s);
        QVERIFY(!more->isVisible());
        tree().setCurrentIndex(row(0));  // a branch holds nothing
        QVERIFY(value->toPlainText().isEmpty());
    }

    void looksForWhatIsTyped()
    {
        QTRY_COMPARE(m_keys->matches.size(), size_t(2));
        m_keys->matches.clear();
        auto* match = child<QLineEdit>(u"keysMatch"_s);
        match->setText(u"thread"_s);
        QTest::keyClick(match, Qt::Key_Return);
        QTRY_VERIFY(!m_keys->matches.empty());
        QCOMPARE(m_keys->matches[0], "*thread*"_ba);
        m_keys->matches.clear();
        match->setText(u"chat:*"_s);
        QTest::keyClick(match, Qt::Key_Return);
        QTRY_VERIFY(!m_keys->matches.empty());
        QCOMPARE(m_keys->matches[0], "chat:*"_ba);
    }

    void saysThatRedisIsAway()
    {
        QTRY_COMPARE(tree().model()->rowCount(), 2);
        m_keys->isAway = true;
        QTest::mouseClick(child<QPushButton>(u"keysLook"_s), Qt::LeftButton);
        QTRY_VERIFY(m_pane->findChild<NoticeBar*>()->isVisible());
    }
};

TONGDAI_TEST(KeysPaneTest)

}  // namespace tongdai

#include "keys_pane_gui_test.moc"
