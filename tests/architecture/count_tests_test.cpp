#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

/// installer/count-tests and installer/list-tests, in a small tree of their own with two build folders.
class CountTestsTest : public QObject {
    Q_OBJECT

    struct Result {
        QByteArray name;
        QByteArray status = "run"_ba;
        int failed = 0;
        int skipped = 0;
        QByteArray seconds = "1.5"_ba;
    };

    std::unique_ptr<QTemporaryDir> m_tree;
    QByteArray m_said;
    QByteArray m_complained;
    int m_code = 0;

    void write(const QString& path, const QByteArray& text)
    {
        const QString whole = m_tree->filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(whole).path()));
        QFile file(whole);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    /// What CTest knows in a build folder, and what the last run of its tests left there.
    void writeBuild(const QString& build, const QByteArrayList& tests, const QList<Result>& results)
    {
        QByteArray known;
        for (const QByteArray& name : tests)
            known += "add_test(" + name + " /bin/true \"" + name.mid(name.lastIndexOf('/') + 1) + "\")\n";
        write(u"build/"_s + build + u"/CTestTestfile.cmake"_s, known);
        QByteArray ran = "<testsuite>\n"_ba;
        for (const Result& result : results) {
            const QByteArray inCode = "tongdai::" + result.name.mid(result.name.lastIndexOf('/') + 1) + "::";
            ran += "\t<testcase name=\"" + result.name + "\" classname=\"x\" time=\"" + result.seconds +
                   "\" status=\"" + result.status + "\">\n\t\t<system-out>********* Start testing\nPASS   : " + inCode +
                   "initTestCase()\nPASS   : " + inCode + "holds(one row)\nPASS   : " + inCode +
                   "holds(another)\nTotals: 3 passed, " + QByteArray::number(result.failed) + " failed, " +
                   QByteArray::number(result.skipped) + " skipped, 0 blacklisted, 7ms\n</system-out>\n\t</testcase>\n";
        }
        write(u"build/"_s + build + u"/tests.xml"_s, ran);
    }

    void run(const QString& script, const QStringList& arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_tree->path());
        process.start(m_tree->filePath(u"installer/"_s + script), arguments);
        QVERIFY2(process.waitForFinished(60'000), "it does not end");
        m_code = process.exitCode();
        m_said = process.readAllStandardOutput();
        m_complained = process.readAllStandardError();
    }

    bool hasLine(const QByteArray& wanted) const { return m_said.split('\n').contains(wanted); }

private slots:
    void init()
    {
        m_tree = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(m_tree->filePath(u"installer"_s)));
        for (const QString& script : {u"count-tests"_s, u"list-tests"_s}) {
            QVERIFY(QFile::copy(QStringLiteral(TONGDAI_SOURCE_DIR "/installer/") + script,
                                m_tree->filePath(u"installer/"_s + script)));
        }
        write(u"tests/app/a_test.cpp"_s, "TONGDAI_TEST(ATest)\n");
        write(u"tests/app/b_redis_test.cpp"_s, "// TONGDAI_TEST(NotThis)\nTONGDAI_TEST(BTest)\n");
        write(u"tests/app/c_pg_test.cpp"_s, "TONGDAI_TEST(CTest)\n");
        write(u"tests/app/d_mysql_test.cpp"_s, "TONGDAI_TEST(DTest)\n");
        write(u"tests/ui/e_gui_test.cpp"_s, "TONGDAI_TEST(ETest)\n");
        write(u"tests/e2e/f_e2e_test.cpp"_s, "TONGDAI_TEST(FTest)\n");
        write(u"tests/e2e/g_browser_test.cpp"_s, "TONGDAI_TEST(GTest)\n");
        write(u"tests/e2e/kills_e2e_test.cpp"_s, "TONGDAI_FAILPOINT_TEST(KillsTest)\n");
        writeBuild(u"release"_s,
                   {"app/ATest"_ba, "app/BTest"_ba, "app/CTest"_ba, "app/DTest"_ba, "ui/ETest"_ba, "e2e/FTest"_ba,
                    "e2e/GTest"_ba},
                   {{"app/ATest"_ba}, {"app/BTest"_ba}, {"app/CTest"_ba}, {"ui/ETest"_ba}, {"e2e/GTest"_ba}});
        writeBuild(u"asan"_s, {"app/ATest"_ba, "app/DTest"_ba, "e2e/FTest"_ba, "e2e/KillsTest"_ba},
                   {{"app/DTest"_ba},
                    {"e2e/FTest"_ba, "run"_ba, 0, 0, "9.25"_ba},
                    {"e2e/KillsTest"_ba, "run"_ba, 0, 0, "10.5"_ba},
                    {"app/ATest"_ba, "run"_ba, 0, 0, "0.25"_ba}});
    }

    void aRunInTwoBuildsIsWhole()
    {
        run(u"count-tests"_s, {u"--all"_s, u"build/release"_s, u"build/asan"_s});
        QCOMPARE(m_complained, QByteArray());
        QVERIFY2(m_said.endsWith("\n27 passed, 0 failed, 0 skipped\n"), m_said.constData());
        QVERIFY2(hasLine("app/ATest          1.5 s      0.2 s"_ba), m_said.constData());
        QVERIFY2(hasLine("e2e/KillsTest          -     10.5 s"_ba), m_said.constData());
        QVERIFY2(m_said.contains("\nthe slowest:\n    10.5 s  asan     e2e/KillsTest\n     9.2 s  asan     e2e/FTest\n"
                                 "     1.5 s  release  app/ATest\n"),
                 m_said.constData());
        QVERIFY2(hasLine("label e2e        2 of   2 test classes ran"_ba), m_said.constData());
        QVERIFY2(hasLine("release    5 classes, 7 s: 15 passed, 0 failed, 0 skipped"_ba), m_said.constData());
        QVERIFY2(hasLine("asan       4 classes, 21 s: 12 passed, 0 failed, 0 skipped"_ba), m_said.constData());
        QVERIFY(!m_said.contains("trouble"));
        QCOMPARE(m_code, 0);
    }

    void aClassThatRanNowhereFails()
    {
        run(u"count-tests"_s, {u"build/release"_s});
        QCOMPARE(m_code, 1);
        QVERIFY2(hasLine("trouble: app/DTest ran in no build"_ba), m_said.constData());
        QVERIFY2(hasLine("trouble: e2e/FTest ran in no build"_ba), m_said.constData());
        QVERIFY2(hasLine("1 of 8 classes are in none of these builds"_ba), m_said.constData());
        QVERIFY2(!m_said.contains("trouble: e2e/KillsTest"), m_said.constData());

        run(u"count-tests"_s, {u"--all"_s, u"build/release"_s});
        QCOMPARE(m_code, 1);
        QVERIFY2(hasLine("trouble: e2e/KillsTest ran in no build"_ba), m_said.constData());
    }

    /// CTest looks only into files that end with _test.cpp.
    void aClassInAFileThatIsNotOneOfTestsFails()
    {
        write(u"tests/e2e/behaviour.cpp"_s, "TONGDAI_TEST(ForgottenTest)\n");
        run(u"count-tests"_s, {u"--all"_s, u"build/release"_s, u"build/asan"_s});
        QCOMPARE(m_code, 1);
        QVERIFY2(hasLine("trouble: e2e/ForgottenTest ran in no build"_ba), m_said.constData());
    }

    void aLabelWithoutTestsFails()
    {
        QVERIFY(QFile::remove(m_tree->filePath(u"tests/e2e/g_browser_test.cpp"_s)));
        run(u"count-tests"_s, {u"--all"_s, u"build/release"_s, u"build/asan"_s});
        QCOMPARE(m_code, 1);
        QVERIFY2(hasLine("trouble: no test of label browser was built"_ba), m_said.constData());
        QVERIFY2(hasLine("trouble: e2e/GTest of release stands in no source"_ba), m_said.constData());
    }

    void whatFailedOrSkippedFails_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<int>("failed");
        QTest::addColumn<int>("skipped");
        QTest::addColumn<QByteArray>("sum");
        QTest::newRow("a failed function") << "fail"_ba << 2 << 0 << "27 passed, 2 failed, 0 skipped"_ba;
        QTest::newRow("a crash after its functions") << "fail"_ba << 0 << 0 << "27 passed, 1 failed, 0 skipped"_ba;
        QTest::newRow("a skipped one") << "run"_ba << 0 << 1 << "27 passed, 0 failed, 1 skipped"_ba;
    }

    void whatFailedOrSkippedFails()
    {
        QFETCH(const QByteArray, status);
        QFETCH(const int, failed);
        QFETCH(const int, skipped);
        QFETCH(const QByteArray, sum);
        writeBuild(
            u"asan"_s, {"app/DTest"_ba, "e2e/FTest"_ba, "e2e/KillsTest"_ba},
            {{"app/DTest"_ba}, {"e2e/FTest"_ba}, {"e2e/KillsTest"_ba}, {"app/ATest"_ba, status, failed, skipped}});
        run(u"count-tests"_s, {u"--all"_s, u"build/release"_s, u"build/asan"_s});
        QCOMPARE(m_code, 1);
        QVERIFY2(m_said.contains("trouble: app/ATest "), m_said.constData());
        QVERIFY2(m_said.endsWith('\n' + sum + '\n'), m_said.constData());
    }

    void aFolderWithoutResultsIsNamed()
    {
        QVERIFY(QFile::remove(m_tree->filePath(u"build/asan/tests.xml"_s)));
        run(u"count-tests"_s, {u"build/release"_s, u"build/asan"_s});
        QCOMPARE(m_code, 2);
        QCOMPARE(m_complained, "no results in build/asan: its tests did not run, or not to their end\n"_ba);
    }

    void functionsAreListedOnce()
    {
        run(u"list-tests"_s, {u"--ran"_s, u"build/release"_s, u"build/asan"_s});
        QCOMPARE(m_code, 0);
        QCOMPARE(m_said,
                 "ATest::holds\nBTest::holds\nCTest::holds\nDTest::holds\nETest::holds\nFTest::holds\nGTest::holds\n"
                 "KillsTest::holds\n"_ba);
    }

    void programsAreAskedForTheirFunctions()
    {
        write(u"build/release/CTestTestfile.cmake"_s, "add_test(architecture/CountTestsTest \"" +
                                                          QCoreApplication::applicationFilePath().toLocal8Bit() +
                                                          "\" \"CountTestsTest\")\n");
        run(u"list-tests"_s, {u"build/release"_s});
        QCOMPARE(m_complained, QByteArray());
        QCOMPARE(m_code, 0);
        const QByteArrayList functions = m_said.trimmed().split('\n');
        QVERIFY2(functions.contains("CountTestsTest::programsAreAskedForTheirFunctions"), m_said.constData());
        QVERIFY2(!m_said.contains("_data"), m_said.constData());
        QVERIFY2(!m_said.contains("::init"), m_said.constData());
    }
};

TONGDAI_TEST(CountTestsTest)

}  // namespace tongdai

#include "count_tests_test.moc"
