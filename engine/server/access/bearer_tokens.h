#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace tongdai {

/// The tokens one permission accepts, kept as hashes only (security S09, S10). Two may be valid at a time, so that they
/// can be rotated without a gap. Engine loop.
class BearerTokens {
public:
    BearerTokens() = default;
    explicit BearerTokens(const QList<QByteArray>& secrets);

    bool isEmpty() const { return m_hashes.isEmpty(); }
    /// Hashes what was offered and compares in constant time, whatever is wrong with it.
    bool accepts(QByteArrayView offered) const;

private:
    QList<QByteArray> m_hashes;
};

/// The token of an Authorization header's value, or nothing if that is not of the Bearer scheme (RFC 6750 2.1).
std::optional<QByteArrayView> bearerToken(QByteArrayView authorization);

}  // namespace tongdai
