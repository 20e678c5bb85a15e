#include "engine/server/web/visitors.h"

#include <QMessageAuthenticationCode>

namespace tongdai::web {

using namespace Qt::StringLiterals;
using chat::TokenClaims;

namespace {

QByteArray keySecret(const QByteArray& secret)
{
    return QMessageAuthenticationCode::hash("visitor key"_ba, secret, QCryptographicHash::Sha256).toHex();
}

}  // namespace

Visitors::Visitors(const QByteArray& secret, const ports::Clock& clock, ports::Random& random)
    : m_tokens(secret), m_keys(keySecret(secret)), m_clock(clock), m_random(random)
{
}

TokenClaims Visitors::newVisitor()
{
    const QString id = QString::fromLatin1(m_random.bytes(16).toHex());
    TokenClaims claims;
    claims.id = u"visitor-"_s + id;
    claims.thread = u"web-"_s + id;
    // The shop's customers are Vietnamese; the four letters tell two strangers apart on the desk.
    claims.name = u"Khách "_s + id.first(4).toUpper();
    return claims;
}

VisitorIdentity Visitors::identify(const QByteArray& key)
{
    const TimePoint now = m_clock.now();
    TokenClaims claims;
    if (!key.isEmpty()) {
        const auto known = m_keys.check(key, now);
        if (const auto* found = std::get_if<TokenClaims>(&known)) {
            claims.id = found->id;
            claims.thread = found->thread;
            claims.name = found->name;
        }
    }
    if (claims.id.isEmpty() || claims.thread.isEmpty()) claims = newVisitor();
    VisitorIdentity identity{claims.id, claims.thread, {}, {}};
    claims.expires = now + kKeyLife;
    identity.key = m_keys.sign(claims, now);
    claims.role = u"customer"_s;
    claims.all = {{u"channel"_s, u"web"_s}};
    claims.expires = now + kTokenLife;
    identity.token = m_tokens.sign(claims, now);
    return identity;
}

}  // namespace tongdai::web
