#include "engine/host/boot/server_tls.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

#include <stdexcept>

namespace tongdai {

using namespace Qt::StringLiterals;

std::optional<QSslConfiguration> serverTlsOf(const EngineConfig& config)
{
    if (config.certificateFile.isEmpty()) return std::nullopt;
    const QList<QSslCertificate> chain = QSslCertificate::fromPath(config.certificateFile, QSsl::Pem);
    if (chain.isEmpty()) throw std::runtime_error((u"no certificate in "_s + config.certificateFile).toStdString());
    QFile file(config.keyFile);
    (void)file.open(QIODevice::ReadOnly);
    const QByteArray pem = file.readAll();
    QSslKey key(pem, QSsl::Rsa);
    if (key.isNull()) key = QSslKey(pem, QSsl::Ec);
    if (key.isNull()) throw std::runtime_error((u"no private key in "_s + config.keyFile).toStdString());
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    return tls;
}

}  // namespace tongdai
