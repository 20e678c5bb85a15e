#pragma once

#include <QString>

namespace tongdai {

/// The names of platforms, which no language translates. Stateless.
class PlatformWords {
public:
    /// "facebook" as people write it; what nobody knows as it came.
    static QString name(const QString& platform);
};

}  // namespace tongdai
