#pragma once

#include "engine/domain/shop/outgoing_hook.h"

#include <QUrl>

#include <functional>
#include <variant>

namespace tongdai::upstream {

/// Where an outgoing hook leads, and what its calls are signed with.
struct HookTarget {
    OutgoingHook hook;
    QUrl origin;      ///< scheme, host and port
    QByteArray path;  ///< with the query, encoded
    QByteArray secret;
    std::chrono::milliseconds timeout{5'000};
};

/// Reads and checks "hooks" of connections.json (contracts/connections §3); every mistake as "line 12: …". `variable`:
/// value of an environment variable, for secrets, which do not stand in the file. Pure.
std::variant<std::vector<HookTarget>, QStringList> readHooks(QByteArrayView text,
                                                             const std::function<QByteArray(const QString&)>& variable);

}  // namespace tongdai::upstream
