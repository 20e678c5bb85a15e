#include "engine/server/chat/delivery_marks.h"
#include "engine/domain/store_error.h"
#include "tests/support/test_registry.h"

#include <QSet>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using chat::DeliveryMarks;

/// Receipts on their way into a store that does not always take them (guarantees 2.8).
class DeliveryMarksTest : public QObject {
    Q_OBJECT

    static constexpr int kPatience = 60'000;

    QSet<qint64> m_refused;                     ///< lines whose marks the store does not take
    std::optional<StoreError::Kind> m_trouble;  ///< of all of them
    QList<qint64> m_stored;
    qint64 m_asked = 0;
    size_t m_mostAtOnce = 0;
    std::unique_ptr<DeliveryMarks> m_marks;

    void make(chat::MarkLimits limits)
    {
        m_marks = std::make_unique<DeliveryMarks>(
            [this](std::vector<Delivered> lines, const std::vector<DeviceCursor>&) { return take(std::move(lines)); },
            limits);
    }
    QCoro::Task<int> take(std::vector<Delivered> lines)
    {
        ++m_asked;
        m_mostAtOnce = std::max(m_mostAtOnce, lines.size());
        if (m_trouble) throw StoreError(*m_trouble, u"mark"_s, u"test"_s, u"not now"_s);
        for (const Delivered& line : lines) {
            if (m_refused.contains(line.rev))
                throw StoreError(StoreError::Kind::Refused, u"mark"_s, u"test"_s, u"this one does not work"_s);
        }
        for (const Delivered& line : lines)
            m_stored.append(line.rev);
        const int count = int(lines.size());
        co_return count;
    }
    void add(qint64 rev)
    {
        DeliveryMarks::Mark mark;
        mark.line.receipt.rev = rev;
        m_marks->add(mark);
    }
    bool hasAll(qint64 from, qint64 upto) const
    {
        for (qint64 rev = from; rev <= upto; ++rev) {
            if (m_stored.count(rev) != 1 && !m_refused.contains(rev)) return false;
        }
        return true;
    }

private slots:
    void init()
    {
        m_refused.clear();
        m_trouble.reset();
        m_stored.clear();
        m_asked = 0;
        m_mostAtOnce = 0;
        make({.retry = 1ms});
    }

    void manyAreOneTransaction()
    {
        for (qint64 rev = 1; rev <= 50; ++rev)
            add(rev);
        QTRY_COMPARE_WITH_TIMEOUT(m_stored.size(), 50, kPatience);
        QCOMPARE(m_asked, 1);
    }

    void noTransactionHasMoreThanTheMost()
    {
        make({.atOnce = 20, .retry = 1ms});
        for (qint64 rev = 1; rev <= 50; ++rev)
            add(rev);
        QTRY_COMPARE_WITH_TIMEOUT(m_stored.size(), 50, kPatience);
        QCOMPARE(m_mostAtOnce, 20u);
    }

    void aStoreThatRefusesForAWhileLosesNothing_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("no rights") << int(StoreError::Kind::Refused);
        QTest::newRow("away") << int(StoreError::Kind::Unreachable);
        QTest::newRow("full") << int(StoreError::Kind::Full);
    }
    void aStoreThatRefusesForAWhileLosesNothing()
    {
        QFETCH(const int, kind);
        m_trouble = StoreError::Kind(kind);
        for (qint64 rev = 1; rev <= 10; ++rev)
            add(rev);
        // More often than a single mark may be refused. Refused one by one, all are aside until there is another.
        QTRY_VERIFY_WITH_TIMEOUT(m_asked >= 12, kPatience);
        QVERIFY(m_stored.isEmpty());
        m_trouble.reset();
        add(11);
        QTRY_COMPARE_WITH_TIMEOUT(m_stored.size(), 11, kPatience);
        QVERIFY(hasAll(1, 11));
        QCOMPARE(m_marks->dropped(), 0);
    }

    /// Nobody writes any more, and the store takes them again.
    void theLastOnesAsideComeBackByThemselves()
    {
        make({.retry = 1ms, .asideRetry = 5ms});
        m_trouble = StoreError::Kind::Refused;
        for (qint64 rev = 1; rev <= 3; ++rev)
            add(rev);
        // More often than one may be refused while others are taken.
        QTRY_VERIFY_WITH_TIMEOUT(m_asked >= 30, kPatience);
        QCOMPARE(m_marks->dropped(), 0);
        m_trouble.reset();
        QTRY_VERIFY_WITH_TIMEOUT(hasAll(1, 3), kPatience);
        QCOMPARE(m_marks->dropped(), 0);
    }

    void whatIsAsideIsNotStored()
    {
        m_refused = {7};
        add(7);
        QTRY_VERIFY_WITH_TIMEOUT(m_asked == 1, kPatience);
        std::optional<bool> isStored;
        tell(&isStored);
        QTRY_VERIFY_WITH_TIMEOUT(isStored, kPatience);
        QVERIFY(!*isStored);
        // What comes now waits for no minute, and what is aside comes with it.
        m_refused.clear();
        add(8);
        QTRY_VERIFY_WITH_TIMEOUT(hasAll(7, 8), kPatience);
    }

    void oneThatIsRefusedKeepsNobodyElsesBack()
    {
        m_refused = {7};
        for (qint64 rev = 1; rev <= 40; ++rev)
            add(rev);
        QTRY_COMPARE_WITH_TIMEOUT(m_stored.size(), 39, kPatience);
        QVERIFY(hasAll(1, 40));
        // It is dropped when the store has taken others again and again, and that is counted.
        for (qint64 rev = 41; m_marks->dropped() == 0 && rev < 1000; ++rev) {
            const qint64 before = m_asked;
            add(rev);
            QTRY_VERIFY_WITH_TIMEOUT(m_stored.contains(rev) && m_asked > before, kPatience);
        }
        QCOMPARE(m_marks->dropped(), 1);
        QVERIFY(!m_stored.contains(7));
    }

    void tooManyDoNotFillTheMemory()
    {
        make({.waiting = 100, .retry = 1ms});
        m_trouble = StoreError::Kind::Unreachable;
        for (qint64 rev = 1; rev <= 250; ++rev)
            add(rev);
        QCOMPARE(m_marks->dropped(), 150);
        m_trouble.reset();
        QTRY_COMPARE_WITH_TIMEOUT(m_stored.size(), 100, kPatience);
        QVERIFY2(hasAll(151, 250), "the newest stay");
    }

    void whoWaitsIsToldWhatCameOfIt()
    {
        std::optional<bool> isStored;
        m_trouble = StoreError::Kind::Unreachable;
        add(1);
        tell(&isStored);
        QTRY_VERIFY_WITH_TIMEOUT(isStored, kPatience);
        QVERIFY(!*isStored);
        m_trouble.reset();
        std::optional<bool> isStoredNow;
        add(2);
        tell(&isStoredNow);
        QTRY_VERIFY_WITH_TIMEOUT(isStoredNow && m_stored.size() == 2, kPatience);
    }

private:
    QCoro::Task<void> tell(std::optional<bool>* told)
    {
        auto waiting = m_marks->untilStored();
        *told = co_await waiting;
    }
};

TONGDAI_TEST(DeliveryMarksTest)

}  // namespace tongdai::testing

#include "delivery_marks_test.moc"
