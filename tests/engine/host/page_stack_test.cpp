#include "engine/host/boot/page_stack.h"

#include "engine/host/boot/kept_json.h"
#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"
#include "tests/support/wait_until.h"

#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Nobody sleeps by it.
class IdlePageClock final : public ports::Clock {
public:
    TimePoint now() const override { return {}; }
    std::chrono::nanoseconds elapsed() const override { return 1h; }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

/// Of no conversation.
class NoTags final : public ports::ConversationTags {
public:
    QCoro::Task<Tags> tagsOf(std::vector<ConversationId>) override { co_return Tags(); }
    QCoro::Task<bool> setTags(ConversationId, std::vector<QByteArray>) override { co_return false; }
};

}  // namespace

/// The pages of the settings, as the engine asks for them.
class PageStackTest : public QObject {
    Q_OBJECT

    /// Four busy weeks of a page are known, with a last hour before `now` in which nothing came.
    static bool prepareHours(const QString& folder, const QString& page, TimePoint now)
    {
        PageRhythm rhythm;
        const qint64 hour = PageRhythm::hourOf(now);
        for (qint64 each = hour - 28 * 24; each < hour - 1; ++each)
            rhythm.note(each, 40);
        rhythm.note(hour - 1, 0);
        KeptJson file(folder + u"/pancake-hours"_s);
        const QJsonObject known{{u"hours"_s, rhythm.toJson()}};
        auto keeping = file.keep({{u"pages"_s, QJsonObject{{page, known}}}});
        return waitUntil([&] { return keeping.isReady(); }, 60s);
    }
    static double figure(const PageStack& stack, const QByteArray& name)
    {
        for (const Figure& each : stack.figures()) {
            if (each.name == name) return each.value;
        }
        return -1;
    }

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

    /// Of the pages whose events are taken (features E2).
    void aSilentPageReachesHealthTheFiguresAndItsLook()
    {
        QTemporaryDir folder;
        World world;
        Engine engine(world);
        engine.pipeline->start();
        EngineConfig config;
        config.dataDir = folder.path();
        config.pagesApi = QUrl(u"http://127.0.0.1:1"_s);  // nobody is there to be caught up with
        PageTarget silent;
        silent.id = "1029";
        silent.platform = u"facebook"_s;
        silent.name = u"Áo Xinh"_s;
        silent.hookSecret = u"mot-bi-mat-that-dai"_s;
        PageTarget without;
        without.id = "zl_7";
        without.platform = u"zalo"_s;
        config.pages = {silent, without};
        const TimePoint now = engine.clock.now();
        QVERIFY(prepareHours(folder.path(), u"1029"_s, now));
        const TimePoint since = TimePoint(std::chrono::hours(PageRhythm::hourOf(now) - 1));

        Router router(AccessRules{BearerTokens(), BearerTokens(), HostAllowList()});
        HealthBoard board(engine.clock);
        PageStack stack(config, engine.clock);
        NoTags tags;
        stack.connect(engine.pipeline->handleMessage(), tags, router, board);
        QVERIFY(board.snapshot().silentPages.empty());
        stack.start();
        QVERIFY(waitUntil([&] { return !board.snapshot().silentPages.empty(); }, 60s));
        const std::vector<SilentPage> told = board.snapshot().silentPages;
        QCOMPARE(told.size(), size_t(1));
        QCOMPARE(told.front().name, u"Áo Xinh"_s);
        QCOMPARE(told.front().since, since);
        QCOMPARE(figure(stack, "pancake_pages_silent"), 1.0);
        const std::vector<api::PageLook> looks = stack.looks();
        QCOMPARE(looks.size(), size_t(2));
        QCOMPARE(looks.front().silentSince, since);
        QCOMPARE(looks.back().silentSince, TimePoint());

        auto stopping = stack.stop(60s);
        const auto isStopped = [&] {
            world.time.runFor(1s);
            return stopping.isReady();
        };
        QVERIFY(waitUntil(isStopped, 60s));
        stack.close();
    }
};

TONGDAI_TEST(PageStackTest)

}  // namespace tongdai::testing

#include "page_stack_test.moc"
