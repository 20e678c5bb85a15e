#include "engine/work/platform/paced_platform.h"

#include "engine/domain/limits/rate_ledger.h"
#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

#include <QCoroTask>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class LedgerRates final : public ports::RateLimits {
public:
    explicit LedgerRates(const ports::Clock& clock) : ledger(clock) {}
    QCoro::Task<RateAnswer> charge(RateScope scope, QByteArray name, QByteArray act) override
    {
        co_return ledger.charge(scope, name, act);
    }
    QCoro::Task<std::vector<RateAnswer>> chargeAll(std::vector<RateName> names, QByteArray act) override
    {
        co_return ledger.chargeAll(names, act);
    }
    RateLedger ledger;
};

class CountedPlatform final : public ports::PlatformClient {
public:
    bool isConfigured() const override { return true; }
    QCoro::Task<SendOutcome> send(OutboxItem item) override
    {
        sent << item.conversation.bytes();
        co_return SendOutcome();
    }
    QString describe() const override { return u"counted"_s; }
    QCoro::Task<bool> isHealthy() override { co_return true; }
    QByteArrayList sent;
};

class PacedRandom final : public ports::Random {
public:
    QByteArray bytes(int count) override { return QByteArray(count, 'r'); }
    double unit() override { return 0.5; }
};

}  // namespace

/// The platform's pages are asked no more often than they may be (guarantees 2.10).
class PacedPlatformTest : public QObject {
    Q_OBJECT
    testing::HandMovedClock m_clock;
    std::unique_ptr<LedgerRates> m_rates;
    CountedPlatform m_platform;
    PacedRandom m_random;
    std::unique_ptr<PacedPlatform> m_paced;

    SendOutcome send(const QByteArray& conversation)
    {
        OutboxItem item;
        item.conversation = ConversationId(conversation);
        return QCoro::waitFor(m_paced->send(std::move(item)));
    }

private slots:
    void init()
    {
        m_platform.sent.clear();
        m_rates = std::make_unique<LedgerRates>(m_clock);
        m_rates->ledger.setRule(RateScope::Page, {2, 60s});
        m_paced = std::make_unique<PacedPlatform>(m_platform, *m_rates, m_random);
    }
    void knowsThePageOfAConversation()
    {
        QCOMPARE(pageOf(ConversationId("104883_7781")), "104883"_ba);
        QCOMPARE(pageOf(ConversationId("tt_55_1")), "all"_ba);
        QCOMPARE(pageOf(ConversationId("c-1")), "all"_ba);
        QCOMPARE(pageOf(ConversationId("_7")), "all"_ba);
    }
    void holdsBackWhatAPageMayNotHaveAndSaysWhen()
    {
        QCOMPARE(send("1_a").kind, SendOutcome::Kind::Sent);
        QCOMPARE(send("1_b").kind, SendOutcome::Kind::Sent);
        const SendOutcome held = send("1_c");
        QCOMPARE(held.kind, SendOutcome::Kind::Retry);
        QVERIFY(held.isHeldBack);
        QCOMPARE(*held.retryAfter, 60s);
        QVERIFY2(held.error.contains(u"held back"_s), qPrintable(held.error));
        QCOMPARE(send("2_a").kind, SendOutcome::Kind::Sent);  // another page has room
        QCOMPARE(m_platform.sent, (QByteArrayList{"1_a", "1_b", "2_a"}));
        m_clock.at += 60s;
        QCOMPARE(send("1_c").kind, SendOutcome::Kind::Sent);
        QCOMPARE(m_rates->ledger.use(RateScope::Page, "1")->heldBack, 1);
    }
    void thePlatformAsAWholeHasALimitToo()
    {
        m_rates->ledger.setRule(RateScope::Upstream, {3, 60s});
        for (const char* conversation : {"1_a", "2_a", "3_a"})
            QCOMPARE(send(conversation).kind, SendOutcome::Kind::Sent);
        const SendOutcome held = send("4_a");
        QVERIFY(held.isHeldBack);
        QVERIFY2(held.error.contains(u"the platform's limit"_s), qPrintable(held.error));
        QCOMPARE(m_platform.sent.size(), 3);
        QCOMPARE(m_rates->ledger.used(RateScope::Page, "4"), 0);  // what was not sent fills no page's window
    }
};

TONGDAI_TEST(PacedPlatformTest)

}  // namespace tongdai

#include "paced_platform_test.moc"
