#include "engine/server/routes/chat/session_ids.h"

#include <QMessageAuthenticationCode>
#include <QtEndian>

namespace tongdai {

using namespace Qt::StringLiterals;

SessionIds::SessionIds(const QByteArray& secret)
    : m_key(QMessageAuthenticationCode::hash("web session numbers"_ba, secret, QCryptographicHash::Sha256))
{
}

qint64 SessionIds::make(ports::Random& random) const
{
    // 32 bits, never with the highest alone: an id of a session is never 0.
    const qint64 drawn = qFromBigEndian<quint32>(random.bytes(4).constData()) | 1u << 31;
    return drawn << kHashBits | hashOf(drawn);
}

bool SessionIds::isOurs(qint64 id) const
{
    if (id <= 0) return false;
    const qint64 drawn = id >> kHashBits;
    return (id & ((qint64(1) << kHashBits) - 1)) == hashOf(drawn);
}

qint64 SessionIds::hashOf(qint64 drawn) const
{
    const QByteArray hash =
        QMessageAuthenticationCode::hash(QByteArray::number(drawn), m_key, QCryptographicHash::Sha256);
    return qFromBigEndian<quint32>(hash.constData()) >> (32 - kHashBits);
}

}  // namespace tongdai
