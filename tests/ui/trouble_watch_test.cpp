#include "ui/shell/trouble_watch.h"

#include "tests/support/test_registry.h"
#include "ui/shell/trouble_words.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint kStart{std::chrono::hours(480'000)};

HealthSnapshot withDown(std::initializer_list<Part> down)
{
    HealthSnapshot snapshot;
    for (const Part part : {Part::Engine, Part::Redis, Part::History, Part::Ai, Part::Platform}) {
        const bool isDown = std::ranges::find(down, part) != down.end();
        snapshot.parts.push_back({part, isDown ? PartState::Down : PartState::Ok, {}, {}, {}, {}, {}});
    }
    return snapshot;
}

using TroubleKind = TroubleWatch::Kind;

}  // namespace

class TroubleWatchTest : public QObject {
    Q_OBJECT
private slots:
    void staysQuietForTwoSeconds()
    {
        TroubleWatch watch;
        watch.observe(withDown({Part::Redis}), {}, kStart);
        QCOMPARE(watch.verdict(kStart + 1999ms).kind, TroubleKind::Quiet);
        QCOMPARE(watch.verdict(kStart + 2s).kind, TroubleKind::Trouble);
        QCOMPARE(watch.verdict(kStart + 2s).since, kStart);
    }
    void aHiccupIsNeverMentioned()
    {
        TroubleWatch watch;
        watch.observe(withDown({Part::Redis}), {}, kStart);
        watch.observe(withDown({}), {}, kStart + 1s);
        QCOMPARE(watch.verdict(kStart + 3s).kind, TroubleKind::Quiet);
    }
    void theWorstComesFirstAndOthersAreCounted()
    {
        TroubleWatch watch;
        watch.observe(withDown({Part::Redis, Part::Ai, Part::History}), {}, kStart);
        const auto verdict = watch.verdict(kStart + 5s);
        QCOMPARE(verdict.part, Part::History);
        QCOMPARE(verdict.others, 2);
    }
    void goodNewsLastsFiveSeconds()
    {
        TroubleWatch watch;
        watch.observe(withDown({Part::Redis}), {}, kStart);
        QCOMPARE(watch.verdict(kStart + 42s).kind, TroubleKind::Trouble);
        watch.observe(withDown({}), {}, kStart + 42s);
        QCOMPARE(watch.verdict(kStart + 46s).kind, TroubleKind::Over);
        QCOMPARE(watch.verdict(kStart + 46s).lasted, std::chrono::milliseconds(42s));
        QCOMPARE(watch.verdict(kStart + 47s).kind, TroubleKind::Quiet);
    }
    void whatIsStillBrokenGoesBeforeGoodNews()
    {
        TroubleWatch watch;
        watch.observe(withDown({Part::Redis, Part::Ai}), {}, kStart);
        QCOMPARE(watch.verdict(kStart + 10s).part, Part::Ai);
        watch.observe(withDown({Part::Redis}), {}, kStart + 10s);
        QCOMPARE(watch.verdict(kStart + 11s).kind, TroubleKind::Trouble);
        QCOMPARE(watch.verdict(kStart + 11s).part, Part::Redis);
    }
    void aBusyPortIsTheWorst()
    {
        TroubleWatch watch;
        watch.observe(withDown({Part::History}), u"address in use"_s, kStart);
        QCOMPARE(watch.verdict(kStart + 2s).part, Part::Engine);
        QCOMPARE(watch.verdict(kStart + 2s).cause, u"address in use"_s);
        watch.observe(withDown({Part::History}), {}, kStart + 3s);
        QCOMPARE(watch.verdict(kStart + 3s).part, Part::History);
    }
    void aDamagedHistoryIsNotCalledAway()
    {
        TroubleWatch watch;
        HealthSnapshot snapshot = withDown({Part::History});
        snapshot.level = HealthLevel::ReadOnly;
        for (PartHealth& part : snapshot.parts)
            part.trouble = PartTrouble::Damaged;
        watch.observe(snapshot, {}, kStart);
        const auto verdict = watch.verdict(kStart + 2s);
        QCOMPARE(verdict.trouble, PartTrouble::Damaged);
        const QString words = TroubleWords::sentence(verdict, snapshot, Formats(QLocale::c()), kStart + 2s);
        QVERIFY2(words.contains("damaged"_L1) && words.contains("newest backup"_L1), qPrintable(words));
    }
    void aFullDiskIsNamedBeforeWhatItTakesAlong()
    {
        TroubleWatch watch;
        HealthSnapshot snapshot = withDown({Part::History, Part::Redis});
        PartHealth disk;
        disk.part = Part::Disk;
        disk.state = PartState::Down;
        disk.trouble = PartTrouble::DiskFull;
        snapshot.parts.push_back(disk);
        snapshot.level = HealthLevel::ReadOnly;
        watch.observe(snapshot, {}, kStart);
        const auto verdict = watch.verdict(kStart + 2s);
        QCOMPARE(verdict.part, Part::Disk);
        QCOMPARE(verdict.others, 2);
        const QString words = TroubleWords::sentence(verdict, snapshot, Formats(QLocale::c()), kStart + 2s);
        for (const QLatin1StringView said :
             {"has been full"_L1, "Refused until there is room"_L1, "Drafts are kept"_L1})
            QVERIFY2(words.contains(said), qPrintable(words));
        snapshot.level = HealthLevel::Full;  // the history lies on a server
        QVERIFY(!TroubleWords::sentence(verdict, snapshot, Formats(QLocale::c()), kStart + 2s).contains("Refused"_L1));
    }
    void aDiskThatIsNearlyFullIsAWarning()
    {
        TroubleWatch watch;
        HealthSnapshot snapshot = withDown({});
        PartHealth disk;
        disk.part = Part::Disk;
        disk.state = PartState::Slow;
        disk.room = qint64(700) * 1024 * 1024;
        snapshot.parts.push_back(disk);
        watch.observe(snapshot, {}, kStart);
        const auto verdict = watch.verdict(kStart);
        QCOMPARE(verdict.kind, TroubleKind::Warning);
        const QString words = TroubleWords::sentence(verdict, snapshot, Formats(QLocale::c()), kStart);
        QVERIFY2(words.contains("700"_L1) && words.contains("left on the disk"_L1), qPrintable(words));
        snapshot.parts.front().state = PartState::Down;
        watch.observe(snapshot, {}, kStart);
        QCOMPARE(watch.verdict(kStart + 5s).kind, TroubleKind::Trouble);  // what is wrong goes before what will be
        watch.observe(withDown({}), {}, kStart + 20s);
        QCOMPARE(watch.verdict(kStart + 30s).kind, TroubleKind::Quiet);
    }
    /// F41
    void aHistoryThatIsNotTheOneItWasIsAWarning()
    {
        TroubleWatch watch;
        HealthSnapshot snapshot = withDown({});
        PartHealth disk;
        disk.part = Part::Disk;
        disk.state = PartState::Slow;
        snapshot.parts.push_back(disk);
        snapshot.audit = {AuditState::Older, 2, kStart, {}};
        watch.observe(snapshot, {}, kStart);
        const auto verdict = watch.verdict(kStart);
        QCOMPARE(verdict.kind, TroubleKind::Warning);
        QCOMPARE(verdict.part, Part::History);
        const QString words = TroubleWords::sentence(verdict, snapshot, Formats(QLocale::c()), kStart);
        QVERIFY2(words.contains("older copy"_L1), qPrintable(words));
        snapshot.audit = {};
        watch.observe(snapshot, {}, kStart);
        QCOMPARE(watch.verdict(kStart).part, Part::Disk);
    }
    void theEnginesWordOnSinceIsKept()
    {
        TroubleWatch watch;
        HealthSnapshot snapshot = withDown({Part::Ai});
        for (PartHealth& part : snapshot.parts)
            part.since = kStart - 1min;
        watch.observe(snapshot, {}, kStart);
        QCOMPARE(watch.verdict(kStart + 2s).since, kStart - 1min);
    }
};

TONGDAI_TEST(TroubleWatchTest)

}  // namespace tongdai

#include "trouble_watch_test.moc"
