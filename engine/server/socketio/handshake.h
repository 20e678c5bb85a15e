#pragma once

#include "engine/server/http/http_message.h"

#include <QDateTime>
#include <QJsonObject>

namespace tongdai::socketio {

/// What is known of a client when it asks for a namespace: its `auth` object, and the HTTP request that opened the
/// connection.
struct Handshake {
    QJsonObject auth;
    http::Request request;
    QDateTime issued;

    /// First cookie of that name, percent-decoded; empty when absent.
    QString cookie(QByteArrayView name) const;
};

}  // namespace tongdai::socketio
