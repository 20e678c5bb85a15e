#include "engine/host/boot/data_folder.h"

#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class DataFolderTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    static constexpr auto kOwner = QFile::ReadOwner | QFile::WriteOwner;
    static constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

    QString path(const QString& name) const { return m_dir->filePath(name); }
    void make(const QString& name, QFile::Permissions permissions = kOwner) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("x");
        QVERIFY(file.setPermissions(permissions));
    }
    bool othersMayTouch(const QString& name) const { return bool(QFile::permissions(path(name)) & kOthers); }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void whatKilledRunsLeftGoes()
    {
        for (const QString& name : {u".restore-abcdef"_s, u"history.sqlite.new-abcdef"_s, u"history.sqlite"_s,
                                    u"history.sqlite-wal"_s, u"rules.json"_s, u".restored"_s})
            make(name);
        QDir(m_dir->path()).mkdir(u".restore-schema-abcdef"_s);
        make(u".restore-schema-abcdef/ours.sqlite"_s);
        QDir(m_dir->path()).mkdir(u"before-restore-20260301-101500"_s);
        tidyDataFolder(m_dir->path());
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name),
                 (QStringList{u".restored"_s, u"before-restore-20260301-101500"_s, u"history.sqlite"_s,
                              u"history.sqlite-wal"_s, u"rules.json"_s}));
    }

    void nobodyElseMayReadTheShop()
    {
        for (const QString& name : {u"history.sqlite"_s, u"history.sqlite-wal"_s, u"tongdai.log"_s, u"rules.json"_s})
            make(name, kOwner | kOthers);
        tidyDataFolder(m_dir->path());
        for (const QString& name : {u"history.sqlite"_s, u"history.sqlite-wal"_s, u"tongdai.log"_s, u"rules.json"_s})
            QVERIFY2(!othersMayTouch(name), qPrintable(name));
    }

    /// Secrets that others could read are said at the start and not made to look safe; links lead to other folders.
    void leavesSecretsAndLinksAlone()
    {
        QTemporaryDir elsewhere;
        QFile theirs(elsewhere.filePath(u"theirs"_s));
        QVERIFY(theirs.open(QIODevice::WriteOnly) && theirs.setPermissions(kOwner | QFile::ReadOther));
        QVERIFY(theirs.link(path(u".restore-link"_s)));
        QVERIFY(theirs.link(path(u"settings.conf"_s)));
        make(u"secrets"_s, kOwner | QFile::ReadOther);
        tidyDataFolder(m_dir->path());
        QVERIFY(othersMayTouch(u"secrets"_s));
        QVERIFY(theirs.permissions() & QFile::ReadOther);
        QVERIFY(theirs.exists());
    }
};

TONGDAI_TEST(DataFolderTest)

}  // namespace tongdai::testing

#include "data_folder_test.moc"
