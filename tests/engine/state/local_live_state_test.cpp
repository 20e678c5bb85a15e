#include "engine/state/local/local_live_state.h"
#include "engine/state/fallback_live_state.h"
#include "tests/support/test_registry.h"

#include <QCoro/QCoroTask>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class LeaseClock final : public ports::Clock {
public:
    std::chrono::nanoseconds at{};
    TimePoint now() const override { return {}; }
    std::chrono::nanoseconds elapsed() const override { return at; }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

const ConversationId kHanh("hanh"_ba);

}  // namespace

class LocalLiveStateTest : public QObject {
    Q_OBJECT

    LeaseClock m_clock;
    std::unique_ptr<LocalLiveState> m_state;

    Gate acquire(const QByteArray& token) { return QCoro::waitFor(m_state->acquireGate(kHanh, token, 30'000ms)); }

private slots:
    void init() { m_state = std::make_unique<LocalLiveState>(m_clock); }

    void oneOfTwoOwnersGetsTheGate()
    {
        QCOMPARE(acquire("A"_ba), Gate::Got);
        QCOMPARE(acquire("A"_ba), Gate::AlreadyOurs);
        QCOMPARE(acquire("B"_ba), Gate::SomeoneElse);
        QCoro::waitFor(m_state->releaseGate(kHanh, "B"_ba));
        QCOMPARE(acquire("B"_ba), Gate::SomeoneElse);
        QCoro::waitFor(m_state->releaseGate(kHanh, "A"_ba));
        QCOMPARE(acquire("B"_ba), Gate::Got);
    }

    void expiresAtItsTtlUnlessRenewed()
    {
        QCOMPARE(acquire("A"_ba), Gate::Got);
        m_clock.at += 29s;
        QCoro::waitFor(m_state->renewGates({{kHanh, "A"_ba}}, 30'000ms));
        m_clock.at += 29s;
        QCOMPARE(acquire("B"_ba), Gate::SomeoneElse);
        QCoro::waitFor(m_state->renewGates({{kHanh, "B"_ba}}, 30'000ms));
        m_clock.at += 1s;
        QCOMPARE(acquire("B"_ba), Gate::Got);
    }

    void settleFreesOurGateOnly()
    {
        QCOMPARE(acquire("A"_ba), Gate::Got);
        QCoro::waitFor(m_state->settle({kHanh, "B"_ba, {}, {}}));
        QCOMPARE(acquire("A"_ba), Gate::AlreadyOurs);
        QCoro::waitFor(m_state->settle({kHanh, "A"_ba, {}, {}}));
        QVERIFY(!QCoro::waitFor(m_state->dropGate(kHanh)));
        QCOMPARE(QCoro::waitFor(m_state->withoutGate({kHanh})), std::vector{kHanh});
    }

    void isBounded()
    {
        for (qsizetype i = 0; i < LocalLiveState::kMaxGates; ++i)
            QCoro::waitFor(m_state->acquireGate(ConversationId(QByteArray::number(i)), "A"_ba, 30'000ms));
        QCOMPARE(acquire("A"_ba), Gate::Unavailable);
        m_clock.at += 30s;
        QCOMPARE(acquire("A"_ba), Gate::Got);
    }

    void worksWithoutAnyRedis()
    {
        FallbackLiveState state(nullptr, std::make_shared<LocalLiveState>(m_clock), nullptr);
        QVERIFY(!state.isShared());
        QCOMPARE(state.backend(), u"Memory"_s);
        QCOMPARE(QCoro::waitFor(state.acquireGate(kHanh, "A"_ba, 30'000ms)), Gate::Got);
        QCoro::waitFor(state.hint(kHanh));
        QVERIFY(!QCoro::waitFor(state.stats()).isConnected);
    }
};

TONGDAI_TEST(LocalLiveStateTest)

}  // namespace tongdai

#include "local_live_state_test.moc"
