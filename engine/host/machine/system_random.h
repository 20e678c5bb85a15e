#pragma once

#include "engine/domain/ports/random.h"

namespace tongdai {

/// The operating system's randomness. Engine loop.
class SystemRandom final : public ports::Random {
public:
    QByteArray bytes(int count) override;
    double unit() override;
};

}  // namespace tongdai
