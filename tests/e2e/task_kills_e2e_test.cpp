#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai;
using namespace tongdai::testing;

namespace {

constexpr int kKillPatience = 90'000;
constexpr int kOldEvents = 12'000;  // more than two pieces
constexpr int kOldLines = 900;

/// Into the store of an engine that does not run.
bool change(const QString& file, const QStringList& statements)
{
    bool isDone = true;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"task-kills"_s);
        db.setDatabaseName(file);
        isDone = db.open();
        for (const QString& sql : statements) {
            QSqlQuery query(db);
            isDone = isDone && query.exec(sql);
        }
    }
    QSqlDatabase::removeDatabase(u"task-kills"_s);
    return isDone;
}

}  // namespace

/// An engine is killed in each step of the shop's own background work: retention, the search index, the statistics.
/// The next one goes on with it, and each is done once. Answers that are sent again: crash_e2e_test.cpp; exports:
/// export_kills_e2e_test.cpp; each kind in each step: task_kinds_e2e_test.cpp.
class TaskKillsE2eTest : public QObject {
    Q_OBJECT
private slots:
    void whatWasCutIsGoneOnWith_data();
    void whatWasCutIsGoneOnWith();
};

void TaskKillsE2eTest::whatWasCutIsGoneOnWith_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("retention, claimed") << "task.claimed:kill"_ba;
    QTest::newRow("retention, between two pieces") << "retention.piece:kill"_ba;
    QTest::newRow("retention, at its end") << "retention.piece@3:kill"_ba;
    QTest::newRow("with its effect written") << "task.effect-written:kill"_ba;
    QTest::newRow("settled") << "task.settled:kill"_ba;
    QTest::newRow("the index, between two pieces") << "index.piece@2:kill"_ba;
}

void TaskKillsE2eTest::whatWasCutIsGoneOnWith()
{
    QFETCH(const QByteArray, fault);
    const QByteArray quick = "task-lease:2,first-retention:1"_ba;
    EngineScene scene;
    scene.engine.setEnvironment(u"RETAIN_EVENTS_DAYS"_s, u"30"_s);
    QVERIFY(scene.start());
    scene.say(u"c1"_s, u"m1"_s, u"còn size M không"_s);
    QVERIFY(scene.settles(std::chrono::seconds(60)));
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
    const QString n = u"with recursive n(i) as (select 1 union all select i + 1 from n where i < %1) "_s;
    QVERIFY(change(scene.engine.historyFile(),
                   {n.arg(kOldEvents) + u"insert into events (id, kind, conversation_id, at) "
                                        "select -i, 'message', x'6331', 1 from n"_s,
                    n.arg(kOldLines) + u"insert into messages (id, conversation_id, source, message_id, rev, speaker, "
                                       "state, content, folded, sent_at, received_at) select randomblob(16), c.id, "
                                       "x'70', cast('old' || i as blob), 1000 + i, 0, 1, 'tin cu', 'tin cu', "
                                       "strftime('%s') - 7200, strftime('%s') - 7200 "
                                       "from n, conversations c"_s,
                    u"delete from message_search"_s, u"update search_backfill set upto = null, is_done = 0"_s,
                    u"delete from tasks"_s}));
    QVERIFY(scene.start(fault + ',' + quick));
    QVERIFY(scene.engine.waitForEnd(kKillPatience));
    QVERIFY(scene.start(quick));
    const auto first = [&scene](const QString& sql) { return scene.rows(sql).value(0); };
    QTRY_COMPARE_WITH_TIMEOUT(first(u"select count(*) from events where at = 1"_s), u"0"_s, kKillPatience);
    QTRY_COMPARE_WITH_TIMEOUT(first(u"select is_done from search_backfill"_s), u"1"_s, kKillPatience);
    QTRY_COMPARE_WITH_TIMEOUT(first(u"select count(*) from tasks where state <> 2"_s), u"0"_s, kKillPatience);
    // Each once: a task a day, a row a line.
    QCOMPARE(first(u"select count(*) from tasks where kind = 'retention'"_s), u"1"_s);
    const QString indexed =
        u"select count(%1) from message_search s join messages m on m.id = s.message where m.content = 'tin cu'"_s;
    QCOMPARE(first(indexed.arg(u"*"_s)), QString::number(kOldLines));
    QCOMPARE(first(indexed.arg(u"distinct m.id"_s)), QString::number(kOldLines));
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
}

TONGDAI_FAILPOINT_TEST(TaskKillsE2eTest)
#include "task_kills_e2e_test.moc"
