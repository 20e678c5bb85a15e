#include "tests/support/test_registry.h"
#include "tests/support/x_display.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::XDisplay;

namespace {

constexpr int kPartEnds = 60'000;  // ms
constexpr QSize kLaptop(1366, 768);

/// A slot of OnDisplayPart, in a process of its own on that display; what it said where it failed.
QByteArray runPart(const QString& slot, const QProcessEnvironment& environment)
{
    QProcess part;
    part.setProcessEnvironment(environment);
    part.setProcessChannelMode(QProcess::MergedChannels);
    part.start(QCoreApplication::applicationFilePath(), {u"OnDisplayPart"_s, slot});
    const bool ended = part.waitForFinished(kPartEnds);
    if (!ended) part.kill();
    part.waitForFinished();
    if (ended && part.exitStatus() == QProcess::NormalExit && part.exitCode() == 0) return {};
    return "it did not pass:\n" + part.readAll();
}

}  // namespace

/// The window on a display with a window manager: what fits, where the keyboard goes, what closing and starting again
/// do.
class WindowOnDisplayTest : public QObject {
    Q_OBJECT
private slots:
    void nothingIsBelowTheEdge_data();
    void nothingIsBelowTheEdge();
    void theWindowAndItsManager_data();
    void theWindowAndItsManager();
    void aSecondStartBringsTheFirstToTheFront();
};

void WindowOnDisplayTest::nothingIsBelowTheEdge_data()
{
    QTest::addColumn<QSize>("screen");
    QTest::addColumn<double>("scale");
    QTest::newRow("1366x768 at 100 %") << kLaptop << 1.0;
    QTest::newRow("1366x768 at 125 %") << kLaptop << 1.25;
    QTest::newRow("1366x768 at 150 %") << kLaptop << 1.5;
    QTest::newRow("1366x768 at 200 %") << kLaptop << 2.0;
    QTest::newRow("1024x600") << QSize(1024, 600) << 1.0;
}

void WindowOnDisplayTest::nothingIsBelowTheEdge()
{
    QFETCH(const QSize, screen);
    QFETCH(const double, scale);
    XDisplay display(screen);
    QVERIFY2(display.start(), qPrintable(display.problem()));
    const QByteArray failure = runPart(u"nothingIsBelowTheEdge"_s, display.environment(scale));
    QVERIFY2(failure.isEmpty(), failure.constData());
}

void WindowOnDisplayTest::theWindowAndItsManager_data()
{
    QTest::addColumn<QString>("slot");
    for (const QString& slot : {u"closingMinimisesWithoutATray"_s, u"hiddenWindowComesBackWhereItWas"_s,
                                u"keysGoWhereTheyShould"_s, u"nothingTakesTheFocusFromAnotherProgram"_s})
        QTest::newRow(qPrintable(slot)) << slot;
}

void WindowOnDisplayTest::theWindowAndItsManager()
{
    QFETCH(const QString, slot);
    XDisplay display(kLaptop);
    QVERIFY2(display.start(), qPrintable(display.problem()));
    const QByteArray failure = runPart(slot, display.environment());
    QVERIFY2(failure.isEmpty(), failure.constData());
}

void WindowOnDisplayTest::aSecondStartBringsTheFirstToTheFront()
{
    XDisplay display(kLaptop);
    QVERIFY2(display.start(), qPrintable(display.problem()));
    const QTemporaryDir dir;
    QVERIFY(QDir(dir.path()).mkpath(u"runtime"_s));
    QFile::setPermissions(dir.filePath(u"runtime"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QProcessEnvironment environment = display.environment();
    environment.insert(u"HOME"_s, dir.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, dir.filePath(u"runtime"_s));
    const auto start = [&](QProcess& process, const QString& shop) {
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(TONGDAI_BIN_DIR) + u"/tongdai"_s,
                      {u"--data-dir"_s, dir.filePath(shop), u"--port"_s, u"0"_s});
    };
    const auto focused = [&display] { return display.ask({u"getactivewindow"_s, u"getwindowpid"_s}).toLongLong(); };
    // Asked until it holds and not once more: QTRY_COMPARE asks again after that, and between a program's windows (the
    // cover goes, the main window comes) nobody has the keyboard for a moment.
    const auto takesTheKeyboard = [&focused](const QProcess& process) {
        return QTest::qWaitFor([&] { return focused() == process.processId(); }, kPartEnds);
    };
    QProcess first;
    start(first, u"first"_s);
    QVERIFY(takesTheKeyboard(first));
    QProcess other;  // another window on top of it, with the keyboard
    start(other, u"other"_s);
    QVERIFY(takesTheKeyboard(other));
    for (const bool isMinimised : {false, true}) {
        if (isMinimised) {
            display.ask({u"windowminimize"_s, display.ask({u"getactivewindow"_s})});
            QVERIFY(takesTheKeyboard(other));
        }
        QProcess second;
        start(second, u"first"_s);
        QVERIFY(second.waitForFinished(kPartEnds));
        const QByteArray said = second.readAll();
        QVERIFY2(second.exitCode() == 3 && said.contains("brought to the front"), said.constData());
        QVERIFY(takesTheKeyboard(first));
    }
    for (QProcess* process : {&first, &other}) {
        process->terminate();
        QVERIFY(process->waitForFinished(kPartEnds));
        QCOMPARE(process->exitCode(), 0);
    }
}

TONGDAI_TEST(WindowOnDisplayTest)

}  // namespace tongdai

#include "window_on_display_e2e_test.moc"
