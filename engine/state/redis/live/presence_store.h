#pragma once

#include "engine/domain/ids.h"
#include "engine/state/redis/connection/script.h"

namespace tongdai::redis {

/// Who is online: every socket holds a lease, a user is online while one of theirs lasts (guarantees 2.9). A counter
/// would leak with every crash. Lives on the engine loop. Every call answers nothing when Redis cannot be asked or
/// refuses: presence is then unknown, never "offline".
class PresenceStore final {
public:
    static constexpr int kMaxSweep = 500;

    /// `instance` is new at every start. The connection must live as long as this.
    PresenceStore(Connection& connection, QByteArray instance);
    PresenceStore(Connection& connection, QByteArray instance, std::chrono::milliseconds life);

    /// At connect and every contract::keys::kPresenceBeat after. True: the user came online with this socket.
    QCoro::Task<std::optional<bool>> touch(SenderId user, QByteArray socket);
    /// True: that was the user's last socket. Told once, whoever asks.
    QCoro::Task<std::optional<bool>> drop(SenderId user, QByteArray socket);
    /// Users whose leases ran out since the last sweep of any engine; each is handed to one engine.
    QCoro::Task<std::optional<std::vector<SenderId>>> sweep();
    /// In the order asked for.
    QCoro::Task<std::optional<std::vector<bool>>> areOnline(std::vector<SenderId> users);

private:
    Connection& m_connection;
    QByteArray m_instance;
    std::chrono::milliseconds m_life;
    Script m_touch{"presence_touch"};
    Script m_drop{"presence_drop"};
    Script m_sweep{"presence_sweep"};
};

}  // namespace tongdai::redis
