#include "engine/host/boot/page_stack.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace std::chrono_literals;

namespace {

/// Nobody sleeps by it.
class IdlePageClock final : public ports::Clock {
public:
    TimePoint now() const override { return {}; }
    std::chrono::nanoseconds elapsed() const override { return 1h; }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

}  // namespace

/// The pages of the settings, as the engine asks for them.
class PageStackTest : public QObject {
    Q_OBJECT
private slots:
    /// However long the platform behind may take.
    void aCallEndsWithinTheRowsLease()
    {
        IdlePageClock clock;
        EngineConfig config;
        PageTarget target;
        target.id = "1029";
        config.platformTimeout = 120s;
        QCOMPARE(pageCallsOf(config, target, clock)->account().timeout.count(), 12'000);
        config.platformTimeout = 5s;
        QCOMPARE(pageCallsOf(config, target, clock)->account().timeout.count(), 5'000);
    }
};

TONGDAI_TEST(PageStackTest)

}  // namespace tongdai::testing

#include "page_stack_test.moc"
