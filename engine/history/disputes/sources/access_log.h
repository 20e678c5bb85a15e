#pragma once

#include "engine/history/disputes/sources/source_link.h"
#include "engine/history/store/sql_server_address.h"

namespace tongdai {

/// The one thing that is ever written into a database of contracts/realtime-chat §9: a row of chat_admin_access_log,
/// before somebody sees a thread. With a connection of its own, which is used for nothing else. Engine loop.
class AccessLog final {
public:
    struct Look {
        QByteArray thread;
        QString admin;   ///< id of a user there, in whose name it is done
        QString reason;  ///< at most 255 letters are kept
        TimePoint at{};
    };
    explicit AccessLog(SqlServerAddress address);

    void start() { m_link.start(); }
    void stop() { m_link.stop(); }
    /// False: the account may not, or there is no such log or user. @throws StoreError where it cannot be asked
    QCoro::Task<bool> note(Look look);

private:
    SourceLink m_link;
};

}  // namespace tongdai
