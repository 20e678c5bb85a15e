#pragma once

#include <QByteArray>

#include <chrono>
#include <cstdint>
#include <vector>

namespace tongdai::bench {

struct LoadPlan {
    std::uint16_t port = 0;
    QByteArray request;
    int connections = 32;
    int pipelined = 1;  ///< requests each connection has under way
    int idle = 0;       ///< further connections that say nothing after their first request
    std::chrono::milliseconds warmUp{500};
    std::chrono::milliseconds duration{3000};
};

struct LoadResult {
    std::int64_t requests = 0;
    std::int64_t failures = 0;  ///< answers other than 2xx, or connections lost
    std::chrono::duration<double> elapsed{};
    std::chrono::duration<double> serverCpu{};        ///< of `serverThread`, over the same time
    std::vector<std::chrono::nanoseconds> latencies;  ///< sorted; from the send of a batch to its last answer
};

/// A closed loop on plain sockets: the next request leaves when the answer is there. One thread, the caller's. As every
/// closed loop it is too kind about latency under overload; read p99 as a lower bound.
LoadResult runLoad(const LoadPlan& plan, pthread_t serverThread);

}  // namespace tongdai::bench
