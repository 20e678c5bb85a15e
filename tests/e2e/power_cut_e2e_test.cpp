#include "tests/e2e/flush_rule.h"
#include "tests/support/disk_record.h"
#include "tests/support/engine_scene.h"
#include "tests/support/long_tests.h"
#include "tests/support/shared_store.h"
#include "tests/support/store_scene.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

/// None is part of another one, or of anything else that is stored.
QString flushIdOf(int message)
{
    return u"flush-%1-id"_s.arg(message, 5, 10, QLatin1Char('0'));
}

/// What is wrong with the history a cut left, e.g. an answered message that is not in it.
QStringList wrongsAfterACut(const QString& file, const QStringList& answered)
{
    QStringList wrong;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"cut"_s);
        database.setDatabaseName(file);
        QSqlQuery query(database);
        if (!database.open() || !query.exec(u"pragma integrity_check(1)"_s) || !query.next() ||
            query.value(0).toString() != u"ok"_s)
            wrong << u"damaged"_s;
        QSet<QString> stored;
        if (query.exec(u"select message_id from messages where seq is not null"_s)) {
            while (query.next())
                stored.insert(QString::fromUtf8(query.value(0).toByteArray()));
        }
        for (const QString& id : answered) {
            if (!stored.contains(id)) wrong << u"lost "_s + id;
        }
    }
    QSqlDatabase::removeDatabase(u"cut"_s);
    return wrong;
}

}  // namespace

/// Rows F33 and F34 of guarantees 3.4: every positive answer comes after a flush, and whatever moment the power goes,
/// what was answered is there. With the engine itself, its files watched by tests/support/shim.
/// TONGDAI_LONG_TESTS=1: 1,000 cuts and 1,000 accepts.
class PowerCutE2eTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyAnswerIsBehindAFlush();
    void anAnswerBeforeItsFlushWouldBeNoticed();
    void noCutLosesWhatWasAnswered();
    void theTestWouldNoticeAMissingFlush();
    void serversFlushBeforeWeAnswer_data();
    void serversFlushBeforeWeAnswer();

private:
    struct Outcome {
        int cuts = 0;
        int damaged = 0;
        int lost = 0;
    };
    Outcome cutEverywhere(bool honoursSyncs, int cuts);

    /// In the usual folder of the disk, before anything is made: MariaDB maps its log where it takes memory for a disk.
    const bool m_isOnDisk = qunsetenv("TMPDIR");
    DiskRecord m_record;
    QString m_history;
    std::vector<DiskRecord::Entry> m_entries;
};

void PowerCutE2eTest::initTestCase()
{
    QVERIFY(m_isOnDisk);
    QVERIFY2(m_record.problem().isEmpty(), qPrintable(m_record.problem()));
    EngineScene scene;
    m_history = scene.engine.historyFile();
    const auto watched = m_record.environment(m_history);
    for (auto setting = watched.cbegin(); setting != watched.cend(); ++setting)
        scene.engine.setEnvironment(setting.key(), setting.value());
    QVERIFY(scene.start());
    const int accepts = isLong() ? 1'000 : 100;
    for (int i = 0; i < accepts; ++i) {
        const QString id = flushIdOf(i);
        const ClientReply reply = scene.say(u"c-%1"_s.arg(i % 20), id, u"tin nhắn số %1"_s.arg(i));
        QVERIFY2(reply.status == 200 || reply.status == 202, reply.body.constData());
        m_record.mark(id.toUtf8());
    }
    scene.engine.crash();
    m_entries = m_record.entries();
    QVERIFY2(m_entries.size() > size_t(accepts) * 2, "the shim saw nothing");
}

void PowerCutE2eTest::everyAnswerIsBehindAFlush()
{
    QCOMPARE(answersBeforeTheirFlush(m_entries, kSqliteLog).join(u'\n'), QString());
}

/// The same record with its flushes taken out, and with each put behind the answer it should have come before.
void PowerCutE2eTest::anAnswerBeforeItsFlushWouldBeNoticed()
{
    const qsizetype answers = std::ranges::count(m_entries, 'm', &DiskRecord::Entry::operation);
    std::vector<DiskRecord::Entry> unflushed;
    std::vector<DiskRecord::Entry> late;
    std::vector<DiskRecord::Entry> held;
    for (const DiskRecord::Entry& entry : m_entries) {
        if (entry.operation == 's') {
            held.push_back(entry);
            continue;
        }
        unflushed.push_back(entry);
        late.push_back(entry);
        if (entry.operation != 'a') continue;
        late.insert(late.end(), held.begin(), held.end());
        held.clear();
    }
    QCOMPARE(answersBeforeTheirFlush(unflushed, kSqliteLog).size(), answers);
    QCOMPARE(answersBeforeTheirFlush(late, kSqliteLog).filter(u"before the flush"_s).size(), answers);
}

PowerCutE2eTest::Outcome PowerCutE2eTest::cutEverywhere(bool honoursSyncs, int cuts)
{
    Outcome outcome;
    QRandomGenerator random(7);
    CutDisk disk(honoursSyncs);
    QStringList answered;
    const size_t every = std::max<size_t>(1, m_entries.size() / size_t(cuts));
    for (size_t at = 0; at < m_entries.size(); ++at) {
        disk.apply(m_entries[at]);
        if (m_entries[at].operation == 'm') answered << m_entries[at].path;
        if (at % every != 0) continue;
        QTemporaryDir dir;
        const auto files = disk.cut(random);
        for (auto file = files.cbegin(); file != files.cend(); ++file) {
            if (file.key().endsWith(u"-shm"_s)) continue;  // never survives, by design
            QFile out(dir.filePath(QFileInfo(file.key()).fileName()));
            if (out.open(QIODevice::WriteOnly)) out.write(*file);
        }
        const QStringList wrong = wrongsAfterACut(dir.filePath(QFileInfo(m_history).fileName()), answered);
        ++outcome.cuts;
        outcome.damaged += int(wrong.count(u"damaged"_s));
        outcome.lost += int(wrong.filter(u"lost"_s).size());
    }
    return outcome;
}

void PowerCutE2eTest::noCutLosesWhatWasAnswered()
{
    const Outcome outcome = cutEverywhere(true, isLong() ? 1'000 : 150);
    qInfo("%d cuts, %d damaged, %d answered messages lost", outcome.cuts, outcome.damaged, outcome.lost);
    QCOMPARE(outcome.lost, 0);
    QCOMPARE(outcome.damaged, 0);
}

void PowerCutE2eTest::theTestWouldNoticeAMissingFlush()
{
    const Outcome outcome = cutEverywhere(false, 30);
    QVERIFY(outcome.lost > 0);
}

void PowerCutE2eTest::serversFlushBeforeWeAnswer_data()
{
    QTest::addColumn<bool>("isPostgres");
    QTest::newRow("PostgreSQL") << true;
    QTest::newRow("MariaDB") << false;
}

void PowerCutE2eTest::serversFlushBeforeWeAnswer()
{
    QFETCH(bool, isPostgres);
    std::unique_ptr<SharedStore> store;
    if (isPostgres)
        store = std::make_unique<SharedPostgres>();
    else
        store = std::make_unique<SharedMariadb>();
    QVERIFY2(store->start(), qPrintable(store->problem()));  // makes its data folder unwatched
    QVERIFY(store->useNewDatabase(u"flushes"_s));
    const auto settings = store->settings();
    const QString folder = isPostgres ? settings[u"POSTGRES_HOST"_s] : QFileInfo(settings[u"MYSQL_HOST"_s]).path();
    DiskRecord record;
    if (isPostgres)
        static_cast<SharedPostgres&>(*store).server().stop();
    else
        static_cast<SharedMariadb&>(*store).server().stop();
    const auto watched = record.environment(folder);
    for (auto setting = watched.cbegin(); setting != watched.cend(); ++setting)
        qputenv(setting.key().toLatin1().constData(), setting->toLocal8Bit());
    const bool isUp = store->start();
    for (auto setting = watched.cbegin(); setting != watched.cend(); ++setting)
        qunsetenv(setting.key().toLatin1().constData());
    QVERIFY2(isUp, qPrintable(store->problem()));

    StoreScene scene(*store);
    const auto ofTheEngine = record.environment(u"/nothing/of/the/engine"_s);  // its answers only
    for (auto setting = ofTheEngine.cbegin(); setting != ofTheEngine.cend(); ++setting)
        scene.engine.setEnvironment(setting.key(), setting.value());
    QVERIFY(scene.start());
    QVERIFY(scene.reachesLevel(u"full"_s, 30s));
    const int accepts = isLong() ? 1'000 : 60;
    for (int i = 0; i < accepts; ++i) {
        const ClientReply reply = scene.say(u"c-%1"_s.arg(i % 20), flushIdOf(i), u"tin %1"_s.arg(i));
        QVERIFY2(reply.status == 200 || reply.status == 202, reply.body.constData());
        record.mark(flushIdOf(i).toUtf8());
    }
    scene.engine.stop();
    const QStringList wrong = answersBeforeTheirFlush(record.entries(), isPostgres ? kPostgresLog : kMariadbLog);
    QCOMPARE(wrong.join(u'\n'), QString());
}

TONGDAI_TEST(PowerCutE2eTest)
#include "power_cut_e2e_test.moc"
