#include "engine/host/health/silent_pages.h"

#include "tests/support/test_registry.h"
#include "tests/support/wait_until.h"

#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class SilenceClock final : public ports::Clock {
public:
    TimePoint now() const override { return at; }
    std::chrono::nanoseconds elapsed() const override { return at.time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
    TimePoint at{};
};

}  // namespace

/// A page that is silent for longer than is usual is noticed in the background (features E2).
class SilentPagesTest : public QObject {
    Q_OBJECT

    static constexpr qint64 kHour = 24 * 20'000;
    const QByteArray m_page = "1029"_ba;

    struct Stage {
        QTemporaryDir folder;
        SilenceClock clock;
        QHash<QByteArray, qint64> heard;
        SilentPages::Silent told;
        std::unique_ptr<SilentPages> pages;

        /// Four busy weeks are known, and the first quarter of the next hour is over.
        explicit Stage(const QByteArray& page)
        {
            heard[page] = 0;
            PageRhythm rhythm;
            for (qint64 hour = kHour - 28 * 24; hour < kHour; ++hour)
                rhythm.note(hour, 40);
            KeptJson file(folder.filePath(u"pancake-hours"_s));
            const QJsonObject known{{u"hours"_s, rhythm.toJson()}};
            auto keeping = file.keep({{u"pages"_s, QJsonObject{{QString::fromUtf8(page), known}}}});
            testing::waitUntil([&] { return keeping.isReady(); }, 60s);
            clock.at = TimePoint(std::chrono::hours(kHour)) + 15min;
            begin();
        }
        void begin()
        {
            pages.reset();
            pages = std::make_unique<SilentPages>(
                clock, folder.path(), [this] { return heard; },
                [this](const SilentPages::Silent& silent) { told = silent; });
        }
        /// The next engine, which has heard nothing yet; the one before stopped in good order.
        bool beginAgain()
        {
            auto stopping = pages->stopped(60s);
            if (!testing::waitUntil([&] { return stopping.isReady(); }, 60s)) return false;
            for (qint64& each : heard)
                each = 0;
            begin();
            return true;
        }
        bool look()
        {
            auto looking = pages->look();
            return testing::waitUntil([&] { return looking.isReady(); }, 60s);
        }
        /// Looks until then, every five minutes.
        bool lookUntil(TimePoint end)
        {
            while (clock.at < end) {
                clock.at += SilentPages::kLooksEvery;
                if (!look()) return false;
            }
            return true;
        }
    };
    static TimePoint at(qint64 hours) { return TimePoint(std::chrono::hours(kHour + hours)); }

private slots:
    void anHourWithoutEventsIsToldAndTheNextEventEndsIt()
    {
        Stage stage(m_page);
        QVERIFY(stage.look());
        QVERIFY(stage.lookUntil(at(1) + 55min));
        QVERIFY(stage.told.isEmpty());  // of the first hour a part alone was listened to, and the second is not over
        QVERIFY(stage.lookUntil(at(2)));
        QCOMPARE(stage.told, (SilentPages::Silent{{m_page, at(1)}}));
        QCOMPARE(stage.pages->silent(), stage.told);
        // The next engine knows it, too.
        stage.begin();
        QVERIFY(stage.look());
        QCOMPARE(stage.told, (SilentPages::Silent{{m_page, at(1)}}));
        ++stage.heard[m_page];
        QVERIFY(stage.look());
        QVERIFY(stage.told.isEmpty());
    }

    void aPageThatIsHeardIsNotTold()
    {
        Stage stage(m_page);
        QVERIFY(stage.look());
        for (int i = 1; i <= 3 * 12; ++i) {
            if (i % 10 == 0) ++stage.heard[m_page];
            QVERIFY(stage.lookUntil(stage.clock.at + 5min));
            QVERIFY(stage.told.isEmpty());
        }
    }

    /// While the computer slept nobody listened: that says nothing of the page.
    void whatWasSleptThroughIsNoSilence()
    {
        Stage stage(m_page);
        QVERIFY(stage.look());
        QVERIFY(stage.lookUntil(at(1) + 20min));
        stage.clock.at += 20min;
        QVERIFY(stage.look());
        QVERIFY(stage.lookUntil(at(2) + 30min));
        QVERIFY(stage.told.isEmpty());
        stage.clock.at = at(5) - 1min;
        QVERIFY(stage.look());
        QVERIFY(stage.lookUntil(at(5) + 30min));
        QVERIFY(stage.told.isEmpty());
        QVERIFY(stage.lookUntil(at(7)));
        QCOMPARE(stage.told, (SilentPages::Silent{{m_page, at(5)}}));
    }

    /// It ends with an event, and not because nobody could listen.
    void whatWasToldIsToldUntilTheNextEvent()
    {
        Stage stage(m_page);
        stage.heard[m_page] = 7;
        QVERIFY(stage.look());
        QVERIFY(stage.lookUntil(at(2) + 10min));
        const SilentPages::Silent silent{{m_page, at(1)}};
        QCOMPARE(stage.told, silent);
        stage.clock.at = at(9) + 20min;  // it slept
        QVERIFY(stage.look());
        QCOMPARE(stage.told, silent);
        QVERIFY(stage.lookUntil(at(10) + 20min));
        QCOMPARE(stage.told, silent);
        QVERIFY(stage.beginAgain());
        stage.clock.at = at(30) + 20min;
        QVERIFY(stage.look());
        QCOMPARE(stage.told, silent);
        QVERIFY(stage.lookUntil(at(31) + 20min));
        QCOMPARE(stage.told, silent);
        ++stage.heard[m_page];
        QVERIFY(stage.look());
        QVERIFY(stage.told.isEmpty());
        // Nor is it told again because the engine begins again.
        QVERIFY(stage.beginAgain());
        QVERIFY(stage.look());
        QVERIFY(stage.told.isEmpty());
    }

    void aCrashDoesNotEndItEither()
    {
        Stage stage(m_page);
        QVERIFY(stage.look());
        QVERIFY(stage.lookUntil(at(2)));
        const SilentPages::Silent silent{{m_page, at(1)}};
        QCOMPARE(stage.told, silent);
        stage.clock.at = at(5) + 20min;
        stage.begin();
        QVERIFY(stage.look());
        QCOMPARE(stage.told, silent);
    }

    /// An engine that begins again soon goes on with the hour, with what was heard of it before.
    void aShortRestartLeavesTheHourWhole()
    {
        for (const qint64 events : {0, 3}) {
            Stage stage(m_page);
            QVERIFY(stage.look());
            QVERIFY(stage.lookUntil(at(1) + 20min));
            stage.heard[m_page] += events;
            stage.clock.at += 1min;
            QVERIFY(stage.beginAgain());
            stage.clock.at += 2min;
            QVERIFY(stage.look());
            QVERIFY(stage.lookUntil(at(2) + 5min));
            QCOMPARE(stage.told.contains(m_page), events == 0);
        }
    }

    void aLongRestartDoesNot()
    {
        Stage stage(m_page);
        QVERIFY(stage.look());
        QVERIFY(stage.lookUntil(at(1) + 20min));
        QVERIFY(stage.beginAgain());
        stage.clock.at += SilentPages::kLongestRest + 1min;
        QVERIFY(stage.look());
        QVERIFY(stage.lookUntil(at(2) + 30min));
        QVERIFY(stage.told.isEmpty());
    }

    /// What stood in the file at a stop says nothing after an engine that went on from it and crashed.
    void theHourInTheFileIsUsedOnce()
    {
        Stage stage(m_page);
        QVERIFY(stage.look());
        QVERIFY(stage.lookUntil(at(1) + 20min));
        QVERIFY(stage.beginAgain());
        QVERIFY(stage.look());
        stage.heard[m_page] = 4;
        stage.clock.at += 5min;
        QVERIFY(stage.look());
        stage.heard[m_page] = 0;
        stage.begin();
        QVERIFY(stage.look());
        QVERIFY(stage.lookUntil(at(2) + 30min));
        QVERIFY(stage.told.isEmpty());
    }

    void aNewPageIsLeftAlone()
    {
        Stage stage(m_page);
        stage.heard["zl_7"_ba] = 0;
        QVERIFY(stage.look());
        QVERIFY(stage.lookUntil(at(4)));
        QCOMPARE(stage.told.keys(), QByteArrayList{m_page});
    }
};

TONGDAI_TEST(SilentPagesTest)

}  // namespace tongdai

#include "silent_pages_test.moc"
