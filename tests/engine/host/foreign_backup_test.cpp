#include "tests/engine/host/shop_backup_stage.h"

#include "engine/history/store/migrations.h"
#include "tests/support/test_registry.h"

#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using api::ShopOutcome;
using api::ShopTrouble;

/// Archives that somebody else made, damaged or meant ill.
class ForeignBackupTest : public ShopBackupStage {
    Q_OBJECT

    /// A backup as anybody can make one: right sums over whatever is in it.
    void packByHand(const QString& history, const std::function<void(BackupManifest&)>& change = {},
                    const QString& oneMore = {}) const
    {
        BackupManifest manifest;
        manifest.program = u"somebody"_s;
        manifest.madeAt = QDateTime::currentDateTimeUtc();
        manifest.schemaVersion = migrationsFor(u"sqlite"_s).back().version;
        manifest.conversations = 10;
        manifest.messages = 1000;
        if (change) change(manifest);
        QFile out(file());
        QFile in(history);
        QVERIFY(out.open(QIODevice::WriteOnly) && in.open(QIODevice::ReadOnly));
        BackupWriter writer(out);
        QVERIFY(writer.add(u"history.sqlite"_s, in, [](qint64) { return true; }));
        if (!oneMore.isEmpty()) QVERIFY(writer.add(oneMore, "evil"));
        QVERIFY(writer.finish(manifest));
    }
    /// The shop's history after somebody has been at it, as one file.
    QString meddled(const QStringList& statements) const
    {
        const QString copy = m_dir->filePath(u"meddled.sqlite"_s);
        {
            const auto shop = sqliteBackend(dataDir() + u"/history.sqlite"_s).writer();
            shop->open();
            shop->run(u"vacuum into '%1'"_s.arg(copy));
        }
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"meddler"_s);
        database.setDatabaseName(copy);
        if (!database.open()) qWarning("the copy cannot be opened");
        for (const QString& statement : statements) {
            QSqlQuery query(database);
            if (!query.exec(statement)) qWarning("%s", qPrintable(query.lastError().text()));
        }
        database.close();
        database = QSqlDatabase();
        QSqlDatabase::removeDatabase(u"meddler"_s);
        return copy;
    }
    void isRefusedUnused(const QString& because) const
    {
        for (const ShopOutcome& refused : {backup().inspect(file()), backup().restore(file(), true)}) {
            QCOMPARE(refused.trouble, ShopTrouble::Damaged);
            QVERIFY2(refused.detail.contains(because), qPrintable(refused.detail));
        }
        QCOMPARE(messages(), 1000);
        QCOMPARE(QDir(dataDir()).entryList({u"before-restore*"_s, u".restore*"_s}, QDir::AllEntries | QDir::Hidden),
                 QStringList());
    }

private slots:
    void someOtherFileIsNotABackup_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("zeros") << QByteArray(2048, '\0');
        QTest::newRow("text") << QByteArray("Dear customer,\n").repeated(100);
        QTest::newRow("a bare history") << QByteArray();  // null: the shop's own, which is made after the rows
    }
    void someOtherFileIsNotABackup()
    {
        QFETCH(const QByteArray, content);
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content.isNull() ? contentOf(dataDir() + u"/history.sqlite"_s) : content);
        out.close();
        QCOMPARE(backup().inspect(file()).trouble, ShopTrouble::NotABackup);
        QCOMPARE(backup().restore(file(), false).trouble, ShopTrouble::NotABackup);
        QCOMPARE(messages(), 1000);
    }

    void whatSomebodyElsePackedComesBackWhenItIsOurs()
    {
        packByHand(meddled({}));
        QCOMPARE(backup().inspect(file()).messages, 1000);
        forgetHalf();
        QCOMPARE(backup().restore(file(), false).trouble, ShopTrouble::None);
        QCOMPARE(messages(), 1000);
    }

    /// F64
    void namesThatClimbOutLeaveNothing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("up") << u"../evil"_s;
        QTest::newRow("far up") << u"../../../../../../../../tmp/tongdai-evil"_s;
        QTest::newRow("from the root") << u"/tmp/tongdai-evil"_s;
        QTest::newRow("backslashes") << u"..\\evil"_s;
        QTest::newRow("in the middle") << u"history.sqlite/../../evil"_s;
        QTest::newRow("another file of the shop") << u"secrets"_s;
    }
    void namesThatClimbOutLeaveNothing()
    {
        QFETCH(const QString, name);
        const QStringList before =
            QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
        packByHand(meddled({}), {}, name);
        QFile::remove(m_dir->filePath(u"meddled.sqlite"_s));
        backup().inspect(file());
        backup().restore(file(), true);
        QVERIFY(!QFileInfo::exists(u"/tmp/tongdai-evil"_s));
        QVERIFY(!QFileInfo::exists(dataDir() + u"/secrets"_s));
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), before);
        QCOMPARE(messages(), 1000);
    }

    /// The sums of such an archive are all right, and of what it says no byte is believed.
    void whatIsNoPlainFileIsRefused_data()
    {
        QTest::addColumn<char>("type");
        QTest::newRow("hard link") << '1';
        QTest::newRow("symbolic link") << '2';
        QTest::newRow("device") << '3';
        QTest::newRow("folder") << '5';
        QTest::newRow("pipe") << '6';
        QTest::newRow("file with holes") << 'S';
        QTest::newRow("other size in a header of its own") << 'x';
        QTest::newRow("long name in a header of its own") << 'L';
    }
    void whatIsNoPlainFileIsRefused()
    {
        QFETCH(const char, type);
        packByHand(meddled({}));
        QFile out(file());
        QVERIFY(out.open(QIODevice::ReadWrite));
        QByteArray header = out.read(512);
        header[156] = type;
        if (type == 'S') {  // 512 bytes behind a hole
            header.replace(386, 24, QByteArray("00000010000\0", 12) + QByteArray("00000001000\0", 12));
            header.replace(483, 12, QByteArray("00000011000\0", 12));
        }
        header.replace(148, 8, QByteArray(8, ' '));
        qint64 sum = 0;
        for (const char c : header)
            sum += quint8(c);
        header.replace(148, 8, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
        QVERIFY(out.seek(0) && out.write(header) == 512);
        out.close();
        QVERIFY(backup().inspect(file()).trouble != ShopTrouble::None);
        QVERIFY(backup().restore(file(), true).trouble != ShopTrouble::None);
        QCOMPARE(messages(), 1000);
        QCOMPARE(QDir(dataDir()).entryList({u"before-restore*"_s, u".restore*"_s}, QDir::AllEntries | QDir::Hidden),
                 QStringList());
    }

    /// What `tar` makes of the same files is a backup as well; what it compresses is none.
    void otherProgramsPackIt_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<ShopTrouble>("trouble");
        QTest::newRow("ustar, as earlier versions wrote it") << u"-cf --format=ustar"_s << ShopTrouble::None;
        QTest::newRow("gnu") << u"-cf --format=gnu"_s << ShopTrouble::None;
        QTest::newRow("pax") << u"-cf --format=pax"_s << ShopTrouble::None;
        QTest::newRow("gzip") << u"-czf --format=gnu"_s << ShopTrouble::NotABackup;
    }
    void otherProgramsPackIt()
    {
        QFETCH(const QString, how);
        QFETCH(const ShopTrouble, trouble);
        QCOMPARE(backup().backUp(file()).trouble, ShopTrouble::None);
        const QStringList names{u"settings.conf"_s, u"history.sqlite"_s, u"manifest.json"_s, u"manifest.sha256"_s};
        const QString folder = m_dir->filePath(u"unpacked"_s);
        QDir().mkpath(folder);
        QCOMPARE(QProcess::execute(u"tar"_s, {u"-xf"_s, file(), u"-C"_s, folder}), 0);
        const QStringList words = how.split(u' ');
        QCOMPARE(QProcess::execute(u"tar"_s, QStringList{words[0], file(), words[1], u"-C"_s, folder} + names), 0);
        QCOMPARE(backup().inspect(file()).trouble, trouble);
    }

    void anArchiveWithoutItsEndIsRefused()
    {
        QCOMPARE(backup().backUp(file()).trouble, ShopTrouble::None);
        QVERIFY(QFile::resize(file(), QFileInfo(file()).size() - 1024));
        QCOMPARE(backup().inspect(file()).trouble, ShopTrouble::Damaged);
    }

    void anEmptyHistoryIsNoShop()
    {
        QFile empty(m_dir->filePath(u"empty.sqlite"_s));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        empty.close();
        packByHand(empty.fileName());
        isRefusedUnused(u"empty"_s);
    }

    void countsThatAreNotTrueAreFound_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("conversations") << 0;
        QTest::newRow("messages") << 1;
        QTest::newRow("schema version") << 2;
    }
    void countsThatAreNotTrueAreFound()
    {
        QFETCH(const int, which);
        packByHand(meddled({}), [which](BackupManifest& manifest) {
            if (which == 0) ++manifest.conversations;
            if (which == 1) --manifest.messages;
            if (which == 2) --manifest.schemaVersion;
        });
        isRefusedUnused(which == 2 ? u"it says schema version"_s : u"it says that it holds"_s);
    }

    void aSchemaThatIsNotOursIsRefused_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QString>("because");
        QTest::newRow("trigger") << u"create trigger spy after insert on messages begin delete from drafts; end"_s
                                 << u"trigger spy"_s;
        QTest::newRow("view") << u"create view all_of_them as select * from messages"_s << u"view all_of_them"_s;
        QTest::newRow("table") << u"create table theirs (k integer)"_s << u"table theirs"_s;
        QTest::newRow("index") << u"create index theirs on drafts (author)"_s << u"index theirs"_s;
        QTest::newRow("column") << u"alter table drafts add column theirs text"_s << u"table drafts"_s;
        QTest::newRow("missing trigger") << u"drop trigger message_search_gone"_s << u"no trigger"_s;
        QTest::newRow("missing table") << u"drop table drafts"_s << u"drafts"_s;
        QTest::newRow("older than any") << u"update schema_version set statements = 1"_s << u"schema version"_s;
        QTest::newRow("another program") << u"pragma application_id = 7"_s << u"another program"_s;
    }
    void aSchemaThatIsNotOursIsRefused()
    {
        QFETCH(const QString, statement);
        QFETCH(const QString, because);
        packByHand(meddled({statement}));
        isRefusedUnused(because);
    }
};

TONGDAI_TEST(ForeignBackupTest)

}  // namespace tongdai::testing

#include "foreign_backup_test.moc"
