#include "engine/work/desk/own_dispute_source.h"

#include "engine/history/sql_history.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/work/fakes/virtual_time.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

/// Stretches of a long history, newest first: each is what one look goes through.
class LongHistory final : public ports::MessageSearch {
public:
    QCoro::Task<MessageHits> search(MessageQuery query) override
    {
        asked.push_back(query);
        const auto look = size_t(query.after ? query.after->order : 0);
        if (slowAt && *slowAt == look)
            throw StoreError(StoreError::Kind::TimedOut, u"search"_s, u"history"_s, u"deadline"_s);
        MessageHits hits;
        if (look < stretches.size()) hits.hits = stretches[look];
        hits.looked = 5'000;
        if (look + 1 < stretches.size()) hits.next = SearchPlace{false, qint64(look + 1)};
        if (afterLook) afterLook();
        co_return hits;
    }

    std::vector<std::vector<MessageHit>> stretches;
    std::vector<MessageQuery> asked;
    std::optional<size_t> slowAt;
    std::function<void()> afterLook;
};

MessageHit lineOf(Speaker speaker, const QString& name, const QByteArray& id)
{
    MessageHit hit;
    hit.message.conversation = ConversationId("c1"_ba);
    hit.message.messageId = MessageId(id);
    hit.message.speaker = speaker;
    hit.message.senderName = name;
    hit.message.body = u"Shop giao thiếu"_s;
    hit.customerName = u"Chị Hoa"_s;
    return hit;
}

}  // namespace

/// What the shop's own history gives to those who judge disputes, over stores that say what a test wants.
class OwnDisputeSourceTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    VirtualTime m_time;
    VirtualClock m_clock{m_time, std::make_shared<Life>()};
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<LongHistory> m_long;
    std::unique_ptr<OwnDisputeSource> m_source;

    static DisputeSearch takenOver(int limit)
    {
        DisputeSearch search;
        search.limit = limit;
        search.own.fact = MessageQuery::Fact::TakenOver;
        return search;
    }

private slots:
    void initTestCase()
    {
        m_history = std::make_unique<SqlHistory>(sqliteBackend(m_dir.filePath(u"history.sqlite"_s)), m_clock);
        await(m_history->open());
    }
    void cleanupTestCase() { m_history->close(); }
    void init()
    {
        m_long = std::make_unique<LongHistory>();
        m_source = std::make_unique<OwnDisputeSource>(OwnDisputeSource::Ports{*m_history, *m_history, *m_long},
                                                      m_history->target());
    }

    /// A stretch without a hit is not the end of the history.
    void goesOnBehindStretchesWithoutAHit()
    {
        m_long->stretches = {{}, {}, {lineOf(Speaker::Customer, u"Hoa"_s, "m1")}, {}};
        const DisputeHits hits = await(m_source->search(takenOver(50)));
        QCOMPARE(hits.hits.size(), size_t(1));
        QCOMPARE(hits.found, 1);
        QVERIFY(hits.isWhole);
        QCOMPARE(m_long->asked.size(), size_t(4));
    }

    /// The customer's name stands at the customer's own lines alone.
    void aLineIsOfWhoeverWroteIt()
    {
        m_long->stretches = {{lineOf(Speaker::System, {}, "m5"), lineOf(Speaker::Bot, {}, "m4"),
                              lineOf(Speaker::Operator, {}, "m3"), lineOf(Speaker::Operator, u"Lan"_s, "m2"),
                              lineOf(Speaker::Customer, {}, "m1")}};
        const DisputeHits hits = await(m_source->search(takenOver(50)));
        QStringList names;
        QList<PartyRole> roles;
        for (const DisputeHit& hit : hits.hits) {
            names << hit.who;
            roles << hit.role;
        }
        QCOMPARE(names, (QStringList{{}, {}, {}, u"Lan"_s, u"Chị Hoa"_s}));
        QCOMPARE(roles, (QList<PartyRole>{PartyRole::System, PartyRole::Bot, PartyRole::Operator, PartyRole::Operator,
                                          PartyRole::Customer}));
    }

    void endsWithEnoughHits()
    {
        const MessageHit hit = lineOf(Speaker::Customer, u"Hoa"_s, "m1");
        m_long->stretches = {{hit, hit}, {hit}, {hit}};
        const DisputeHits hits = await(m_source->search(takenOver(3)));
        QCOMPARE(hits.hits.size(), size_t(3));
        QVERIFY(!hits.isWhole);
        QCOMPARE(m_long->asked.size(), size_t(2));
        QCOMPARE(m_long->asked[1].limit, 1);
    }

    /// Who looks for what never happened in a history without end is told how far it was looked at.
    void saysWhatWasNotSearchedToItsEnd()
    {
        m_long->stretches.resize(1'000);
        const DisputeHits hits = await(m_source->search(takenOver(50)));
        QVERIFY(hits.hits.empty() && !hits.isWhole);
        QVERIFY(m_long->asked.size() > 10 && m_long->asked.size() < 100);
        QCOMPARE(hits.searched, qint64(m_long->asked.size()) * 5'000);
    }

    void askedToEndItAsksNoMore()
    {
        m_long->stretches.resize(1'000);
        m_long->stretches[0] = {lineOf(Speaker::Customer, u"Hoa"_s, "m1")};
        m_long->afterLook = [this] {
            if (m_long->asked.size() == 2) m_source->cancel();
        };
        const DisputeHits hits = await(m_source->search(takenOver(50)));
        QCOMPARE(m_long->asked.size(), size_t(2));
        QCOMPARE(hits.hits.size(), size_t(1));
        QVERIFY(!hits.isWhole);
        QCOMPARE(hits.searched, 10'000);
        // The next search is another one.
        m_long->afterLook = {};
        m_long->stretches.resize(3);
        QVERIFY(await(m_source->search(takenOver(50))).isWhole);
    }

    /// What was found before a look took too long stays found; where nothing could be looked at, that is said.
    void aSlowStoreLosesNothingThatWasFound()
    {
        m_long->stretches = {{lineOf(Speaker::Customer, u"Hoa"_s, "m1")}, {}, {}};
        m_long->slowAt = 1;
        const DisputeHits hits = await(m_source->search(takenOver(50)));
        QCOMPARE(hits.hits.size(), size_t(1));
        QVERIFY(!hits.isWhole);
        QCOMPARE(hits.searched, 5'000);
        QCOMPARE(m_source->status().state, SourceState::Slow);
        m_long->slowAt = 0;
        QVERIFY_THROWS_EXCEPTION(StoreError, await(m_source->search(takenOver(50))));
    }
};

TONGDAI_TEST(OwnDisputeSourceTest)

}  // namespace tongdai::testing

#include "own_dispute_source_test.moc"
