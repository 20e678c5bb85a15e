#include "engine/domain/limits/rate_ledger.h"

#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The limits of one process: sliding windows under named scopes (guarantees 2.10).
class RateLedgerTest : public QObject {
    Q_OBJECT
    testing::HandMovedClock m_clock;
    std::unique_ptr<RateLedger> m_ledger;

    RateAnswer charge(const QByteArray& name, const QByteArray& act = {})
    {
        return m_ledger->charge(RateScope::ChatUser, name, act);
    }

private slots:
    void init()
    {
        m_clock.at = 1h;
        m_ledger = std::make_unique<RateLedger>(m_clock);
        m_ledger->setRule(RateScope::ChatUser, {5, 60s});
    }
    void slides()
    {
        for (int i = 0; i < 5; ++i) {
            QVERIFY(charge("an").isAllowed);
            m_clock.at += 10s;
        }
        const RateAnswer refused = charge("an");
        QVERIFY(!refused.isAllowed);
        QCOMPARE(refused.retryAfter, 10s);
        QCOMPARE(refused.most, 5);
        QCOMPARE(refused.left, 0);
        m_clock.at += 10s;
        QVERIFY(charge("an").isAllowed);  // the first has left the window, the others have not
        QVERIFY(!charge("an").isAllowed);
        QVERIFY(charge("binh").isAllowed);
    }
    void theSameActCostsNothing()
    {
        for (int i = 0; i < 20; ++i)
            QVERIFY(charge("an", "m1").isAllowed);
        QCOMPARE(charge("an", "m1").left, 4);
        QCOMPARE(m_ledger->used(RateScope::ChatUser, "an"), 1);
    }
    void whereThereIsNoRuleNothingIsCounted()
    {
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(m_ledger->charge(RateScope::Page, "42").most, 0);
        QVERIFY(m_ledger->notable(10).empty());
        QVERIFY(!m_ledger->use(RateScope::Page, "42"));
    }
    void namesWhoIsNearAndWhoWasHeldBack()
    {
        charge("calm");
        for (int i = 0; i < 4; ++i)
            charge("near");
        for (int i = 0; i < 7; ++i)
            charge("over");
        const std::vector<RateUse> uses = m_ledger->notable(10);
        QCOMPARE(uses.size(), size_t(2));
        QCOMPARE(uses[0].name, "over"_ba);
        QCOMPARE(uses[0].used, 5);
        QCOMPARE(uses[0].heldBack, 2);
        QVERIFY(uses[0].heldBackAt.has_value());
        QCOMPARE(uses[0].retryAfter, 60s);
        QCOMPARE(uses[1].name, "near"_ba);
        QCOMPARE(uses[1].used, 4);
        QCOMPARE(uses[1].heldBack, 0);
        QCOMPARE(m_ledger->notable(1).size(), size_t(1));
        QCOMPARE(m_ledger->heldBackTotal(), 2);
    }
    void remembersForTenMinutes()
    {
        for (int i = 0; i < 6; ++i)
            charge("over");
        m_clock.at += 9min;
        QCOMPARE(m_ledger->notable(10).size(), size_t(1));
        QCOMPARE(m_ledger->notable(10)[0].used, 0);
        QCOMPARE(m_ledger->notable(10)[0].retryAfter, 0ms);
        m_clock.at += 61s;
        QVERIFY(m_ledger->notable(10).empty());
        charge("over");
        QCOMPARE(m_ledger->use(RateScope::ChatUser, "over")->heldBack, 0);
    }
    void theSharedCountIsLaidBeside()
    {
        charge("an");
        m_ledger->noteShared(RateScope::ChatUser, "an", 4);
        QCOMPARE(m_ledger->used(RateScope::ChatUser, "an"), 4);
        m_ledger->noteRefused(RateScope::ChatUser, "an", 20s);
        QCOMPARE(m_ledger->use(RateScope::ChatUser, "an")->used, 5);
        m_clock.at += 20s;
        QCOMPARE(m_ledger->used(RateScope::ChatUser, "an"), 1);
    }
    void aFloodOfNamesIsBounded()
    {
        for (int i = 0; i < 6; ++i)
            charge("over");
        for (int i = 0; i < 2 * RateLedger::kMostNames; ++i)
            charge(QByteArray::number(i));
        QVERIFY2(!charge("over").isAllowed, "who is held back stays so");
    }
};

TONGDAI_TEST(RateLedgerTest)

}  // namespace tongdai

#include "rate_ledger_test.moc"
