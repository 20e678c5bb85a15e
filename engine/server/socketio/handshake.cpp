#include "engine/server/socketio/handshake.h"

namespace tongdai::socketio {

QString Handshake::cookie(QByteArrayView name) const
{
    const QByteArray header = request.header("cookie");
    for (const QByteArray& part : header.split(';')) {
        const QByteArray pair = part.trimmed();
        const qsizetype equals = pair.indexOf('=');
        if (equals < 0 || QByteArrayView(pair).first(equals) != name) continue;
        QByteArray value = pair.sliced(equals + 1);
        if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
            value = value.sliced(1, value.size() - 2);
        return QString::fromUtf8(QByteArray::fromPercentEncoding(value));
    }
    return {};
}

}  // namespace tongdai::socketio
