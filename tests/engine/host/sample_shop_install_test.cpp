#include "engine/domain/conversation/conversation_lists.h"
#include "engine/history/sql_history.h"
#include "engine/host/machine/system_clock.h"
#include "engine/host/sample/sample_shop_content.h"

#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::await;

/// The sample shop in a real store.
class SampleShopInstallTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<SqlHistory>(sqliteBackend(m_dir->filePath(u"history.sqlite"_s)), m_clock);
        await(m_store->open());
    }
    void cleanup()
    {
        m_store->close();
        m_store.reset();
    }

    void opensAndGoesAway()
    {
        auto shop = sampleConversations(m_clock.now());
        const int installed = await(installSample(m_store.get(), shop));
        QCOMPARE(installed, 200);
        checkAgainst(shop);
        QCOMPARE(await(installSample(m_store.get(), shop)), 0);
        QVERIFY(await(m_store->removeSample()).removed > 0);
        ConversationQuery all;
        QVERIFY(await(m_store->conversations(all)).rows.empty());
    }

    void leavesRealConversationsAlone()
    {
        IncomingMessage real;
        real.source = "platform";
        real.conversation = ConversationId("c-1");
        real.messageId = MessageId("m-1");
        real.sender = SenderId("u-1");
        real.content = u"shop ơi"_s;
        real.bodyHash = hashBody(real);
        await(m_store->accept(real, {}));
        await(installSample(m_store.get(), sampleConversations(m_clock.now(), 20)));
        await(m_store->removeSample());
        const auto rows = await(m_store->conversations(ConversationQuery{})).rows;
        QCOMPARE(rows.size(), 1u);
        QCOMPARE(rows[0].id.bytes(), "c-1"_ba);
    }

private:
    void checkAgainst(const std::vector<SampleConversation>& shop)
    {
        using End = SampleConversation::End;
        const auto page = await(m_store->conversations(ConversationQuery{}));
        QCOMPARE(page.rows.size(), 200u);
        QHash<QByteArray, Conversation> rows;
        for (const Conversation& row : page.rows)
            rows.insert(row.id.bytes(), row);
        for (const SampleConversation& c : shop) {
            const Conversation row = rows.value(c.id.bytes());
            QVERIFY(row.isSample);
            QVERIFY(!row.pending);
            QCOMPARE(row.customerName, c.customerName);
            QCOMPARE(row.channel, c.channel);
            QCOMPARE(row.status == ConversationStatus::Closed, c.end == End::Closed);
            const bool isWaiting = c.end == End::Waiting || c.end == End::OwnedWaiting;
            QVERIFY2(row.waitingSince.has_value() == isWaiting, c.id.bytes().constData());
            if (c.end == End::Owned || c.end == End::OwnedWaiting) QCOMPARE(row.assignee, c.owner);
            ThreadQuery query;
            query.conversation = c.id;
            const auto lines = await(m_store->thread(query)).lines;
            QVERIFY(lines.size() >= c.lines.size());
            for (size_t i = 1; i < lines.size(); ++i)
                QVERIFY(lines[i].receivedAt >= lines[i - 1].receivedAt);
            QVERIFY(lines.back().receivedAt <= c.lines.back().at + 3min);
            QCOMPARE(lines.front().body, c.lines.front().text);
        }
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SqlHistory> m_store;
};

TONGDAI_TEST(SampleShopInstallTest)

}  // namespace tongdai

#include "sample_shop_install_test.moc"
