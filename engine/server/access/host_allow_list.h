#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QSet>
#include <QStringList>

namespace tongdai {

/// The names this program may be called by (security S03). A page on the internet can point its own name at 127.0.0.1
/// and would then speak to us from a visitor's browser; its requests still carry that name in Host. Engine loop.
class HostAllowList {
public:
    /// Loopback names always belong to it. `names` without port, an IPv6 address with or without brackets.
    explicit HostAllowList(const QStringList& names = {});

    /// `host` as in the header: a name or address, a port perhaps.
    bool allows(QByteArrayView host) const;

private:
    QSet<QByteArray> m_names;          // lower case
    mutable QByteArray m_lastAllowed;  // nearly every caller uses one spelling
};

}  // namespace tongdai
