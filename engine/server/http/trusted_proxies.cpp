#include "engine/server/http/trusted_proxies.h"

#include "engine/server/http/http_message.h"

#include <algorithm>

namespace tongdai::http {

using namespace Qt::StringLiterals;

namespace {

using Hops = std::vector<QHostAddress>;  ///< as written, the caller first; a null one: something that is no address

AddressBytes bytesOf(const QHostAddress& address)
{
    const Q_IPV6ADDR v6 = address.toIPv6Address();  // of an IPv4 address: ::ffff:a.b.c.d
    AddressBytes bytes;
    std::copy_n(v6.c, bytes.size(), bytes.begin());
    return bytes;
}

/// With or without a port and brackets. Names, "unknown" and what a proxy hides are no addresses.
QHostAddress hopAddress(QByteArrayView text)
{
    QByteArrayView name = text.trimmed();
    if (name.startsWith('[')) {
        const qsizetype end = name.indexOf(']');
        if (end < 0) return {};
        name = name.sliced(1, end - 1);
    } else if (name.count(':') == 1) {
        name = name.first(name.indexOf(':'));
    }
    // QHostAddress would also read "127.1" and "10".
    if (!name.contains(':') && name.count('.') != 3) return {};
    const QHostAddress address(QString::fromLatin1(name));
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

Hops forwardedFor(const Request& request)
{
    Hops hops;
    for (const Header& header : request.headers) {
        if (header.first.compare("X-Forwarded-For", Qt::CaseInsensitive) != 0) continue;
        for (const QByteArray& hop : header.second.split(','))
            hops.push_back(hopAddress(hop));
    }
    return hops;
}

/// The parts between separators that stand outside of quotes.
QList<QByteArray> partsOf(const QByteArray& text, char separator)
{
    QList<QByteArray> parts{QByteArray()};
    bool isQuoted = false;
    for (const char c : text) {
        if (c == '"') isQuoted = !isQuoted;
        if (c == separator && !isQuoted)
            parts.emplaceBack();
        else
            parts.back() += c;
    }
    return parts;
}

/// `for=192.0.2.60;proto=http, for="[2001:db8::17]:4711"`
QHostAddress forOf(const QByteArray& element)
{
    for (const QByteArray& part : partsOf(element, ';')) {
        const QByteArray pair = part.trimmed();
        if (pair.left(4).toLower() != "for=") continue;
        QByteArray value = pair.sliced(4).trimmed();
        if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
            value = value.sliced(1, value.size() - 2);
        return hopAddress(value);
    }
    return {};
}

Hops forwarded(const Request& request)
{
    Hops hops;
    for (const Header& header : request.headers) {
        if (header.first.compare("Forwarded", Qt::CaseInsensitive) != 0) continue;
        for (const QByteArray& element : partsOf(header.second, ','))
            hops.push_back(forOf(element));
    }
    return hops;
}

}  // namespace

bool TrustedProxies::contains(const QHostAddress& address) const
{
    if (m_ours.empty()) return false;
    const AddressBytes bytes = bytesOf(address);
    return std::ranges::any_of(m_ours, [&](const AddressRange& range) { return range.contains(bytes); });
}

QHostAddress TrustedProxies::callerOf(const QHostAddress& peer, const Request& request) const
{
    if (!contains(peer)) return peer;
    const Hops listed = forwardedFor(request);
    const Hops described = forwarded(request);
    if (listed.empty()) return walk(peer, described);
    const QHostAddress caller = walk(peer, listed);
    return described.empty() || walk(peer, described) == caller ? caller : peer;
}

QHostAddress TrustedProxies::walk(const QHostAddress& peer, const Hops& hops) const
{
    QHostAddress caller = peer;
    for (auto hop = hops.rbegin(); hop != hops.rend() && contains(caller); ++hop) {
        if (hop->isNull()) break;
        caller = *hop;
    }
    return caller;
}

}  // namespace tongdai::http
