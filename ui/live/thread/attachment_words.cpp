#include "ui/live/thread/attachment_words.h"

#include <QJsonArray>

namespace tongdai {

using namespace Qt::StringLiterals;

QString AttachmentWords::kind(const QJsonObject& attachment)
{
    // Chat sends a kind and a media type, platforms a type of their own.
    for (const QLatin1StringView name : {"kind"_L1, "mime"_L1, "mimeType"_L1, "mime_type"_L1, "type"_L1}) {
        const QString said = attachment[name].toString().toLower();
        if (said.startsWith("image"_L1) || said == "photo"_L1) return tr("Picture");
        if (said.startsWith("video"_L1)) return tr("Video");
        if (said.startsWith("audio"_L1) || said == "voice"_L1) return tr("Voice message");
        if (said == "sticker"_L1) return tr("Sticker");
    }
    return tr("File");
}

std::vector<AttachmentWords::Attachment> AttachmentWords::of(const StoredMessage& message, const Formats& formats)
{
    QJsonArray given = message.metadata["chat"_L1]["attachments"_L1].toArray();
    if (given.isEmpty()) given = message.metadata["attachments"_L1].toArray();
    for (const QJsonValue& url : message.metadata["image"_L1].toArray())  // plain sockets send addresses alone
        given.append(QJsonObject{{u"kind"_s, u"image"_s}, {u"url"_s, url}});
    std::vector<Attachment> shown;
    for (const QJsonValue& value : given) {
        const QJsonObject attachment = value.toObject();
        QStringList parts{kind(attachment)};
        QString name = attachment["name"_L1].toString().simplified();
        if (name.size() > kMaxName) name = name.left(kMaxName) + u'…';
        if (!name.isEmpty()) parts.append(name);
        const qint64 size = attachment["size"_L1].toInteger();
        if (size > 0) parts.append(formats.bytes(size));
        QUrl url(attachment["url"_L1].toString(), QUrl::StrictMode);
        const bool canOpen =
            url.isValid() && !url.host().isEmpty() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
        shown.push_back({parts.join(u" · "_s), canOpen ? url : QUrl(), parts.first() == tr("Picture")});
        if (int(shown.size()) == kMost) break;
    }
    const int more = int(given.size()) - int(shown.size());
    if (more > 0) shown.back().words += u" · "_s + tr("%Ln more", nullptr, more);
    return shown;
}

}  // namespace tongdai
