#pragma once

#include <QSslConfiguration>
#include <QString>

namespace tongdai::redis {

/// The other side's certificate is checked; `caFile`: PEM of its authority, empty: the system's authorities.
QSslConfiguration tlsConfiguration(const QString& caFile);

}  // namespace tongdai::redis
