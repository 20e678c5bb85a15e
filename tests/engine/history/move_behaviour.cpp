#include "tests/engine/history/move_behaviour.h"

#include "engine/history/audit/audit.h"
#include "engine/history/search/search.h"
#include "engine/history/sqlite/sqlite_session.h"
#include "engine/history/store/installation.h"
#include "engine/history/store/migrations.h"
#include "tests/engine/history/fakes/filled_shop.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using Phase = MoveProgress::Phase;

QString MoveBehaviour::moveShop(const ShopMove::Report& report)
{
    SqliteSession source(shopFile(), SqliteSession::Access::ReadWrite);
    const std::unique_ptr<SqlSession> target = makeTarget();
    m_wasCancelled = false;
    try {
        m_outcome = ShopMove(source, *target, report, m_cancelled).run();
        return {};
    } catch (const StoreError& error) {
        return error.cause();
    } catch (const MoveCancelled&) {
        m_wasCancelled = true;
        return u"cancelled"_s;
    }
}

void MoveBehaviour::init()
{
    clearTarget();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_outcome = {};
    if (!QFile::exists(shopFile())) QVERIFY(fillShop(shopFile(), kMessages));
}

void MoveBehaviour::everyRowArrivesAndIsCounted()
{
    const QString trouble = moveShop();
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    QVERIFY(!m_outcome.wasThereAlready);
    QHash<QString, qint64> rows;
    for (const MovedTable& table : m_outcome.tables) {
        rows.insert(table.name, table.rows);
        QVERIFY2(table.rows > 0, qPrintable(table.name + u" stays empty: fillShop() has to learn it"_s));
        QCOMPARE(table.checksum.size(), 32);
        QCOMPARE(askTarget(u"select count(*) from "_s + table.name), QByteArray::number(table.rows));
    }
    QCOMPARE(rows.value(u"messages"_s), 2 * kMessages);
    QCOMPARE(rows.value(u"conversations"_s), kMessages / 50);
    QCOMPARE(rows.value(u"outbox"_s), kMessages);
    QCOMPARE(rows.value(u"drafts"_s), kMessages / 50);
    QCOMPARE(askTarget(u"select value from counters where name = 'events'"_s), QByteArray::number(kMessages));
    QCOMPARE(askTarget(u"select count(*) from messages where seq is null and fence is not null"_s),
             QByteArray::number(kMessages));
}

void MoveBehaviour::itsLinesAreFoundThere()
{
    QCOMPARE(moveShop(), QString());
    const std::unique_ptr<SqlSession> target = makeTarget();
    target->open();
    UnitOfWork work(*target, TimePoint{});
    target->begin();
    int pieces = 1;
    while (indexOldLines(work, 500))
        ++pieces;
    target->commit();
    QVERIFY(pieces >= 2 * kMessages / 500);
    QCOMPARE(askTarget(u"select count(*) from message_search"_s),
             askTarget(u"select count(*) from messages where content <> ''"_s));
    MessageQuery query;
    query.text = u"anh tuyet"_s;
    QVERIFY(!reads::search(*target, query).hits.empty());
}

/// An engine that ran on the target has already noted that there was nothing to index.
void MoveBehaviour::anIndexMadeBeforeIsMadeAgain()
{
    {
        const std::unique_ptr<SqlSession> target = makeTarget();
        target->open();
        migrate(*target, migrationsFor(target->dialect().name));
        UnitOfWork work(*target, TimePoint{});
        QVERIFY(!indexOldLines(work, 500));
    }
    QCOMPARE(askTarget(u"select is_done from search_backfill"_s), "1"_ba);
    QCOMPARE(moveShop(), QString());
    QCOMPARE(askTarget(u"select is_done from search_backfill"_s), "0"_ba);
}

void MoveBehaviour::theAuditLogStillHolds()
{
    QCOMPARE(moveShop(), QString());
    const std::unique_ptr<SqlSession> target = makeTarget();
    target->open();
    const AuditVerdict verdict = reads::verifyAudit(*target);
    QVERIFY(!verdict.firstBad);
    QCOMPARE(verdict.entries, 3);
}

void MoveBehaviour::theOldFileIsUntouched()
{
    const auto digest = [this] {
        QFile file(shopFile());
        (void)file.open(QIODevice::ReadOnly);
        return QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
    };
    const QByteArray before = digest();
    QCOMPARE(moveShop(), QString());
    QCOMPARE(digest(), before);
}

void MoveBehaviour::progressNamesPhasesAndEnds()
{
    QList<Phase> phases;
    qint64 copied = 0;
    qint64 total = 0;
    QCOMPARE(moveShop([&](const MoveProgress& progress) {
                 if (phases.isEmpty() || phases.last() != progress.phase) phases << progress.phase;
                 if (progress.phase == Phase::Copying) {
                     QVERIFY(progress.done >= copied);
                     copied = progress.done;
                     total = progress.total;
                 }
             }),
             QString());
    QCOMPARE(phases, (QList<Phase>{Phase::Preparing, Phase::Copying, Phase::Verifying, Phase::Finishing}));
    QCOMPARE(copied, total);
}

void MoveBehaviour::theServerGoesOnNumberingBehindTheShop()
{
    QCOMPARE(moveShop(), QString());
    const std::unique_ptr<SqlSession> target = makeTarget();
    target->open();
    const SqlRows one = target->run(u"select id from conversations limit 1"_s);
    target->execute(
        u"insert into outbox (conversation_id, ord, dedup_key, body, fence, created_at, updated_at) values (?,9999,?,'{}',1,1,1)"_s,
        {one[0][0].toUuid(), SqlValue::ofId("next")});
    QVERIFY(target->run(u"select max(id) from outbox"_s)[0][0].toInteger() > kMessages);
}

void MoveBehaviour::aCutInTheMiddleLeavesNothingAndCanBeRepeated()
{
    bool isCut = false;
    const QString trouble = moveShop([&](const MoveProgress& progress) {
        if (isCut || progress.phase != Phase::Copying || progress.done < progress.total / 2) return;
        isCut = true;
        cutTarget();
    });
    QVERIFY(isCut);
    QVERIFY(!trouble.isEmpty());
    QTRY_COMPARE(askTarget(u"select count(*) from messages"_s), "0"_ba);
    QCOMPARE(askTarget(u"select count(*) from conversations"_s), "0"_ba);
    const QString again = moveShop();
    QVERIFY2(again.isEmpty(), qPrintable(again));
    QCOMPARE(askTarget(u"select count(*) from messages"_s), QByteArray::number(2 * kMessages));
}

void MoveBehaviour::cancellingLeavesNothing()
{
    moveShop([&](const MoveProgress& progress) {
        if (progress.phase == Phase::Verifying) *m_cancelled = true;
    });
    QVERIFY(m_wasCancelled);
    QTRY_COMPARE(askTarget(u"select count(*) from messages"_s), "0"_ba);
}

void MoveBehaviour::aDatabaseWithAnotherShopIsRefused()
{
    QCOMPARE(moveShop(), QString());
    const QString other = m_dir.filePath(u"other.sqlite"_s);
    QVERIFY(fillShop(other, 100));
    SqliteSession source(other, SqliteSession::Access::ReadWrite);
    const std::unique_ptr<SqlSession> target = makeTarget();
    bool isRefused = false;
    try {
        ShopMove(
            source, *target, [](const MoveProgress&) {}, m_cancelled)
            .run();
    } catch (const SqlError&) {
        isRefused = true;
    }
    QVERIFY(isRefused);
    QCOMPARE(askTarget(u"select count(*) from messages"_s), QByteArray::number(2 * kMessages));
    QFile::remove(other);
}

void MoveBehaviour::aDatabaseOfAnotherProgramIsRefused()
{
    askTarget(u"create table orders (id integer)"_s);
    const QString trouble = moveShop();
    QVERIFY2(trouble.contains("another program"_L1), qPrintable(trouble));
    QCOMPARE(askTarget(u"select count(*) from information_schema.tables where table_name = 'messages'"_s), "0"_ba);
}

void MoveBehaviour::aDatabaseAnEngineOnlyLookedAtIsEmpty()
{
    {
        const std::unique_ptr<SqlSession> target = makeTarget();
        target->open();
        migrate(*target, migrationsFor(target->dialect().name));
        installationId(*target);
    }
    QVERIFY(askTarget(u"select count(*) from installation"_s) == "1");
    QCOMPARE(moveShop(), QString());
    QCOMPARE(askTarget(u"select count(*) from messages"_s), QByteArray::number(2 * kMessages));
}

void MoveBehaviour::aMoveThatHadEndedIsRecognised()
{
    QCOMPARE(moveShop(), QString());
    const std::vector<MovedTable> first = m_outcome.tables;
    QCOMPARE(moveShop(), QString());
    QVERIFY(m_outcome.wasThereAlready);
    for (size_t i = 0; i < first.size(); ++i)
        QCOMPARE(m_outcome.tables[i].checksum, first[i].checksum);
}

void MoveBehaviour::aShopThatWentOnThereIsNotTakenForTheSame()
{
    QCOMPARE(moveShop(), QString());
    askTarget(u"update messages set content = 'changed' where rev = 7"_s);
    QVERIFY(moveShop().contains("another history"_L1));
    QVERIFY(askTarget(u"select count(*) from messages where content = 'changed'"_s) != "0");
}

void MoveBehaviour::aDamagedShopIsNotMoved()
{
    const QString whole = m_dir.filePath(u"whole.sqlite"_s);
    QVERIFY(QFile::copy(shopFile(), whole));
    {
        QFile file(shopFile());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        file.write(QByteArray(20'000, '\x5a'));
    }
    const QString trouble = moveShop();
    QVERIFY(QFile::remove(shopFile()) && QFile::rename(whole, shopFile()));
    QVERIFY(!trouble.isEmpty());
}

}  // namespace tongdai::testing
