#include "engine/server/http/connection_counts.h"

#include <algorithm>

namespace tongdai::http {

QHostAddress ConnectionCounts::callerOf(const QHostAddress& address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    if (isV4) return QHostAddress(v4);
    Q_IPV6ADDR v6 = address.toIPv6Address();
    if (address.isLoopback()) return QHostAddress(v6);
    std::fill(v6.c + 8, v6.c + 16, quint8(0));
    return QHostAddress(v6);
}

bool ConnectionCounts::tryAdd(const QHostAddress& caller)
{
    return tryAdd(caller, m_perAddress);
}

bool ConnectionCounts::tryAddAny(const QHostAddress& caller)
{
    return tryAdd(caller, m_total);
}

bool ConnectionCounts::tryAdd(const QHostAddress& caller, int most)
{
    if (m_open >= m_total) return false;
    int& open = m_openOf[caller];
    if (open >= most) return false;
    ++open;
    ++m_open;
    return true;
}

void ConnectionCounts::remove(const QHostAddress& caller)
{
    const auto entry = m_openOf.find(caller);
    if (entry == m_openOf.end()) return;
    --m_open;
    if (--entry.value() <= 0) m_openOf.erase(entry);
}

}  // namespace tongdai::http
