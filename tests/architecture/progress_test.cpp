#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

/// installer/progress: what somebody sees of a command that takes its time.
class ProgressTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QByteArray m_said;
    QByteArray m_complained;
    int m_code = 0;

    QString logFile() const { return m_folder.filePath(u"log/build.log"_s); }

    /// Runs this shell script under it; `after` as in PROGRESS_AFTER.
    void run(const QString& what, const QString& script, const QString& after)
    {
        QProcess progress;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PROGRESS_AFTER"_s, after);
        progress.setProcessEnvironment(environment);
        progress.start(QStringLiteral(TONGDAI_SOURCE_DIR "/installer/progress"),
                       {what, logFile(), u"sh"_s, u"-c"_s, script});
        QVERIFY2(progress.waitForFinished(60'000), "it does not end");
        QCOMPARE(progress.exitStatus(), QProcess::NormalExit);
        m_code = progress.exitCode();
        m_said = progress.readAllStandardOutput();
        m_complained = progress.readAllStandardError();
    }

    QByteArray log() const
    {
        QFile file(logFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QList<QByteArray> lines() const { return m_said.trimmed().split('\n'); }

private slots:
    void saysNothingOfWhatIsDoneAtOnce()
    {
        run(u"building"_s, u"echo 'ninja: no work to do.'"_s, u"20"_s);
        QCOMPARE(m_code, 0);
        QCOMPARE(m_said, QByteArray());
        QCOMPARE(m_complained, QByteArray());
        QCOMPARE(log(), "ninja: no work to do.\n"_ba);
    }

    void countsTheJobsOfNinja()
    {
        run(u"building"_s,
            u"echo '[0/1 0.020] Re-checking globbed directories...'; echo '[9/60 9.5] Automatic MOC for target ui';"
            "echo '[10/60 10.1] Automatic MOC for target app'; echo '[11/60 15.2] Building CXX object a.o';"
            "echo '[12/60 20.0] Building CXX object b.o'; echo '[13/60 40.0] Building CXX object c.o';"
            "echo '[59/60 99.0] Building CXX object z.o'; echo '[60/60 99.9] Linking CXX executable tongdai'"_s,
            u"0"_s);
        QCOMPARE(m_code, 0);
        const QList<QByteArray> wanted{
            "building, looking what has changed"_ba,
            "building 9 of 60"_ba,
            "building 10 of 60"_ba,
            "building 11 of 60"_ba,
            "building 12 of 60"_ba,
            "building 13 of 60, about 8 min left"_ba,  // 47 jobs of ten seconds
            "building 59 of 60, less than a minute left"_ba,
            "building 60 of 60"_ba,
        };
        QCOMPARE(lines().first(wanted.size()), wanted);
        QCOMPARE(lines().size(), wanted.size() + 1);
        QVERIFY2(lines().back().startsWith("building: done after "), m_said.constData());
    }

    void tellsHowFarThePackagesAre()
    {
        run(u"installing packages"_s,
            u"echo 'dlstatus:3:20.5:Retrieving file 3 of 9 (1min 2s remaining)';"
            "echo 'pmstatus:libqt6core6:amd64:35.5714:Installing libqt6core6:amd64 (amd64)'; echo 'Setting up x (1) ...'"_s,
            u"0"_s);
        QCOMPARE(m_code, 0);
        const QList<QByteArray> wanted{"installing packages, downloaded 20 %"_ba, "installing packages, 35 %"_ba};
        QCOMPARE(lines().first(2), wanted);
        QCOMPARE(lines().size(), 3);
    }

    /// A pipe of our own could be full, and be set not to wait by whoever shares it: a package's script failed so.
    void theCommandWritesToItsLogItself()
    {
        run(u"installing packages"_s, u"test -f /dev/stdout && test -f /dev/stderr"_s, u"20"_s);
        QCOMPARE(m_code, 0);
    }

    void aFailureSaysWhatTheCommandSaid()
    {
        run(u"building"_s,
            u"echo '[1/3 0.5] Building CXX object a.o'; echo '[2/3 0.9] Building CXX object b.o';"
            "echo 'FAILED: b.o'; echo 'b.cpp:3:1: error: no such thing' >&2; printf 'ninja: build stopped'; exit 7"_s,
            u"20"_s);
        QCOMPARE(m_code, 7);
        QCOMPARE(m_said, QByteArray());
        QCOMPARE(m_complained, QByteArray("FAILED: b.o\nb.cpp:3:1: error: no such thing\nninja: build stopped\n"
                                          "building: failed; all of its output is in ") +
                                   logFile().toLocal8Bit() + '\n');
        QVERIFY(log().startsWith("[1/3 0.5] Building CXX object a.o\n"));
    }
};

TONGDAI_TEST(ProgressTest)

}  // namespace tongdai

#include "progress_test.moc"
