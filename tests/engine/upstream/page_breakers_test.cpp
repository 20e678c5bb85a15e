#include "engine/upstream/pancake/page_breakers.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Who rests when somebody is in trouble, where the shop has pages (contracts/pancake §4).
class PageBreakersTest : public QObject {
    Q_OBJECT

    static PageAnswer answer(PageAnswer::Kind kind)
    {
        PageAnswer made;
        made.kind = kind;
        made.words = u"trouble"_s;
        return made;
    }
    static void note(PageBreakers& breakers, const QByteArray& page, PageAnswer::Kind kind, int times = 1)
    {
        for (int i = 0; i < times; ++i)
            breakers.notePage(page, answer(kind), 0s);
    }

private slots:
    void whoIsNotReachedRestsWhole()
    {
        PageBreakers breakers;
        note(breakers, "a", PageAnswer::Kind::NotAsked, PlatformBreaker::kFailuresToOpen);
        const auto held = breakers.holdPage("b", 1s);
        QVERIFY(held && held->isHeldBack);
        QCOMPARE(held->retryAfter, std::optional(29s));
        QVERIFY2(held->error.contains(u"trouble"_s), qPrintable(held->error));
        QVERIFY(!breakers.holdBehind(1s));
        QCOMPARE(breakers.pause(1s), u"trouble"_s);
        // One try every thirty seconds, whoever's it is.
        QVERIFY(!breakers.holdPage("b", 30s));
        QVERIFY(breakers.holdPage("a", 31s));
        note(breakers, "b", PageAnswer::Kind::Done);
        QVERIFY(!breakers.holdPage("a", 31s));
        QVERIFY(breakers.pause(1s).isEmpty());
    }

    void whoGetsNoAnswerRestsAlone()
    {
        PageBreakers breakers;
        note(breakers, "a", PageAnswer::Kind::MayBeDone, PlatformBreaker::kFailuresToOpen);
        QVERIFY(breakers.holdPage("a", 1s));
        QVERIFY(!breakers.holdPage("b", 1s));
        note(breakers, "b", PageAnswer::Kind::Done);
        QVERIFY2(breakers.holdPage("a", 1s), "another page's answers say nothing of this one");
        QVERIFY2(!breakers.pause(1s).isEmpty(), "a page that rests is told");
        QVERIFY2(breakers.wholePause().isEmpty(), "and the others go on");
        QVERIFY2(breakers.pause(30s).isEmpty(), "nobody may want to send to it any more");
        QVERIFY(!breakers.holdPage("a", 30s));
        note(breakers, "a", PageAnswer::Kind::Refused);
        QVERIFY(!breakers.holdPage("a", 31s));
    }

    /// Pancake is there and talks; the page itself knows when it may be asked again.
    void refusalsAreNoTrouble()
    {
        PageBreakers breakers;
        for (const auto kind : {PageAnswer::Kind::Refused, PageAnswer::Kind::TokenRefused, PageAnswer::Kind::TooOften,
                                PageAnswer::Kind::HeldBack})
            note(breakers, "a", kind, 2 * PlatformBreaker::kFailuresToOpen);
        QVERIFY(!breakers.holdPage("a", 1s));
        QVERIFY(breakers.pause(1s).isEmpty());
    }

    void whatIsBehindRestsForItself()
    {
        PageBreakers breakers;
        SendOutcome refused;
        refused.kind = SendOutcome::Kind::Unauthorised;
        breakers.noteBehind(refused, 0s);
        const auto held = breakers.holdBehind(1s);
        QVERIFY(held && held->isHeldBack);
        QCOMPARE(held->retryAfter, std::optional(299s));
        QVERIFY(!breakers.holdPage("a", 1s));
        QCOMPARE(breakers.pause(1s), QString(PlatformBreaker::kTokenRefused));
        QCOMPARE(breakers.wholePause(), QString(PlatformBreaker::kTokenRefused));
        // A service that was called on the way, and our own limits, say nothing of it.
        PageBreakers others;
        refused.isOfPlatform = false;
        others.noteBehind(refused, 0s);
        refused.isOfPlatform = refused.isHeldBack = true;
        others.noteBehind(refused, 0s);
        QVERIFY(!others.holdBehind(1s));
    }
};

TONGDAI_TEST(PageBreakersTest)

}  // namespace tongdai::upstream

#include "page_breakers_test.moc"
