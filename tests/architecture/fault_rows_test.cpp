#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

/// installer/fault-rows: on this tree, and in small ones.
class FaultRowsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_tree;
    QByteArray m_said;
    int m_code = 0;

    void write(const QString& path, const QByteArray& text)
    {
        const QString whole = m_tree->filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(whole).path()));
        QFile file(whole);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    void run(const QString& root)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(root + u"/installer/fault-rows"_s, QStringList());
        QVERIFY2(process.waitForFinished(60'000), "it does not end");
        m_code = process.exitCode();
        m_said = process.readAll();
    }

    bool says(const QByteArray& line) const { return m_said.split('\n').contains(line); }

private slots:
    void init()
    {
        m_tree = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(m_tree->filePath(u"installer"_s)));
        QVERIFY(QFile::copy(QStringLiteral(TONGDAI_SOURCE_DIR "/installer/fault-rows"),
                            m_tree->filePath(u"installer/fault-rows"_s)));
        write(u"tests/fault_rows.txt"_s, "# The process\nF01 | killed\nF02 | paused\nF03 | asleep\nF04 | formulas\n");
        write(u"tests/e2e/kills_e2e_test.cpp"_s,
              "/// Rows F01 to F03, by whatever falls.\nclass KillsTest : public QObject {\n    Q_OBJECT\nprivate "
              "slots:\n"
              "    /// F02: stands still.\n    void stands_data()\n    {\n        QTest::newRow(\"F04 as a "
              "formula\");\n    }\n"
              "    void stands() {}\n};\nTONGDAI_TEST(KillsTest)\n");
    }

    void everyRowOfTheMatrixHasATest()
    {
        run(QStringLiteral(TONGDAI_SOURCE_DIR));
        QVERIFY2(m_code == 0, m_said.constData());
        QVERIFY2(m_said.contains("\n80 rows, "), m_said.constData());
    }

    void findsThemInCommentsAndDataRows()
    {
        run(m_tree->path());
        QVERIFY2(m_code == 0, m_said.constData());
        QVERIFY2(m_said.contains("F01  killed\n       KillsTest\nF02  paused\n       KillsTest\n"
                                 "       KillsTest::stands\nF03  asleep\n       KillsTest\n"
                                 "F04  formulas\n       KillsTest::stands\n"),
                 m_said.constData());
        QVERIFY2(m_said.endsWith("\n4 rows, 4 have tests, 0 wait\n"), m_said.constData());
    }

    void aRowWithoutATestFailsUnlessItWaits()
    {
        write(u"tests/fault_rows.txt"_s,
              "F01 | a\nF02 | b\nF03 | c\nF04 | d\nF05 | exports | an export\nF06 | slept\n");
        run(m_tree->path());
        QCOMPARE(m_code, 1);
        QVERIFY2(says("trouble: F06 has no test: slept"_ba), m_said.constData());
        QVERIFY2(!m_said.contains("trouble: F05"), m_said.constData());
        QVERIFY2(says("6 rows, 4 have tests, 1 wait"_ba), m_said.constData());
    }

    void aRowThatNeedNotWaitFails()
    {
        write(u"tests/fault_rows.txt"_s, "F01 | a\nF02 | b | something\nF03 | c\nF04 | d\n");
        run(m_tree->path());
        QCOMPARE(m_code, 1);
        QVERIFY2(says("trouble: F02 has a test and is said to wait: something"_ba), m_said.constData());
    }

    void aRowNobodyKnowsFails()
    {
        write(u"tests/fault_rows.txt"_s, "F01 | a\nF02 | b\nF03 | c\n");
        run(m_tree->path());
        QCOMPARE(m_code, 1);
        QVERIFY2(says("trouble: KillsTest::stands names F04, which is not in the list"_ba), m_said.constData());
    }
};

TONGDAI_TEST(FaultRowsTest)

}  // namespace tongdai

#include "fault_rows_test.moc"
