#include "engine/state/redis/connection/endpoint.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;

Endpoint Endpoint::onUnixSocket(QString path)
{
    Endpoint endpoint;
    endpoint.unixSocket = std::move(path);
    return endpoint;
}

Endpoint Endpoint::onTcp(QString host, quint16 port)
{
    Endpoint endpoint;
    endpoint.host = std::move(host);
    endpoint.port = port;
    return endpoint;
}

QString Endpoint::describe() const
{
    if (!unixSocket.isEmpty()) return database == 0 ? unixSocket : u"%1 (database %2)"_s.arg(unixSocket).arg(database);
    if (!sentinels.isEmpty()) {
        QStringList hosts;
        for (const SentinelAddress& each : sentinels)
            hosts << u"%1:%2"_s.arg(each.host).arg(each.port);
        return u"%1+sentinel://%2/%3/%4"_s.arg(useTls ? u"rediss"_s : u"redis"_s, hosts.join(u','),
                                               QString::fromUtf8(group), QString::number(database));
    }
    return u"%1://%2:%3/%4"_s.arg(useTls ? u"rediss"_s : u"redis"_s, host).arg(port).arg(database);
}

}  // namespace tongdai::redis
