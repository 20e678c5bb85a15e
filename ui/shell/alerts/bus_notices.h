#pragma once

#include "ui/shell/desktop_ports.h"

#include <QHash>

#include <memory>

class QDBusConnection;

namespace tongdai {

/// Notices by org.freedesktop.Notifications, whose click says which one was chosen. What customers wrote is never read
/// as markup. Lives on the GUI thread; every call is asynchronous, and a desktop without such a service shows nothing.
class BusNotices final : public DesktopNotices {
    Q_OBJECT
public:
    explicit BusNotices(QObject* parent = nullptr);
    ~BusNotices() override;

    void show(const DesktopNotice& notice) override;
    void withdraw(const QString& key) override;
    /// Speaks over this bus from now on: the session's, which the constructor finds by itself, or a test's.
    void setBus(const QDBusConnection& bus);

private slots:
    void takeAction(uint id, const QString& action);
    void takeToken(uint id, const QString& token);
    void takeClosed(uint id, uint reason);

private:
    struct Shown {
        uint id = 0;  ///< 0: the service has not answered yet
        bool isWanted = true;
    };
    void close(uint id);

    std::unique_ptr<QDBusConnection> m_bus;  ///< null: none
    QHash<QString, Shown> m_shown;
    bool m_readsMarkup = true;  ///< until the service has said otherwise
};

}  // namespace tongdai
