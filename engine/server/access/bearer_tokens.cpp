#include "engine/server/access/bearer_tokens.h"

#include <sodium.h>

namespace tongdai {

namespace {

QByteArray hashOf(QByteArrayView secret)
{
    QByteArray hash(crypto_hash_sha256_BYTES, Qt::Uninitialized);
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                       reinterpret_cast<const unsigned char*>(secret.data()), size_t(secret.size()));
    return hash;
}

}  // namespace

BearerTokens::BearerTokens(const QList<QByteArray>& secrets)
{
    for (const QByteArray& secret : secrets) {
        // An empty setting must never become a token that an empty header meets.
        if (!secret.isEmpty()) m_hashes.append(hashOf(secret));
    }
}

bool BearerTokens::accepts(QByteArrayView offered) const
{
    const QByteArray hash = hashOf(offered);
    bool isKnown = false;
    for (const QByteArray& known : m_hashes) {
        // No early end: the time must not tell which of two tokens came close.
        isKnown |= sodium_memcmp(hash.constData(), known.constData(), size_t(known.size())) == 0;
    }
    return isKnown;
}

std::optional<QByteArrayView> bearerToken(QByteArrayView authorization)
{
    constexpr QByteArrayView scheme = "bearer ";
    if (authorization.size() <= scheme.size()) return std::nullopt;
    if (authorization.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0) return std::nullopt;
    return authorization.sliced(scheme.size()).trimmed();
}

}  // namespace tongdai
