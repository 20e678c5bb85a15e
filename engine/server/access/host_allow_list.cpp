#include "engine/server/access/host_allow_list.h"

#include <QHostAddress>

#include <algorithm>
#include <optional>

namespace tongdai {

namespace {

bool isPort(QByteArrayView text)
{
    return text.size() <= 5 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The header without port and brackets, or nothing when it is no host at all.
std::optional<QByteArray> nameOf(QByteArrayView host)
{
    QByteArrayView name = host;
    if (host.startsWith('[')) {
        const qsizetype end = host.indexOf(']');
        if (end < 0) return std::nullopt;
        const QByteArrayView rest = host.sliced(end + 1);
        if (!rest.isEmpty() && (rest[0] != ':' || !isPort(rest.sliced(1)))) return std::nullopt;
        // Browsers write the short form, other programs what they were given.
        const QHostAddress address(QString::fromLatin1(host.sliced(1, end - 1)));
        if (address.protocol() != QAbstractSocket::IPv6Protocol) return std::nullopt;
        return address.toString().toLatin1();
    }
    if (const qsizetype colon = host.indexOf(':'); colon >= 0) {
        if (!isPort(host.sliced(colon + 1))) return std::nullopt;
        name = host.first(colon);
    }
    QByteArray lower = name.toByteArray().toLower();
    if (lower.endsWith('.')) lower.chop(1);  // "localhost." is the same name
    if (lower.isEmpty()) return std::nullopt;
    return lower;
}

bool isLoopback(const QByteArray& name)
{
    if (name == "localhost" || name.endsWith(".localhost")) return true;
    // Addresses only in their full spelling: QHostAddress would also take "127.1", which browsers resolve by name.
    const QHostAddress address(QString::fromLatin1(name));
    return !address.isNull() && address.isLoopback() && (name.contains(':') || name.count('.') == 3);
}

}  // namespace

HostAllowList::HostAllowList(const QStringList& names)
{
    for (const QString& name : names) {
        QString plain = name.trimmed();
        if (plain.startsWith(u'[') && plain.endsWith(u']')) plain = plain.mid(1, plain.size() - 2);
        if (!plain.isEmpty()) m_names.insert(plain.toLower().toUtf8());
    }
}

bool HostAllowList::allows(QByteArrayView host) const
{
    if (!m_lastAllowed.isEmpty() && host == QByteArrayView(m_lastAllowed)) return true;
    const std::optional<QByteArray> name = nameOf(host);
    if (!name || (!isLoopback(*name) && !m_names.contains(*name))) return false;
    m_lastAllowed = host.toByteArray();
    return true;
}

}  // namespace tongdai
