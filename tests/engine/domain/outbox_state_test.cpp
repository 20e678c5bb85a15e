#include "engine/domain/conversation/outbox.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

/// What becomes of a row after a try (guarantees 2.6).
class OutboxStateTest : public QObject {
    Q_OBJECT
private slots:
    void whenARowIsGivenUp_data()
    {
        QTest::addColumn<int>("attempts");
        QTest::addColumn<int>("hours");
        QTest::addColumn<bool>("isHeldBack");
        QTest::addColumn<bool>("isDead");
        QTest::newRow("one try is left") << kMaxSendAttempts - 1 << 1 << false << false;
        QTest::newRow("its tries are used up") << kMaxSendAttempts << 1 << false << true;
        QTest::newRow("too old") << 1 << 24 << false << true;
        QTest::newRow("held back more often than it may be tried") << kMaxSendAttempts * 3 << 1 << true << false;
        QTest::newRow("held back for a day") << 1 << 24 << true << true;
    }
    void whenARowIsGivenUp()
    {
        QFETCH(int, attempts);
        QFETCH(int, hours);
        QFETCH(bool, isHeldBack);
        QFETCH(bool, isDead);
        OutboxItem item;
        item.attempts = attempts;
        SendOutcome outcome;
        outcome.kind = SendOutcome::Kind::Retry;
        outcome.isHeldBack = isHeldBack;
        const OutboxState state = stateAfter(item, outcome, item.createdAt + std::chrono::hours(hours));
        QCOMPARE(int(state), int(isDead ? OutboxState::Dead : OutboxState::Waiting));
    }
};

TONGDAI_TEST(OutboxStateTest)

}  // namespace tongdai::testing

#include "outbox_state_test.moc"
