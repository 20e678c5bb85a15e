#pragma once

#include <QByteArray>

namespace tongdai::ports {

/// Randomness as a seam. Lives on the engine loop.
class Random {
public:
    virtual ~Random() = default;
    /// Unpredictable bytes (tokens, ids); the simulator's are seeded.
    virtual QByteArray bytes(int count) = 0;
    /// Uniform in [0, 1): jitter.
    virtual double unit() = 0;
};

}  // namespace tongdai::ports
