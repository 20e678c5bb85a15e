#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace tongdai::evidence {

/// The shop's key: Ed25519 (libsodium), made from the secret EVIDENCE_KEY of the data folder. Any thread.
class EvidenceKey {
public:
    /// `secret` as it stands in the secrets file: 32 bytes or more of text. The key is made from all of it.
    explicit EvidenceKey(const QByteArray& secret);
    ~EvidenceKey();
    EvidenceKey(const EvidenceKey&) = default;
    EvidenceKey& operator=(const EvidenceKey&) = default;

    const QByteArray& publicKey() const { return m_public; }
    QByteArray sign(QByteArrayView text) const;

    static constexpr qsizetype kSignatureSize = 64;
    static constexpr qsizetype kPublicSize = 32;

private:
    QByteArray m_secret;
    QByteArray m_public;
};

bool isSignedBy(const QByteArray& publicKey, QByteArrayView text, const QByteArray& signature);

}  // namespace tongdai::evidence
