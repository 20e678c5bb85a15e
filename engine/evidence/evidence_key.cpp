#include "engine/evidence/evidence_key.h"

#include <sodium.h>

namespace tongdai::evidence {

namespace {

const unsigned char* keyBytes(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}
const unsigned char* keyBytes(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* keyBytes(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace

EvidenceKey::EvidenceKey(const QByteArray& secret)
    : m_secret(crypto_sign_SECRETKEYBYTES, '\0'), m_public(crypto_sign_PUBLICKEYBYTES, '\0')
{
    unsigned char seed[crypto_sign_SEEDBYTES];
    const QByteArray named = "tongdai evidence key 1\n" + secret;
    crypto_generichash(seed, sizeof seed, keyBytes(named), size_t(named.size()), nullptr, 0);
    crypto_sign_seed_keypair(keyBytes(m_public), keyBytes(m_secret), seed);
    sodium_memzero(seed, sizeof seed);
}

EvidenceKey::~EvidenceKey()
{
    // A copy that others still share is left to its last owner.
    if (m_secret.isDetached()) sodium_memzero(m_secret.data(), size_t(m_secret.size()));
}

QByteArray EvidenceKey::sign(QByteArrayView text) const
{
    QByteArray signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(keyBytes(signature), nullptr, keyBytes(text), size_t(text.size()), keyBytes(m_secret));
    return signature;
}

bool isSignedBy(const QByteArray& publicKey, QByteArrayView text, const QByteArray& signature)
{
    return publicKey.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(keyBytes(signature), keyBytes(text), size_t(text.size()), keyBytes(publicKey)) ==
               0;
}

}  // namespace tongdai::evidence
