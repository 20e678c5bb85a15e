#include "engine/host/backup/known_backups.h"

#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class KnownBackupsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    QString fileOf(const QString& name) const
    {
        QFile file(m_dir.filePath(name));
        if (file.open(QIODevice::WriteOnly)) file.write("a backup");
        return file.fileName();
    }
    static QDateTime day(int number) { return {QDate(2026, 3, number), QTime(9, 30), Qt::UTC}; }

private slots:
    void init() { QFile::remove(m_dir.filePath(u"backups.json"_s)); }

    void namesTheNewestThatIsThere()
    {
        KnownBackups known(m_dir.path());
        QVERIFY(!known.newest());
        QVERIFY(known.advice().contains("No backup"_L1));
        known.note({fileOf(u"monday.tar"_s), day(2), 5});
        known.note({fileOf(u"wednesday.tar"_s), day(4), 9});
        known.note({fileOf(u"tuesday.tar"_s), day(3), 7});
        QCOMPARE(known.newest(), std::optional(KnownBackup{m_dir.filePath(u"wednesday.tar"_s), day(4), 9}));
        QVERIFY(known.advice().contains(m_dir.filePath(u"wednesday.tar"_s)));
        QFile::remove(m_dir.filePath(u"wednesday.tar"_s));
        QCOMPARE(known.newest()->file, m_dir.filePath(u"tuesday.tar"_s));
    }

    void aFileMadeAgainIsNotedOnce()
    {
        KnownBackups known(m_dir.path());
        known.note({fileOf(u"shop.tar"_s), day(2), 5});
        known.note({fileOf(u"shop.tar"_s), day(3), 6});
        QCOMPARE(known.all(), (std::vector<KnownBackup>{{m_dir.filePath(u"shop.tar"_s), day(3), 6}}));
    }

    void remembersSoManyAndKeepsThemToItself()
    {
        KnownBackups known(m_dir.path());
        for (int i = 0; i < KnownBackups::kMost + 5; ++i)
            known.note({fileOf(u"%1.tar"_s.arg(i)), day(1).addDays(i), i});
        QCOMPARE(qsizetype(known.all().size()), KnownBackups::kMost);
        QCOMPARE(known.newest()->conversations, qint64(KnownBackups::kMost + 4));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(m_dir.filePath(u"backups.json"_s)) & others, QFile::Permissions());
    }

    void whatCannotBeReadIsAsIfItWereNotThere()
    {
        QFile file(m_dir.filePath(u"backups.json"_s));
        for (const QByteArray& content : {"not json"_ba, "{}"_ba, "[1, {\"file\": 5}, {\"file\": \"x\"}]"_ba}) {
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(content);
            file.close();
            QVERIFY(KnownBackups(m_dir.path()).all().empty());
        }
    }
};

TONGDAI_TEST(KnownBackupsTest)

}  // namespace tongdai::testing

#include "known_backups_test.moc"
