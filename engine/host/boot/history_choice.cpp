#include "engine/host/boot/history_choice.h"

namespace tongdai {

QString historyFileOf(const EngineConfig& config)
{
    return config.dataDir + QLatin1StringView("/history.sqlite");
}

SqlServerAddress serverAddressOf(const DatabaseTarget& given)
{
    SqlServerAddress address{given.host, given.port, given.database, given.user, given.password};
    address.caFile = given.caFile;
    address.isPooled = given.isPooled;
    switch (given.tls) {
        case DatabaseTarget::Tls::WhereOffered: address.tls = SqlServerAddress::Tls::WhereOffered; break;
        case DatabaseTarget::Tls::Required: address.tls = SqlServerAddress::Tls::Required; break;
        case DatabaseTarget::Tls::Off: address.tls = SqlServerAddress::Tls::Off; break;
    }
    return address;
}

HistoryBackend historyBackend(const EngineConfig& config)
{
    if (!config.database) return sqliteBackend(historyFileOf(config));
    const SqlServerAddress address = serverAddressOf(*config.database);
    switch (config.database->kind) {
        case DatabaseTarget::Kind::Postgres: return postgresBackend(address);
        case DatabaseTarget::Kind::MySql: return mysqlBackend(address);
    }
    Q_UNREACHABLE();
}

}  // namespace tongdai
