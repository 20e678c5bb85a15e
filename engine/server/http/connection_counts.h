#pragma once

#include <QHash>
#include <QHostAddress>

namespace tongdai::http {

/// How many connections each address and all of them hold. Engine loop only.
class ConnectionCounts {
public:
    ConnectionCounts(int perAddress, int total) : m_perAddress(perAddress), m_total(total) {}

    /// What counts as one caller: an IPv4 address (mapped ones too), or the /64 an IPv6 host chooses from.
    static QHostAddress callerOf(const QHostAddress& address);

    /// False: over a limit, nothing counted.
    bool tryAdd(const QHostAddress& caller);
    /// Of an address that may have any number of the total.
    bool tryAddAny(const QHostAddress& caller);
    void remove(const QHostAddress& caller);
    int total() const { return m_open; }

private:
    bool tryAdd(const QHostAddress& caller, int most);

    int m_perAddress;
    int m_total;
    int m_open = 0;
    QHash<QHostAddress, int> m_openOf;
};

}  // namespace tongdai::http
