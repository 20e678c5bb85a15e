#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kEnds = 60'000;  // ms

struct Ended {
    bool normally = false;
    int code = -1;
    QString said{};
};

}  // namespace

/// The built console, started as a desktop or a shell would.
class ConsoleStartTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void withoutADisplayItSaysWhatIsMissing_data();
    void withoutADisplayItSaysWhatIsMissing();
    void whatNeedsNoWindowWorksWithoutADisplay();
    void aSecondStartBringsTheFirstToTheFront();
    void aFailureEndsWithWordsAndItsCode_data();
    void aFailureEndsWithWordsAndItsCode();

private:
    std::unique_ptr<QProcess> make(const QStringList& arguments, const QProcessEnvironment& environment) const;
    Ended run(const QStringList& arguments, const QProcessEnvironment& environment) const;
    QProcessEnvironment withoutDisplay() const;
    QProcessEnvironment offscreen() const;
    QString data() const { return m_dir->filePath(u"data"_s); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void ConsoleStartTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(m_dir->filePath(u"runtime"_s)));
    QFile::setPermissions(m_dir->filePath(u"runtime"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void ConsoleStartTest::cleanup()
{
    m_dir.reset();
}

QProcessEnvironment ConsoleStartTest::withoutDisplay() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name :
         {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s, u"DBUS_SESSION_BUS_ADDRESS"_s})
        environment.remove(name);
    environment.insert(u"HOME"_s, m_dir->path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_dir->filePath(u"runtime"_s));
    return environment;
}

QProcessEnvironment ConsoleStartTest::offscreen() const
{
    QProcessEnvironment environment = withoutDisplay();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    return environment;
}

std::unique_ptr<QProcess> ConsoleStartTest::make(const QStringList& arguments,
                                                 const QProcessEnvironment& environment) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->setWorkingDirectory(m_dir->path());
    process->start(QStringLiteral(TONGDAI_BIN_DIR) + u"/tongdai"_s, arguments);
    return process;
}

Ended ConsoleStartTest::run(const QStringList& arguments, const QProcessEnvironment& environment) const
{
    const auto process = make(arguments, environment);
    if (!process->waitForFinished(kEnds)) {
        process->kill();
        process->waitForFinished();
        return {.said = u"it did not end\n"_s + QString::fromUtf8(process->readAll())};
    }
    return {process->exitStatus() == QProcess::NormalExit, process->exitCode(), QString::fromUtf8(process->readAll())};
}

void ConsoleStartTest::withoutADisplayItSaysWhatIsMissing_data()
{
    QTest::addColumn<QString>("display");
    QTest::newRow("none") << QString();
    QTest::newRow("one that is not there") << u":4711"_s;
}

void ConsoleStartTest::withoutADisplayItSaysWhatIsMissing()
{
    QFETCH(const QString, display);
    QProcessEnvironment environment = withoutDisplay();
    if (!display.isEmpty()) environment.insert(u"DISPLAY"_s, display);
    const Ended ended = run({u"--data-dir"_s, data(), u"--port"_s, u"0"_s}, environment);
    QVERIFY2(ended.normally, qPrintable(ended.said));
    QVERIFY2(ended.code == 7, qPrintable(ended.said));
    QVERIFY2(ended.said.contains(display.isEmpty() ? u"DISPLAY"_s : u"this display"_s), qPrintable(ended.said));
    QVERIFY2(ended.said.contains(u"tongdai-engine"_s), qPrintable(ended.said));
    QVERIFY(!QFile::exists(data()));  // nothing was begun
}

void ConsoleStartTest::whatNeedsNoWindowWorksWithoutADisplay()
{
    const QProcessEnvironment environment = withoutDisplay();
    for (const QString& option : {u"--help"_s, u"-h"_s})
        QVERIFY(run({option}, environment).said.contains(u"--data-dir"_s));
    QVERIFY(run({u"--version"_s}, environment).said.startsWith(u"Tongdai "_s));
    const Ended wrong = run({u"--no-such-option"_s}, environment);
    QVERIFY2(wrong.normally && wrong.code == 2, qPrintable(wrong.said));
    const QStringList shop{u"--data-dir"_s, data(), u"--port"_s, u"0"_s};
    const Ended checked = run(shop + QStringList{u"--check"_s}, environment);
    QVERIFY2(checked.normally && checked.code == 0, qPrintable(checked.said));
    const Ended migrated = run(shop + QStringList{u"--migrate"_s}, environment);
    QVERIFY2(migrated.normally && migrated.code == 0, qPrintable(migrated.said));
    const QString backup = m_dir->filePath(u"shop.tongdai-backup"_s);
    const Ended saved = run(shop + QStringList{u"backup"_s, backup}, environment);
    QVERIFY2(saved.normally && saved.code == 0 && QFile::exists(backup), qPrintable(saved.said));
    const Ended looked = run(shop + QStringList{u"--dry-run"_s, u"restore"_s, backup}, environment);
    QVERIFY2(looked.normally && looked.code == 0, qPrintable(looked.said));
    // What the toolkit takes for itself is no mistake.
    QVERIFY(run({u"-platform"_s, u"offscreen"_s, u"--version"_s}, environment).said.startsWith(u"Tongdai "_s));
}

void ConsoleStartTest::aSecondStartBringsTheFirstToTheFront()
{
    const QStringList shop{u"--data-dir"_s, data(), u"--port"_s, u"0"_s};
    const auto first = make(shop + QStringList{u"--minimised"_s}, offscreen());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(data() + u"/history.sqlite"_s), kEnds);
    const Ended second = run(shop, offscreen());
    QVERIFY2(second.normally && second.code == 3, qPrintable(second.said));
    QVERIFY2(second.said.contains(u"brought to the front"_s), qPrintable(second.said));
    // What the session starts does not push itself to the front.
    const Ended quiet = run(shop + QStringList{u"--minimised"_s}, offscreen());
    QVERIFY2(quiet.normally && quiet.code == 3 && !quiet.said.contains(u"front"_s), qPrintable(quiet.said));
    QCOMPARE(first->state(), QProcess::Running);
    first->terminate();
    QVERIFY(first->waitForFinished(kEnds));
    QCOMPARE(first->exitStatus(), QProcess::NormalExit);
    QCOMPARE(first->exitCode(), 0);
}

void ConsoleStartTest::aFailureEndsWithWordsAndItsCode_data()
{
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("a wrong setting") << u"API_HOST=127.0.0.1\nAPI_PORT=abc\n"_s << u"data"_s << 2
                                     << u"settings.conf:2"_s;
    QTest::newRow("a home that takes nothing") << QString() << u"/proc/tongdai"_s << 5 << u"/proc/tongdai"_s;
}

void ConsoleStartTest::aFailureEndsWithWordsAndItsCode()
{
    QFETCH(const QString, setting);
    QFETCH(const QString, folder);
    QFETCH(const int, code);
    QFETCH(const QString, words);
    const QString dataDir = QDir(m_dir->path()).absoluteFilePath(folder);
    if (!setting.isEmpty()) {
        QVERIFY(QDir().mkpath(dataDir));
        QFile file(dataDir + u"/settings.conf"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(setting.toUtf8());
    }
    QStringList arguments{u"--data-dir"_s, dataDir};
    if (setting.isEmpty()) arguments << u"--port"_s << u"0"_s;
    const Ended ended = run(arguments, offscreen());
    QVERIFY2(ended.normally && ended.code == code, qPrintable(ended.said));
    QVERIFY2(ended.said.contains(words), qPrintable(ended.said));
}

TONGDAI_TEST(ConsoleStartTest)

}  // namespace tongdai

#include "console_start_e2e_test.moc"
