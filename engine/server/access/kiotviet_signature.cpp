#include "engine/server/access/kiotviet_signature.h"

#include <array>

#include <sodium.h>

namespace tongdai {

namespace {

using Digest = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;

Digest digestOf(const QByteArray& body, const QByteArray& key)
{
    Digest digest{};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.constData()), size_t(key.size()));
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(body.constData()),
                                  static_cast<unsigned long long>(body.size()));
    crypto_auth_hmacsha256_final(&state, digest.data());
    return digest;
}

/// What a written signature may mean: as hex, as base64.
QList<QByteArray> readingsOf(const QByteArray& signature)
{
    QByteArray written = signature.trimmed();
    if (written.left(7).toLower() == "sha256=") written = written.mid(7).trimmed();
    QList<QByteArray> readings;
    for (const QByteArray& reading : {QByteArray::fromHex(written), QByteArray::fromBase64(written)}) {
        if (reading.size() == qsizetype(sizeof(Digest))) readings << reading;
    }
    return readings;
}

}  // namespace

bool isSignedByKiotViet(const QByteArray& body, const QByteArray& signature, const QByteArray& secret)
{
    if (secret.isEmpty()) return false;
    bool isSigned = false;
    for (const QByteArray& key : {secret, secret.toBase64(), QByteArray::fromBase64(secret)}) {
        if (key.isEmpty()) continue;
        const Digest digest = digestOf(body, key);
        for (const QByteArray& reading : readingsOf(signature))
            isSigned |= sodium_memcmp(digest.data(), reading.constData(), digest.size()) == 0;
    }
    return isSigned;
}

}  // namespace tongdai
