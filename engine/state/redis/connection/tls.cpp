#include "engine/state/redis/connection/tls.h"

#include <QSslSocket>

namespace tongdai::redis {

QSslConfiguration tlsConfiguration(const QString& caFile)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!caFile.isEmpty()) configuration.setCaCertificates(QSslCertificate::fromPath(caFile));
    return configuration;
}

}  // namespace tongdai::redis
