#pragma once

#include "engine/server/http/http_message.h"

#include <QSet>

namespace tongdai::engineio {

/// Which web pages may talk to us (security S04): a browser names its page in `Origin`; other programs send none and
/// are allowed. A page served from the very host and port it calls is always allowed.
class OriginPolicy {
public:
    /// `Access-Control-Allow-Origin: *`, without credentials.
    static OriginPolicy any();
    /// These pages only (`https://shop.example`), with credentials.
    static OriginPolicy listed(QSet<QByteArray> origins);

    bool allows(const http::Request& request) const;
    /// CORS fields of an answer to this request; empty when its page is not allowed.
    QList<http::Header> headersFor(const http::Request& request) const;
    /// The answer to an `OPTIONS` preflight.
    http::Response preflight(const http::Request& request) const;

private:
    bool m_any = false;
    QSet<QByteArray> m_origins;
};

}  // namespace tongdai::engineio
