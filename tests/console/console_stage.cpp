#include "tests/console/console_stage.h"

#include "tests/support/http_client.h"

#include <QApplication>
#include <QDir>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kConsolePatience = 60'000;  // ms
constexpr int kMostTabs = 80;

template <class T>
std::optional<T> consoleAnswer(api::Asked<T> asked)
{
    if (!QTest::qWaitFor([&] { return asked.isFinished(); }, kConsolePatience)) return std::nullopt;
    const api::Answer<T> answer = asked.result();
    const auto* given = std::get_if<T>(&answer);
    return given ? std::optional(*given) : std::nullopt;
}

/// The offscreen platform has no window manager, which gives the focus back to whom a dialog that goes belonged.
bool hasFocusWindow(const QWidget* window)
{
    if (QGuiApplication::focusWindow()) return true;
    QWidget* const modal = QApplication::activeModalWidget();
    const QWidget* const next = modal ? modal : window;
    if (next && next->isVisible() && next->windowHandle()) next->windowHandle()->requestActivate();
    return QGuiApplication::focusWindow() != nullptr;
}

bool isDone(const std::optional<api::PersonAnswer>& answer)
{
    return answer && answer->result == api::PersonAnswer::Result::Done;
}

}  // namespace

ConsoleStage::ConsoleStage()
{
    QApplication::setQuitOnLastWindowClosed(false);  // as the program has it
    m_line = app::parseCommandLine(
        {u"tongdai"_s, u"--data-dir"_s, m_dir.filePath(u"data"_s), u"--port"_s, u"0"_s, u"--lang"_s, u"en"_s}, true);
    m_line.sources.environment = {};
    m_line.sources.envFile.clear();
}

ConsoleStage::~ConsoleStage()
{
    m_console.reset();
}

QString ConsoleStage::prepareShop(const QStringList& said)
{
    if (!QDir().mkpath(m_line.sources.dataDir)) return {};
    QFile::setPermissions(m_line.sources.dataDir, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const auto config = app::readConfig(m_line);
    if (!std::holds_alternative<EngineConfig>(config)) return {};
    EngineRuntime engine(std::get<EngineConfig>(config));
    QSignalSpy ready(&engine, &EngineRuntime::ready);
    QSignalSpy stopped(&engine, &EngineRuntime::stopped);
    engine.start();
    if (!ready.wait(kConsolePatience)) return {};
    JsonClient customer(ready.first().first().toUrl());
    customer.setToken(std::get<EngineConfig>(config).pancakeToken.toLatin1());
    for (qsizetype at = 0; at < said.size(); ++at) {
        const ClientReply reply = customer.post("/api/v1/enhanced-handle-message",
                                                JsonClient::message(u"c-review"_s, u"m-%1"_s.arg(at + 1), said[at]));
        if (reply.status != 200) return {};
    }
    PeopleHost& people = engine.people();
    // Whoever sits at the computer has an id already; the others sign in by theirs.
    if (!isDone(consoleAnswer(people.becomeAdministrator(u"Chủ shop"_s, adminPassword())))) return {};
    const auto chief =
        consoleAnswer(people.add(OperatorId::fromString(adminName()), u"Chủ Lan"_s, Role::Administrator, {}));
    const auto reviewer = consoleAnswer(
        people.add(OperatorId::fromString(reviewerName()), u"Nguyễn Thùy Linh"_s, Role::DisputeReviewer, {}));
    if (!isDone(chief) || !isDone(reviewer)) return {};
    const bool hasSignedIn = consoleAnswer(people.signIn(adminName(), chief->password)).has_value();
    const bool isThere = QTest::qWaitFor(
        [&] { return people.state().me && people.state().me->id.toString() == adminName(); }, kConsolePatience);
    if (!hasSignedIn || !isThere) return {};
    if (!isDone(consoleAnswer(people.changePassword(chief->password, adminPassword())))) return {};
    engine.stop();
    return stopped.count() > 0 || stopped.wait(kConsolePatience) ? reviewer->password : QString();
}

bool ConsoleStage::open()
{
    const auto settings = app::readSettings(m_line.sources);
    const auto config = app::readConfig(m_line);
    if (!std::holds_alternative<app::Settings>(settings) || !std::holds_alternative<EngineConfig>(config)) return false;
    m_console = std::make_unique<app::Console>(
        m_line, app::StartedUp{std::get<app::Settings>(settings), std::get<EngineConfig>(config), nullptr});
    m_console->open();
    return QTest::qWaitFor(
        [&] { return window() && window()->isVisible() && window()->windowHandle() == QGuiApplication::focusWindow(); },
        kConsolePatience);
}

MainWindow* ConsoleStage::window() const
{
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget* each : all) {
        if (auto* const found = qobject_cast<MainWindow*>(each)) return found;
    }
    return nullptr;
}

QString ConsoleStage::focus() const
{
    const QWidget* const focused = QApplication::focusWidget();
    return focused ? focused->objectName() : QString();
}

bool ConsoleStage::press(int key, Qt::KeyboardModifiers modifiers)
{
    if (!QTest::qWaitFor([this] { return hasFocusWindow(window()); }, kConsolePatience)) return false;
    QTest::keyClick(QGuiApplication::focusWindow(), Qt::Key(key), modifiers);
    return true;
}

bool ConsoleStage::type(const QString& words)
{
    for (const QChar letter : words) {
        // Before each: a window may be exchanged for another one in the middle of a word.
        if (!QTest::qWaitFor([this] { return hasFocusWindow(window()); }, kConsolePatience)) return false;
        QTest::keyClick(QGuiApplication::focusWindow(), letter.toLatin1());
    }
    return true;
}

bool ConsoleStage::tabTo(const QString& name)
{
    for (int tabs = 0; tabs < kMostTabs && focus() != name; ++tabs) {
        if (!press(Qt::Key_Tab)) return false;
    }
    return focus() == name;
}

bool ConsoleStage::signIn(const QString& name, const QString& password)
{
    const bool isAsked = QTest::qWaitFor([this] { return focus() == u"signInName"_s; }, kConsolePatience);
    return isAsked && type(name) && press(Qt::Key_Tab) && type(password) && press(Qt::Key_Return);
}

}  // namespace tongdai::testing
