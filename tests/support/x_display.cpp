#include "tests/support/x_display.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QStandardPaths>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDisplayPatience = 20'000;  // ms

// A title bar of 37 px, and the room of a panel: what is left of a shop's screen.
constexpr auto kManagersSettings = R"(<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
  <placement><policy>Smart</policy></placement>
  <theme><name>Clearlooks</name>
    <font place="ActiveWindow"><name>sans</name><size>17</size></font>
    <font place="InactiveWindow"><name>sans</name><size>17</size></font>
  </theme>
  <desktops><number>1</number></desktops>
  <margins><top>0</top><bottom>32</bottom><left>0</left><right>0</right></margins>
  <keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
</openbox_config>
)"_L1;

QString runXdotool(const QStringList& arguments, const QProcessEnvironment& environment, bool& isWell)
{
    QProcess tool;
    tool.setProcessEnvironment(environment);
    tool.start(u"xdotool"_s, arguments);
    isWell =
        tool.waitForFinished(kDisplayPatience) && tool.exitStatus() == QProcess::NormalExit && tool.exitCode() == 0;
    return QString::fromUtf8(tool.readAllStandardOutput()).trimmed();
}

void end(QProcess& process)
{
    if (process.state() == QProcess::NotRunning) return;
    process.terminate();
    if (!process.waitForFinished(kDisplayPatience)) process.kill();
    process.waitForFinished();
}

}  // namespace

XDisplay::~XDisplay()
{
    end(m_manager);
    end(m_server);
}

bool XDisplay::start()
{
    for (const auto& [program, package] :
         {std::pair{u"Xvfb"_s, u"xvfb"_s}, {u"openbox"_s, u"openbox"_s}, {u"xdotool"_s, u"xdotool"_s}}) {
        if (!QStandardPaths::findExecutable(program).isEmpty()) continue;
        m_problem = u"%1 is missing: apt-get install %2"_s.arg(program, package);
        return false;
    }
    QByteArray line;
    m_server.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s,
                               u"%1x%2x24"_s.arg(m_screen.width()).arg(m_screen.height()), u"-nolisten"_s, u"tcp"_s});
    if (!waitForLine(m_server, line)) return false;
    m_name = u":"_s + QString::fromLatin1(line);
    if (!writeManagersSettings()) return false;
    m_manager.setProcessEnvironment(environment());
    m_manager.start(u"openbox"_s, {u"--config-file"_s, m_dir.filePath(u"rc.xml"_s), u"--startup"_s, u"echo ready"_s});
    return waitForLine(m_manager, line);
}

bool XDisplay::waitForLine(QProcess& process, QByteArray& line)
{
    const QDeadlineTimer patience(kDisplayPatience);
    while (!process.canReadLine() && !patience.hasExpired() && process.state() != QProcess::NotRunning)
        process.waitForReadyRead(100);
    line = process.readLine().trimmed();
    if (!line.isEmpty()) return true;
    m_problem = u"%1 did not start: %2"_s.arg(process.program(), QString::fromUtf8(process.readAllStandardError()));
    return false;
}

bool XDisplay::writeManagersSettings() const
{
    QFile file(m_dir.filePath(u"rc.xml"_s));
    return file.open(QIODevice::WriteOnly) && file.write(kManagersSettings.data(), kManagersSettings.size()) > 0;
}

QProcessEnvironment XDisplay::environment(double scale) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : {u"WAYLAND_DISPLAY"_s, u"DBUS_SESSION_BUS_ADDRESS"_s, u"QT_SCALE_FACTOR"_s})
        environment.remove(name);
    environment.insert(u"DISPLAY"_s, m_name);
    environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    if (scale != 1) environment.insert(u"QT_SCALE_FACTOR"_s, QString::number(scale));
    return environment;
}

bool XDisplay::press(const QStringList& keys) const
{
    bool isWell = false;
    runXdotool(QStringList{u"key"_s, u"--clearmodifiers"_s} + keys, environment(), isWell);
    return isWell;
}

QString XDisplay::ask(const QStringList& arguments) const
{
    bool isWell = false;
    return runXdotool(arguments, environment(), isWell);
}

bool pressOnDisplay(const QStringList& keys)
{
    bool isWell = false;
    runXdotool(QStringList{u"key"_s, u"--clearmodifiers"_s} + keys, QProcessEnvironment::systemEnvironment(), isWell);
    return isWell;
}

}  // namespace tongdai::testing
