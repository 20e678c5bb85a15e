#include "tests/e2e/database_full_behaviour.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kRoom = 256 * 1024;
/// Messages that are stored and answered before, so that the tables are past their first megabyte. In smaller ones
/// InnoDB (MariaDB 10.11, on a real full volume, too) now and then loses committed rows when a page cannot be split:
/// for these it sets no pages aside beforehand. No caller can do anything about that (guarantees, F38).
constexpr int kRowsBefore = 250;

/// Nothing that a server could store in fewer bytes.
QString longText(int number)
{
    QString text = u"tin nhắn số %1: "_s.arg(number);
    for (int i = 0; i < 200; ++i)
        text += QString::number(QRandomGenerator::global()->generate64(), 36);
    return text;
}

bool isServing(SharedStore& store)
{
    return store.rows(u"select 'here'"_s) == QStringList{u"here"_s};
}

}  // namespace

void DatabaseFullBehaviour::nothingIsLostWhileThereIsNoRoom_data()
{
    QTest::addColumn<QString>("volume");
    const auto store = newStore();
    for (const QString& name : volumes(*store).keys())
        QTest::newRow(qPrintable(name)) << name;
}

void DatabaseFullBehaviour::nothingIsLostWhileThereIsNoRoom()
{
    QFETCH(QString, volume);
    FullDisk disk;
    QVERIFY2(disk.problem().isEmpty(), qPrintable(disk.problem()));
    const auto store = newStore();
    const QString folder = volumes(*store).value(volume);
    const auto startServer = [&] {
        const FullDisk::Mount mount(disk, folder);
        return store->start();
    };
    QVERIFY2(startServer(), qPrintable(store->problem()));
    QVERIFY(store->useNewDatabase(database()));
    StoreScene scene(*store);
    QVERIFY(scene.start());
    QVERIFY(scene.reachesLevel(u"full"_s, 30s));
    SteadySenders senders(scene.client, 20);
    const auto write = [&senders] {
        const int number = senders.total();
        senders.add(u"c-%1"_s.arg(number % 30), u"m-%1"_s.arg(number), longText(number));
    };
    for (int i = 0; i < kRowsBefore; ++i)
        write();
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() >= kRowsBefore, 60'000);
    QTimer writer;
    connect(&writer, &QTimer::timeout, this, write);
    writer.start(25);

    disk.setRoom(kRoom);
    const auto isFull = [&] {
        askForRoom(*store, volume);
        return disk.refusals() > 0;
    };
    QVERIFY(QTest::qWaitFor(isFull, 60'000));
    QTRY_VERIFY_WITH_TIMEOUT(senders.journalled() > 0, 30'000);
    const int before = senders.acknowledged();
    QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() - before >= 100, 60'000);
    const int duringIt = senders.acknowledged() - before;
    const bool isAlive = isServing(*store);

    disk.makeRoom();
    QElapsedTimer sinceRoom;
    sinceRoom.start();
    if (!isServing(*store)) QVERIFY2(startServer(), qPrintable(store->problem()));  // as whoever looks after it does
    writer.stop();
    QVERIFY(scene.reachesLevel(u"full"_s, 60s));
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 60'000);
    QVERIFY(scene.settles(120s));
    qInfo(
        "%d messages, %d acknowledged while full, %d through the journal, %d refused; the server found no room %lld "
        "times and %s; all in the store %lld ms after there was room",
        senders.total(), duringIt, senders.journalled(), senders.refused(), disk.refusals(),
        isAlive ? "went on" : "died of it", sinceRoom.elapsed());
    QCOMPARE(senders.surprises(), QStringList());
    QCOMPARE(scene.wrongs(senders.promises()), QStringList());
    const QString total = QString::number(senders.total());
    QCOMPARE(scene.storedMessages(), QStringList{total + u'|' + total});
    QCOMPARE(damage(*store), QStringList());
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
}

}  // namespace tongdai::testing
