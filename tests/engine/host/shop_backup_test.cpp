#include "tests/engine/host/shop_backup_stage.h"

#include "tests/support/test_registry.h"

#include <QProcess>

#include <sys/resource.h>
#include <csignal>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using api::ShopOutcome;
using api::ShopProgress;
using api::ShopTrouble;

class ShopBackupTest : public ShopBackupStage {
    Q_OBJECT

private slots:
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
