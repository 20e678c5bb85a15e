#pragma once

#include "tests/support/redis_server.h"

#include <memory>
#include <vector>

namespace tongdai::testing {

/// A primary, a replica and three sentinels of a test's own, with passwords, on loopback ports. The sentinels take
/// half a second to miss a primary. Blocking calls; the test's thread.
class SentinelGroup {
public:
    static constexpr const char* kServerPassword = "server-secret";
    static constexpr const char* kSentinelPassword = "sentinel-secret";
    static constexpr const char* kGroup = "shop";

    ~SentinelGroup();
    /// False: see problem(). True: the sentinels know each other and the replica.
    bool start();
    QString problem() const { return m_problem; }

    /// host:port of each, as REDIS_SENTINELS has it.
    QString addresses() const;
    std::vector<quint16> ports() const;
    /// The server that was the primary at first, and the other one.
    RedisServer& first() { return *m_servers[0]; }
    RedisServer& second() { return *m_servers[1]; }
    QByteArray askServer(const RedisServer& server, QByteArrayList args) const;
    QByteArray askSentinel(size_t which, const QByteArrayList& args) const;
    void killSentinel(size_t which);

private:
    struct Sentinel {
        QTemporaryDir dir;
        QProcess process;
        quint16 port = 0;
    };
    bool beginSentinel(quint16 primary);
    bool knowsAll(size_t which) const;

    std::vector<std::unique_ptr<RedisServer>> m_servers;
    std::vector<std::unique_ptr<Sentinel>> m_sentinels;
    QString m_problem;
};

}  // namespace tongdai::testing
