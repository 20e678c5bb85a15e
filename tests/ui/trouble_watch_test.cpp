#include "ui/shell/alerts/trouble_watch.h"

#include "tests/support/test_registry.h"
#include "ui/shell/alerts/trouble_words.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr TimePoint kWatchedFrom{std::chrono::hours(480'000)};

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
        watch.observe(withDown({Part::Redis}), {}, kWatchedFrom);
        QCOMPARE(watch.verdict(kWatchedFrom + 1999ms).kind, TroubleKind::Quiet);
        QCOMPARE(watch.verdict(kWatchedFrom + 2s).kind, TroubleKind::Trouble);
        QCOMPARE(watch.verdict(kWatchedFrom + 2s).since, kWatchedFrom);
    }
    void aHiccupIsNeverMentioned()
    {
        TroubleWatch watch;
        watch.observe(withDown({Part::Redis}), {}, kWatchedFrom);
        watch.observe(withDown({}), {}, kWatchedFrom + 1s);
        QCOMPARE(watch.verdict(kWatchedFrom + 3s).kind, TroubleKind::Quiet);
    }
    void theWorstComesFirstAndOthersAreCounted()
    {
        TroubleWatch watch;
        watch.observe(withDown({Part::Redis, Part::Ai, Part::History}), {}, kWatchedFrom);
        const auto verdict = watch.verdict(kWatchedFrom + 5s);
        QCOMPARE(verdict.part, Part::History);
        QCOMPARE(verdict.others, 2);
    }
    void goodNewsLastsFiveSeconds()
    {
        TroubleWatch watch;
        watch.observe(withDown({Part::Redis}), {}, kWatchedFrom);
        QCOMPARE(watch.verdict(kWatchedFrom + 42s).kind, TroubleKind::Trouble);
        watch.observe(withDown({}), {}, kWatchedFrom + 42s);
        QCOMPARE(watch.verdict(kWatchedFrom + 46s).kind, TroubleKind::Over);
        QCOMPARE(watch.verdict(kWatchedFrom + 46s).lasted, std::chrono::milliseconds(42s));
        QCOMPARE(watch.verdict(kWatchedFrom + 47s).kind, TroubleKind::Quiet);
    }
    void whatIsStillBrokenGoesBeforeGoodNews()
    {
        TroubleWatch watch;
        watch.observe(withDown({Part::Redis, Part::Ai}), {}, kWatchedFrom);
        QCOMPARE(watch.verdict(kWatchedFrom + 10s).part, Part::Ai);
        watch.observe(withDown({Part::Redis}), {}, kWatchedFrom + 10s);
        QCOMPARE(watch.verdict(kWatchedFrom + 11s).kind, TroubleKind::Trouble);
        QCOMPARE(watch.verdict(kWatchedFrom + 11s).part, Part::Redis);
    }
    void aBusyPortIsTheWorst()
    {
        TroubleWatch watch;
        watch.observe(withDown({Part::History}), u"address in use"_s, kWatchedFrom);
        QCOMPARE(watch.verdict(kWatchedFrom + 2s).part, Part::Engine);
        QCOMPARE(watch.verdict(kWatchedFrom + 2s).cause, u"address in use"_s);
        watch.observe(withDown({Part::History}), {}, kWatchedFrom + 3s);
        QCOMPARE(watch.verdict(kWatchedFrom + 3s).part, Part::History);
    }
    void aDamagedHistoryIsNotCalledAway()
    {
        TroubleWatch watch;
        HealthSnapshot snapshot = withDown({Part::History});
        snapshot.level = HealthLevel::ReadOnly;
        for (PartHealth& part : snapshot.parts)
            part.trouble = PartTrouble::Damaged;
        watch.observe(snapshot, {}, kWatchedFrom);
        const auto verdict = watch.verdict(kWatchedFrom + 2s);
        QCOMPARE(verdict.trouble, PartTrouble::Damaged);
        const QString words = TroubleWords::sentence(verdict, snapshot, Formats(QLocale::c()), kWatchedFrom + 2s);
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
        watch.observe(snapshot, {}, kWatchedFrom);
        const auto verdict = watch.verdict(kWatchedFrom + 2s);
        QCOMPARE(verdict.part, Part::Disk);
        QCOMPARE(verdict.others, 2);
        const QString words = TroubleWords::sentence(verdict, snapshot, Formats(QLocale::c()), kWatchedFrom + 2s);
        for (const QLatin1StringView said :
             {"has been full"_L1, "Refused until there is room"_L1, "Drafts are kept"_L1})
            QVERIFY2(words.contains(said), qPrintable(words));
        snapshot.level = HealthLevel::Full;  // the history lies on a server
        QVERIFY(!TroubleWords::sentence(verdict, snapshot, Formats(QLocale::c()), kWatchedFrom + 2s)
                     .contains("Refused"_L1));
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
        watch.observe(snapshot, {}, kWatchedFrom);
        const auto verdict = watch.verdict(kWatchedFrom);
        QCOMPARE(verdict.kind, TroubleKind::Warning);
        const QString words = TroubleWords::sentence(verdict, snapshot, Formats(QLocale::c()), kWatchedFrom);
        QVERIFY2(words.contains("700"_L1) && words.contains("left on the disk"_L1), qPrintable(words));
        snapshot.parts.front().state = PartState::Down;
        watch.observe(snapshot, {}, kWatchedFrom);
        QCOMPARE(watch.verdict(kWatchedFrom + 5s).kind,
                 TroubleKind::Trouble);  // what is wrong goes before what will be
        watch.observe(withDown({}), {}, kWatchedFrom + 20s);
        QCOMPARE(watch.verdict(kWatchedFrom + 30s).kind, TroubleKind::Quiet);
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
        snapshot.audit = {AuditState::Older, 2, kWatchedFrom, {}};
        watch.observe(snapshot, {}, kWatchedFrom);
        const auto verdict = watch.verdict(kWatchedFrom);
        QCOMPARE(verdict.kind, TroubleKind::Warning);
        QCOMPARE(verdict.part, Part::History);
        const QString words = TroubleWords::sentence(verdict, snapshot, Formats(QLocale::c()), kWatchedFrom);
        QVERIFY2(words.contains("older copy"_L1), qPrintable(words));
        snapshot.audit = {};
        watch.observe(snapshot, {}, kWatchedFrom);
        QCOMPARE(watch.verdict(kWatchedFrom).part, Part::Disk);
    }
    void aSilentPageIsAWarning()
    {
        TroubleWatch watch;
        HealthSnapshot snapshot = withDown({});
        snapshot.at = kWatchedFrom;
        snapshot.silentPages = {{u"Áo Xinh"_s, kWatchedFrom - 2h}};
        watch.observe(snapshot, {}, kWatchedFrom);
        const auto verdict = watch.verdict(kWatchedFrom);
        QCOMPARE(verdict.kind, TroubleKind::Warning);
        const QString words = TroubleWords::sentence(verdict, snapshot, Formats(QLocale::c()), kWatchedFrom);
        QVERIFY2(words.contains(u"from Áo Xinh since"_s), qPrintable(words));
        PartHealth disk;  // which costs more than a page
        disk.part = Part::Disk;
        disk.state = PartState::Slow;
        snapshot.parts.push_back(disk);
        watch.observe(snapshot, {}, kWatchedFrom);
        QCOMPARE(watch.verdict(kWatchedFrom).part, Part::Disk);
        watch.observe(withDown({}), {}, kWatchedFrom);
        QCOMPARE(watch.verdict(kWatchedFrom).kind, TroubleKind::Quiet);
    }
    void theEnginesWordOnSinceIsKept()
    {
        TroubleWatch watch;
        HealthSnapshot snapshot = withDown({Part::Ai});
        for (PartHealth& part : snapshot.parts)
            part.since = kWatchedFrom - 1min;
        watch.observe(snapshot, {}, kWatchedFrom);
        QCOMPARE(watch.verdict(kWatchedFrom + 2s).since, kWatchedFrom - 1min);
    }
};

TONGDAI_TEST(TroubleWatchTest)

}  // namespace tongdai

#include "trouble_watch_test.moc"
