#include "engine/host/connection_test/form_address.h"

#include <QHostAddress>

namespace tongdai {

namespace {

bool isThisComputer(const QString& host)
{
    return host.startsWith(u'/') || host == QLatin1StringView("localhost") || QHostAddress(host).isLoopback();
}

}  // namespace

HistoryBackend backendOf(const api::ConnectionForm& form)
{
    SqlServerAddress address{form.host, form.port, form.database, form.user, form.password};
    using Tls = SqlServerAddress::Tls;
    address.tls = !form.tls ? Tls::Off : isThisComputer(form.host) ? Tls::WhereOffered : Tls::Required;
    address.caFile = form.caFile;
    address.isPooled = form.isPooled;
    return form.kind == api::ConnectionForm::Kind::Postgres ? postgresBackend(address) : mysqlBackend(address);
}

}  // namespace tongdai
