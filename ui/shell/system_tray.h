#pragma once

#include "ui/shell/desktop_ports.h"

#include <QSystemTrayIcon>

namespace tongdai {

/// The icon of this program with a word of state on it: the number of those who wait on amber; a red dot where the
/// engine takes no messages; greyed while it starts.
QIcon trayIcon(const TrayState& state);

/// The system's tray and task bar. GUI thread.
class SystemTray final : public DesktopTray {
    Q_OBJECT
public:
    explicit SystemTray(QObject* parent = nullptr);

    bool isThere() const override { return QSystemTrayIcon::isSystemTrayAvailable(); }
    void install(QMenu& menu) override;
    void setState(const TrayState& state) override;
    void mark(QWidget& window) override;

private:
    QSystemTrayIcon m_icon;
    TrayState m_state;
};

}  // namespace tongdai
