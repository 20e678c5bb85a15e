#pragma once

#include <QByteArray>
#include <QHostAddress>

namespace tongdai {

/// The name under which a caller's limits are counted (security S06, S40): an IPv4 address, or the /64 of an IPv6 one,
/// as one customer has a whole /64. Pure.
QByteArray addressKey(const QHostAddress& peer);

}  // namespace tongdai
