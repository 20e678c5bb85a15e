#include "engine/host/backup/shop_backup.h"

#include "engine/history/sql_history.h"
#include "engine/history/store/migrations.h"
#include "engine/history/store/sql_session.h"
#include "tests/engine/history/fakes/filled_shop.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <csignal>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using api::ShopOutcome;
using api::ShopProgress;
using api::ShopTrouble;

class ShopBackupTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<std::atomic<bool>> m_cancelled;

    QString dataDir() const { return m_dir->filePath(u"data"_s); }
    QString file() const { return m_dir->filePath(u"backups/shop.tar"_s); }
    ShopPlaces places() const { return {dataDir(), dataDir() + u"/settings.conf"_s, "API_PORT=8123\n"}; }
    ShopBackup backup(ShopBackup::Report report = [](const ShopProgress&) {}) const
    {
        return ShopBackup(places(), std::move(report), m_cancelled);
    }
    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    qint64 messages() const
    {
        const auto session = sqliteBackend(dataDir() + u"/history.sqlite"_s).reader();
        session->open();
        return session->run(u"select count(*) from messages"_s)[0][0].toInteger();
    }
    static RestoredSettings asTheyAre(const QByteArray& settings, bool) { return {settings, {}, {}}; }

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
    void forgetHalf() const
    {
        const auto session = sqliteBackend(dataDir() + u"/history.sqlite"_s).writer();
        session->open();
        session->run(u"delete from messages where speaker = 1"_s);
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_cancelled = std::make_shared<std::atomic<bool>>(false);
        QDir().mkpath(dataDir());
        QDir().mkpath(m_dir->filePath(u"backups"_s));
        QVERIFY(fillShop(dataDir() + u"/history.sqlite"_s, 500));
    }

    void comesBackAsItWas()
    {
        const ShopOutcome made = backup().backUp(file());
        QCOMPARE(made.trouble, ShopTrouble::None);
        QCOMPARE(made.messages, 1000);
        QCOMPARE(made.conversations, 10);
        forgetHalf();
        QCOMPARE(messages(), 500);
        const ShopOutcome back = backup().restore(file(), false);
        QCOMPARE(back.trouble, ShopTrouble::None);
        QCOMPARE(back.messages, 1000);
        QCOMPARE(messages(), 1000);
    }

    void theOldShopIsKeptAside()
    {
        QCOMPARE(backup().backUp(file()).trouble, ShopTrouble::None);
        forgetHalf();
        QDir().mkpath(dataDir() + u"/redis"_s);
        const ShopOutcome back = backup().restore(file(), false);
        QVERIFY(back.oldPlace.startsWith(dataDir() + u"/before-restore-"_s));
        QVERIFY(!QFile::exists(dataDir() + u"/redis"_s));
        QVERIFY(QFile::exists(back.oldPlace + u"/redis"_s));
        const auto old = sqliteBackend(back.oldPlace + u"/history.sqlite"_s).reader();
        old->open();
        QCOMPARE(old->run(u"select count(*) from messages"_s)[0][0].toInteger(), 500);
        QVERIFY(QFileInfo(back.oldPlace).permission(QFile::ReadOwner));
        QVERIFY(!QFileInfo(back.oldPlace).permission(QFile::ReadOther));
    }

    void anyArchiveProgramOpensIt()
    {
        QCOMPARE(backup().backUp(file()).trouble, ShopTrouble::None);
        QProcess tar;
        tar.start(u"tar"_s, {u"-xf"_s, file(), u"-C"_s, m_dir->path()});
        QVERIFY(tar.waitForFinished());
        QCOMPARE(tar.exitCode(), 0);
        QCOMPARE(tar.readAllStandardError(), QByteArray());
        QCOMPARE(contentOf(m_dir->filePath(u"settings.conf"_s)), "API_PORT=8123\n"_ba);
        QProcess sums;
        sums.setWorkingDirectory(m_dir->path());
        sums.start(u"sha256sum"_s, {u"manifest.json"_s});
        QVERIFY(sums.waitForFinished());
        QCOMPARE(sums.readAll().left(64), contentOf(m_dir->filePath(u"manifest.sha256"_s)).trimmed());
    }

    void nobodyElseMayReadIt()
    {
        backup().backUp(file());
        QCOMPARE(
            QFile::permissions(file()) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
            QFile::Permissions());
        QCOMPARE(QDir(m_dir->filePath(u"backups"_s)).entryList(QDir::Files | QDir::Hidden), QStringList{u"shop.tar"_s});
    }

    void isTakenWhileOthersWrite()
    {
        const auto writer = sqliteBackend(dataDir() + u"/history.sqlite"_s).writer();
        writer->open();
        writer->begin();
        writer->run(u"delete from messages where speaker = 1"_s);  // not committed: not in the picture
        const ShopOutcome made = backup().backUp(file());
        writer->commit();
        QCOMPARE(made.trouble, ShopTrouble::None);
        QCOMPARE(made.messages, 1000);
    }

    void everyChangedByteIsFound()
    {
        QCOMPARE(backup().backUp(file()).trouble, ShopTrouble::None);
        const QByteArray whole = contentOf(file());
        const qint64 last = whole.lastIndexOf('}');
        const auto tryWith = [&](const QByteArray& bytes) {
            QFile out(file());
            if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size()) return ShopTrouble::None;
            out.close();
            return backup().restore(file(), false).trouble;
        };
        // In headers, settings, history and manifest; a tar's padding carries nothing.
        for (const qint64 at :
             {qint64(3), qint64(130), qint64(515), whole.size() / 3, whole.size() / 2, last - 40, last}) {
            QByteArray changed = whole;
            changed[at] = char(changed[at] ^ 0x10);
            const ShopTrouble trouble = tryWith(changed);
            QVERIFY2(trouble == ShopTrouble::Damaged || trouble == ShopTrouble::NotABackup,
                     qPrintable(QString::number(at)));
        }
        for (const qint64 length : {whole.size() / 2, last, qint64(600), qint64(100)}) {
            const ShopTrouble trouble = tryWith(whole.left(length));
            QVERIFY2(trouble == ShopTrouble::Damaged || trouble == ShopTrouble::NotABackup,
                     qPrintable(QString::number(length)));
        }
        QCOMPARE(messages(), 1000);
        QCOMPARE(QDir(dataDir()).entryList({u"before-restore*"_s, u".restore*"_s}, QDir::AllEntries | QDir::Hidden),
                 QStringList());
        QCOMPARE(tryWith(whole), ShopTrouble::None);
    }

    void someOtherFileIsNotABackup_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("zeros") << QByteArray(2048, '\0');
        QTest::newRow("text") << QByteArray("Dear customer,\n").repeated(100);
        QTest::newRow("a bare history") << contentOf(dataDir() + u"/history.sqlite"_s);
    }
    void someOtherFileIsNotABackup()
    {
        QFETCH(const QByteArray, content);
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
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

    void whatAKilledRestoreLeftGoes()
    {
        QCOMPARE(backup().backUp(file()).trouble, ShopTrouble::None);
        QFile left(dataDir() + u"/.restore-abcdef"_s);
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.close();
        QCOMPARE(backup().restore(file(), false).trouble, ShopTrouble::None);
        QVERIFY(!left.exists());
    }

    void inspectChangesNothing()
    {
        QCOMPARE(backup().backUp(file()).trouble, ShopTrouble::None);
        forgetHalf();
        const ShopOutcome seen = backup().inspect(file());
        QCOMPARE(seen.trouble, ShopTrouble::None);
        QCOMPARE(seen.messages, 1000);
        QVERIFY(seen.madeAt.secsTo(QDateTime::currentDateTime()) < 60);
        QCOMPARE(messages(), 500);
    }

    void aNewComputerGetsTheSettings()
    {
        QCOMPARE(backup().backUp(file()).trouble, ShopTrouble::None);
        ShopPlaces elsewhere{m_dir->filePath(u"new"_s), m_dir->filePath(u"new/settings.conf"_s), {}, asTheyAre};
        const auto restored = ShopBackup(
                                  elsewhere, [](const ShopProgress&) {}, m_cancelled)
                                  .restore(file(), false);
        QCOMPARE(restored.trouble, ShopTrouble::None);
        QVERIFY(restored.oldPlace.isEmpty());
        QCOMPARE(contentOf(elsewhere.settingsFile), "API_PORT=8123\n"_ba);
    }

    void settingsThatOnlyShowWhatCouldBeSetGiveWay_data()
    {
        QTest::addColumn<QByteArray>("there");
        QTest::addColumn<bool>("givesWay");
        QTest::newRow("as made at the first start") << "# Settings\n\n#API_PORT=8000\n"_ba << true;
        QTest::newRow("empty") << QByteArray() << true;
        QTest::newRow("somebody's") << "# Settings\n  SHOP_NAME=Lan\n"_ba << false;
    }
    void settingsThatOnlyShowWhatCouldBeSetGiveWay()
    {
        QFETCH(QByteArray, there);
        QFETCH(bool, givesWay);
        QCOMPARE(backup().backUp(file()).trouble, ShopTrouble::None);
        ShopPlaces elsewhere{m_dir->filePath(u"new"_s), m_dir->filePath(u"new.conf"_s), {}, asTheyAre};
        QFile settings(elsewhere.settingsFile);
        QVERIFY(settings.open(QIODevice::WriteOnly));
        settings.write(there);
        settings.close();
        const auto restored = ShopBackup(
                                  elsewhere, [](const ShopProgress&) {}, m_cancelled)
                                  .restore(file(), true);
        QCOMPARE(restored.trouble, ShopTrouble::None);
        QCOMPARE(contentOf(elsewhere.settingsFile), givesWay ? "API_PORT=8123\n"_ba : there);
    }

    void cancellingLeavesTheOldBackup()
    {
        QCOMPARE(backup().backUp(file()).trouble, ShopTrouble::None);
        const QByteArray before = contentOf(file());
        const ShopOutcome stopped = backup([this](const ShopProgress& progress) {
                                        if (progress.phase == ShopProgress::Phase::Verifying) *m_cancelled = true;
                                    }).backUp(file());
        QCOMPARE(stopped.trouble, ShopTrouble::Cancelled);
        QCOMPARE(contentOf(file()), before);
        QCOMPARE(QDir(m_dir->filePath(u"backups"_s)).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void aFullDiskLeavesTheOldBackup()
    {
        QCOMPARE(backup().backUp(file()).trouble, ShopTrouble::None);
        const QByteArray before = contentOf(file());
        // No write beyond a file's size limit succeeds: what a full disk does, without filling one.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        getrlimit(RLIMIT_FSIZE, &old);
        const rlimit small{rlim_t(before.size() / 2), old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const ShopOutcome full = backup().backUp(file());
        setrlimit(RLIMIT_FSIZE, &old);
        QVERIFY(full.trouble != ShopTrouble::None);
        QVERIFY(full.trouble != ShopTrouble::Cancelled);
        QCOMPARE(contentOf(file()), before);
        QCOMPARE(QDir(m_dir->filePath(u"backups"_s)).entryList(QDir::Files | QDir::Hidden).size(), 1);
        QCOMPARE(messages(), 1000);
    }

    void aDamagedShopIsNotBackedUp()
    {
        QFile history(dataDir() + u"/history.sqlite"_s);
        QVERIFY(history.open(QIODevice::ReadWrite));
        QVERIFY(history.seek(history.size() / 2));
        history.write(QByteArray(30'000, '\x5a'));
        history.close();
        QVERIFY(backup().backUp(file()).trouble != ShopTrouble::None);
        QVERIFY(!QFile::exists(file()));
    }

    void withoutAShopThereIsNothingToBackUp()
    {
        ShopPlaces nowhere{m_dir->filePath(u"nothing"_s), {}, {}};
        QCOMPARE(ShopBackup(
                     nowhere, [](const ShopProgress&) {}, m_cancelled)
                     .backUp(file())
                     .trouble,
                 ShopTrouble::NoShop);
        QVERIFY(!QFile::exists(nowhere.dataDir));
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        QCOMPARE(backup().backUp(u"/proc/nowhere/shop.tar"_s).trouble, ShopTrouble::CannotWrite);
        QCOMPARE(backup().inspect(m_dir->filePath(u"missing.tar"_s)).trouble, ShopTrouble::CannotRead);
    }
};

TONGDAI_TEST(ShopBackupTest)

}  // namespace tongdai::testing

#include "shop_backup_test.moc"
