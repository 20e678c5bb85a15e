#pragma once

#include <QUrl>

namespace tongdai::upstream {

/// Request target of `path` below a service's base address: "http://h/base/" and "/process" → "/base/process".
inline QByteArray targetOf(const QUrl& service, const QString& path)
{
    QString base = service.path(QUrl::FullyEncoded);
    while (base.endsWith(u'/'))
        base.chop(1);
    QUrl below;
    const QString tail = path.startsWith(u'/') ? path : u'/' + path;
    below.setPath(tail.section(u'?', 0, 0));
    if (tail.contains(u'?')) below.setQuery(tail.section(u'?', 1));
    return base.toLatin1() + below.toEncoded();
}

}  // namespace tongdai::upstream
