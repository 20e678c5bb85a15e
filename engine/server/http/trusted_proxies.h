#pragma once

#include "engine/domain/limits/address_range.h"

#include <QByteArrayView>
#include <QHostAddress>

#include <vector>

namespace tongdai::http {

struct Request;

/// Whom a request comes from when programs of our own stand in front (security S07). What limits count and the audit
/// log names is this address. Engine loop; a value.
///
/// X-Forwarded-For (all its lines), or Forwarded (RFC 7239) where there is none, is walked from its end: each hop was
/// written by the one behind it, so it is believed as long as that one is ours. A hop that is no address ends the walk.
/// A request with both fields that lead to different callers passed a proxy that writes one of them and lets the
/// other through: neither is believed, and the proxy itself is the caller.
class TrustedProxies {
public:
    TrustedProxies() = default;
    explicit TrustedProxies(std::vector<AddressRange> ours) : m_ours(std::move(ours)) {}

    bool contains(const QHostAddress& address) const;
    /// `peer`: the other end of the connection.
    QHostAddress callerOf(const QHostAddress& peer, const Request& request) const;

private:
    QHostAddress walk(const QHostAddress& peer, const std::vector<QHostAddress>& hops) const;

    std::vector<AddressRange> m_ours;
};

}  // namespace tongdai::http
