#pragma once

#include <QHostAddress>
#include <QString>

namespace tongdai::upstream {

/// Why a service's name must not lead to this address; empty: it may (security S31). Link-local addresses are this
/// computer's own network card and, in clouds, the service that gives out the computer's credentials: no service of a
/// shop lies there, so whoever answers for the name leads us astray. An address that the settings hold as such is meant
/// so. Private addresses and this computer are where shops have their services; names that lead there are met over TLS
/// or named in CLEARTEXT_HOSTS. Pure.
QString problemWithTarget(const QString& host, const QHostAddress& address);

}  // namespace tongdai::upstream
