#pragma once

#include <QProcess>
#include <QSize>
#include <QTemporaryDir>

namespace tongdai::testing {

/// A display of its own (Xvfb) with a small window manager (openbox) on it: title bars as high as those of a usual
/// desktop, a panel's room of 32 px below, no tray. Alt+F4 closes a window and is the manager's only key.
class XDisplay {
public:
    explicit XDisplay(QSize screen) : m_screen(screen) {}
    ~XDisplay();

    /// False: problem() says what is missing, or what the programs said.
    bool start();
    const QString& problem() const { return m_problem; }
    /// What a program on it needs; `scale` is the desktop's, 1 for none.
    QProcessEnvironment environment(double scale = 1) const;
    /// Presses keys as a keyboard does ("alt+2", "Tab"); whoever has the focus gets them.
    bool press(const QStringList& keys) const;
    /// One answer of xdotool, trimmed.
    QString ask(const QStringList& arguments) const;

private:
    bool waitForLine(QProcess& process, QByteArray& line);
    bool writeManagersSettings() const;

    QSize m_screen;
    QString m_problem;
    QString m_name;
    QTemporaryDir m_dir;
    QProcess m_server;
    QProcess m_manager;
};

/// The same for a program that was started on a display: keys of a keyboard, to whoever has the focus.
bool pressOnDisplay(const QStringList& keys);

}  // namespace tongdai::testing
