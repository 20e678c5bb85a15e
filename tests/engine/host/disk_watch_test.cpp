#include "engine/host/health/disk_watch.h"

#include "engine/host/machine/system_clock.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class DiskWatchTest : public QObject {
    Q_OBJECT

    static PartHealth diskOf(const HealthBoard& board)
    {
        for (const PartHealth& part : board.snapshot().parts) {
            if (part.part == Part::Disk) return part;
        }
        return {};
    }

private slots:
    void aLookLeavesNothingBehind()
    {
        const QTemporaryDir dir;
        const DiskLook look = lookAtDisk(dir.path());
        QCOMPARE(look.cause, QString());
        QVERIFY(!look.isFull && look.available > 0 && look.total >= look.available);
        QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    }

    void whatCannotBeWrittenSaysWhy()
    {
        const DiskLook look = lookAtDisk(u"/proc/nowhere"_s);
        QVERIFY(!look.cause.isEmpty());
        QVERIFY(!look.isFull);
    }

    void littleIsAGigabyteOrATwentieth_data()
    {
        QTest::addColumn<double>("left");  // GB
        QTest::addColumn<double>("of");
        QTest::addColumn<bool>("low");
        QTest::newRow("half of a common disk") << 128.0 << 256.0 << false;
        QTest::newRow("a gigabyte and some") << 1.1 << 16.0 << false;
        QTest::newRow("less than a gigabyte") << 0.9 << 4.0 << true;
        QTest::newRow("less than a twentieth") << 9.0 << 256.0 << true;
        QTest::newRow("more than a twentieth") << 13.0 << 256.0 << false;
        QTest::newRow("a twentieth that lasts for long") << 100.0 << 4000.0 << false;
        QTest::newRow("not known") << 0.0 << 0.0 << false;
    }
    void littleIsAGigabyteOrATwentieth()
    {
        QFETCH(const double, left);
        QFETCH(const double, of);
        constexpr double kGigabyte = 1024.0 * 1024 * 1024;
        DiskLook look;
        look.available = qint64(left * kGigabyte);
        look.total = qint64(of * kGigabyte);
        QTEST(isLow(look), "low");
    }

    void reportsWhatItSees()
    {
        SystemClock clock;
        HealthBoard board(clock);
        const QTemporaryDir dir;
        const QString folder = dir.filePath(u"data"_s);
        DiskWatch watch(folder, board);
        QSignalSpy changed(&watch, &DiskWatch::fullChanged);
        watch.start();
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed.takeFirst().front().toBool(), true);
        QCOMPARE(diskOf(board).state, PartState::Down);
        QVERIFY(!diskOf(board).cause.isEmpty());
        QVERIFY(QDir().mkpath(folder));
        watch.hurry();
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed.front().front().toBool(), false);
        QVERIFY(diskOf(board).state == PartState::Ok || diskOf(board).state == PartState::Slow);
        QVERIFY(diskOf(board).room.value_or(0) > 0);
        watch.stop();
    }
};

TONGDAI_TEST(DiskWatchTest)

}  // namespace tongdai::testing

#include "disk_watch_test.moc"
