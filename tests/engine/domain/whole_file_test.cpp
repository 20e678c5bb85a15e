#include "engine/domain/whole_file.h"

#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <csignal>

namespace tongdai {

using namespace Qt::StringLiterals;

class WholeFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    QString path() const { return m_dir.filePath(u"deep/settings"_s); }
    QByteArray there() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void writesItForItsOwnerAlone()
    {
        QCOMPARE(writeWholeFile(path(), "A=1\n"), QString());
        QCOMPARE(there(), "A=1\n"_ba);
        QCOMPARE(QFile::permissions(path()) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther),
                 QFile::Permissions());
        QCOMPARE(writeWholeFile(path(), QByteArray()), QString());
        QCOMPARE(there(), QByteArray());
    }

    /// F39. No file of this program may become longer than a few bytes, as on a disk with no more room.
    void aDiskWithoutRoomLeavesTheOldOne()
    {
        QCOMPARE(writeWholeFile(path(), "A=1\n"), QString());
        const auto before = std::signal(SIGXFSZ, SIG_IGN);
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
        const rlimit small{10, limit.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto restore = qScopeGuard([&] {
            ::setrlimit(RLIMIT_FSIZE, &limit);
            std::signal(SIGXFSZ, before);
        });
        const QString problem = writeWholeFile(path(), "PANCAKE_ACCESS_TOKEN=long\n");
        QVERIFY(!problem.isEmpty());
        QCOMPARE(there(), "A=1\n"_ba);
        QCOMPARE(QDir(m_dir.filePath(u"deep"_s)).entryList(QDir::Files | QDir::Hidden), QStringList{u"settings"_s});
    }

    void aFolderThatCannotBeMadeIsSaid() { QVERIFY(!writeWholeFile(u"/proc/nowhere/settings"_s, "A=1\n").isEmpty()); }
};

TONGDAI_TEST(WholeFileTest)

}  // namespace tongdai

#include "whole_file_test.moc"
