#include "engine/upstream/pancake/page_reads.h"

#include "tests/engine/upstream/short_sleep_clock.h"
#include "tests/support/pancake_stub.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::PancakeStub;

namespace {

constexpr char kReadToken[] = "page-token-0123456789";

}  // namespace

/// What a person answered is read at Pancake, too (contracts/pancake §3).
class PageReadsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PancakeStub> m_stub;
    testing::ShortSleepClock m_clock;
    std::shared_ptr<PageCalls> m_calls;
    std::unique_ptr<PageReads> m_reads;

private slots:
    void init()
    {
        m_stub = std::make_unique<PancakeStub>();
        QVERIFY(m_stub->listen());
        m_stub->addPage(u"1029"_s, kReadToken);
        const PageAccount account{"1029", kReadToken, u"facebook"_s, u"Áo Xinh"_s, 5s};
        m_calls = std::make_shared<PageCalls>(account, QUrl(m_stub->url().toString() + u"/api"_s), m_clock);
        m_clock.at = 1h;
        m_reads = std::make_unique<PageReads>(m_clock);
        m_reads->start();
    }
    void cleanup()
    {
        m_reads->stopped(1s);
        m_calls->close();
        m_reads.reset();
        m_clock.endSleeps();
    }

    void severalAnswersAreOneMark()
    {
        for (int i = 0; i < 5; ++i)
            m_reads->note(m_calls, "tt_0:1:65/3:67");
        QTRY_COMPARE_WITH_TIMEOUT(m_reads->figures().told, 1, 30'000);
        QCOMPARE(m_stub->read(), QStringList{u"tt_0:1:65/3:67"_s});
        QVERIFY(m_stub->requests().back().target.startsWith(
            "/api/v1/pages/1029/conversations/tt_0%3A1%3A65%2F3%3A67/read?"));
        m_reads->note(m_calls, "tt_0:1:65/3:67");
        QTRY_COMPARE_WITH_TIMEOUT(m_reads->figures().told, 2, 30'000);
        QCOMPARE(m_calls->posts().done, 0);
    }

    void whatIsAnsweredWhileItIsToldIsToldAfterwards()
    {
        // The call is on its way when the customer writes, and a person answers again.
        bool isAnswered = false;
        QObject here;
        connect(m_stub.get(), &PancakeStub::arrived, &here, [&] {
            if (std::exchange(isAnswered, true)) return;
            m_reads->forget("1029_1");
            m_reads->note(m_calls, "1029_1");
        });
        m_reads->note(m_calls, "1029_1");
        QTRY_COMPARE_WITH_TIMEOUT(m_reads->figures().told, 2, 30'000);
        QCOMPARE(m_stub->read(), (QStringList{u"1029_1"_s, u"1029_1"_s}));
    }

    void whatTheCustomerWroteSinceIsUnread()
    {
        m_reads->note(m_calls, "1029_1");
        m_reads->forget("1029_1");
        m_reads->note(m_calls, "1029_2");
        QTRY_COMPARE_WITH_TIMEOUT(m_reads->figures().told, 1, 30'000);
        QCOMPARE(m_stub->read(), QStringList{u"1029_2"_s});
    }

    void itIsTriedAgainUntilItIsTold_data()
    {
        QTest::addColumn<QString>("trouble");
        for (const char* trouble : {"429", "4029 under 200", "broken", "token"})
            QTest::newRow(trouble) << QString::fromLatin1(trouble);
    }
    void itIsTriedAgainUntilItIsTold()
    {
        QFETCH(QString, trouble);
        if (trouble == "429"_L1) m_stub->throttle(2, 429, "7");
        if (trouble == "4029 under 200"_L1) m_stub->throttle(2, 4029, {});
        if (trouble == "broken"_L1) m_stub->breakDown(3);
        if (trouble == "token"_L1) m_stub->addPage(u"1029"_s, "another-token");
        m_reads->note(m_calls, "1029_1");
        if (trouble == "token"_L1) {
            QTRY_VERIFY_WITH_TIMEOUT(m_stub->refusedTokens() >= 1, 30'000);
            QVERIFY2(m_calls->tokenTrouble().isEmpty(), "texts go on");
            m_stub->addPage(u"1029"_s, kReadToken);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_reads->figures().told, 1, 60'000);
        QCOMPARE(m_stub->read(), QStringList{u"1029_1"_s});
        QCOMPARE(m_reads->figures().leftOut, 0);
    }

    /// With 200 and success:false, too.
    void whatIsRefusedIsLeft()
    {
        m_stub->refuseReads(u"conversation is gone"_s);
        m_reads->note(m_calls, "1029_1");
        QTRY_COMPARE_WITH_TIMEOUT(m_reads->figures().leftOut, 1, 30'000);
        m_stub->refuseReads({});
        m_reads->note(m_calls, "1029_2");
        QTRY_COMPARE_WITH_TIMEOUT(m_reads->figures().told, 1, 30'000);
        QCOMPARE(m_stub->read(), QStringList{u"1029_2"_s});
    }

    void afterAnHourNothingIsTriedAnyMore()
    {
        m_stub->goDown();
        m_reads->note(m_calls, "1029_1");
        QTRY_COMPARE_WITH_TIMEOUT(m_reads->figures().leftOut, 1, 60'000);
        QVERIFY(m_clock.at >= 2h);
        QCOMPARE(m_reads->figures().told, 0);
    }
};

TONGDAI_TEST(PageReadsTest)

}  // namespace tongdai::upstream

#include "page_reads_test.moc"
