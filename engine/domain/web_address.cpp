#include "engine/domain/web_address.h"

#include <QUrl>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

WebAddress unusable(const QString& problem)
{
    return {{}, problem};
}

bool isWebScheme(const QString& scheme)
{
    return scheme == "http"_L1 || scheme == "https"_L1;
}

/// Lower case, ASCII, addresses in their short form, without the dot of a fully qualified name.
QString canonicalHost(const QUrl& url)
{
    QString host = url.host(QUrl::FullyEncoded).toLower();
    if (host.endsWith(u'.')) host.chop(1);
    return host;
}

/// What stands behind the host and cannot be compared with anything.
QString surplusOf(const QUrl& url, const QString& typed)
{
    if (typed.contains(u'@')) return u"carries a name or password; leave it out"_s;
    if (url.hasQuery() || url.hasFragment()) return u"goes on behind the host; leave that out"_s;
    if (!url.path().isEmpty() && url.path() != "/"_L1) return u"has a path; leave it out"_s;
    return {};
}

}  // namespace

WebAddress webOrigin(const QString& typed)
{
    const QString text = typed.trimmed();
    if (text.contains(u'*')) return unusable(u"is a pattern; list every origin by its full name"_s);
    if (!text.contains("://"_L1)) return unusable(u"must begin with https:// or http://"_s);
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || canonicalHost(url).isEmpty()) {
        return unusable(u"is no origin of a web page, as https://shop.example is one"_s);
    }
    if (!isWebScheme(url.scheme())) return unusable(u"must begin with https:// or http://"_s);
    if (const QString surplus = surplusOf(url, text); !surplus.isEmpty()) return unusable(surplus);
    if (url.port() == 0) return unusable(u"has no usable port"_s);

    const QString host = canonicalHost(url);
    QString origin = url.scheme() + "://"_L1 + (host.contains(u':') ? u'[' + host + u']' : host);
    const int usual = url.scheme() == "https"_L1 ? 443 : 80;
    if (url.port(usual) != usual) origin += u':' + QString::number(url.port());
    return {origin, {}};
}

WebAddress hostName(const QString& typed)
{
    QString text = typed.trimmed();
    if (text.contains(u'*')) return unusable(u"is a pattern; list every host by its full name"_s);
    if (!text.contains("://"_L1)) {
        if (text.count(u':') > 1 && !text.startsWith(u'[')) text = u'[' + text + u']';
        text.prepend("http://"_L1);
    }
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || !isWebScheme(url.scheme()) || canonicalHost(url).isEmpty()) {
        return unusable(u"is no host name, as shop.example is one"_s);
    }
    if (const QString surplus = surplusOf(url, text); !surplus.isEmpty()) return unusable(surplus);
    return {canonicalHost(url), {}};
}

}  // namespace tongdai
