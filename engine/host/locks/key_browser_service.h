#pragma once

#include "engine/api/key_browser.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/host/people/desk_gate.h"
#include "engine/state/redis/connection/occasional_connection.h"
#include "engine/state/redis/inspect/key_scan.h"
#include "engine/state/redis/inspect/leftover_scan.h"

#include <QObject>

namespace tongdai {

/// The key browser's half on the engine loop; KeyBrowserHost is the half on the GUI thread. Asks over a connection of
/// its own, which is closed again when nobody has asked for a minute. Its coroutines end when the connection is closed.
class KeyBrowserService final : public QObject {
    Q_OBJECT
public:
    KeyBrowserService(const redis::Health& health, const redis::Endpoint& endpoint, ports::AuditLog& audit,
                      const DeskGate& gate);

    QCoro::Task<api::Answer<api::KeyPage>> step(QByteArray from, QByteArray match);
    QCoro::Task<api::Answer<api::KeyValue>> value(QByteArray key, QByteArray from);
    QCoro::Task<api::Answer<api::LeftoverPage>> leftovers(QByteArray from);
    QCoro::Task<api::Answer<int>> sweep(std::vector<QByteArray> names);
    void stop() { m_connection.close(); }

private:
    ports::AuditLog& m_audit;
    const DeskGate& m_gate;
    redis::OccasionalConnection m_connection;
    redis::KeyScan m_scan{m_connection.connection()};
    redis::LeftoverScan m_leftovers{m_connection.connection()};
};

}  // namespace tongdai
