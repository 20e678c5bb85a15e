#include "engine/server/access/address_key.h"

namespace tongdai {

QByteArray addressKey(const QHostAddress& peer)
{
    bool isV4 = false;
    const quint32 v4 = peer.toIPv4Address(&isV4);  // also for ::ffff:a.b.c.d
    if (isV4) return QByteArray::number(v4, 16);
    const Q_IPV6ADDR v6 = peer.toIPv6Address();
    return QByteArray(reinterpret_cast<const char*>(v6.c), 8).toHex();
}

}  // namespace tongdai
