#include "engine/contract/json/pancake/pancake_event.h"

#include "engine/contract/iso_time.h"
#include "engine/domain/shop/page_line.h"
#include "engine/domain/text/html_text.h"
#include "engine/domain/text/whole_text.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostPancakeUnits = 20'000;            // of a text, below what every other way in takes
constexpr qsizetype kMostRawAttachments = 8 * 1024;  // bytes; of more, kind and address are kept
constexpr int kMostAttachments = 30;
constexpr qsizetype kMostPancakeName = 200;
constexpr qsizetype kMostAssignees = 20;  // a conversation is believed to have

/// Texts as every store takes them.
QString cleaned(QString text)
{
    text.remove(QChar(u'\0'));
    return wholeText(std::move(text));
}

/// Some platforms' ids are numbers in JSON.
QString idText(const QJsonValue& value)
{
    if (value.isDouble()) return QString::number(value.toInteger());
    return value.toString();
}

/// As an id of ours: what is too long or has blanks is named by its hash, so that nothing is lost for its name.
QByteArray shortId(const QByteArray& id)
{
    if (!checkId(id)) return id;
    return "h:" + QCryptographicHash::hash(id, QCryptographicHash::Sha256).toHex();
}

QByteArray digestOf(const QByteArrayList& parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray& part : parts) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    }
    return hash.result();
}

QString urlIn(const QJsonObject& attachment)
{
    for (const auto name : {"url"_L1, "preview_url"_L1, "file_url"_L1, "src"_L1}) {
        const QString url = attachment[name].toString();
        const bool isWeb = url.startsWith("https://"_L1) || url.startsWith("http://"_L1);
        if (isWeb && !url.contains(u' ') && url.size() < 2000) return cleaned(url);
    }
    return {};
}

QString kindIn(const QJsonObject& attachment)
{
    const QString kind = cleaned(attachment["type"_L1].toString()).trimmed().toLower();
    return kind.isEmpty() ? u"file"_s : kind.left(40);
}

/// Raw where it is small; of more, kind and address.
QJsonArray keptAttachments(const QJsonArray& attachments)
{
    QJsonArray kept;
    const QByteArray raw = QJsonDocument(attachments).toJson(QJsonDocument::Compact);
    if (raw.size() <= kMostRawAttachments && !raw.contains("\\u0000"))
        return wholeText(QJsonObject{{u"all"_s, attachments}})["all"_L1].toArray();
    for (const QJsonValue& each : attachments) {
        if (kept.size() >= kMostAttachments) break;
        kept.append(QJsonObject{{u"type"_s, kindIn(each.toObject())}, {u"url"_s, urlIn(each.toObject())}});
    }
    return kept;
}

/// What stands in the thread: the words, and a line for each attachment.
QString contentOf(const QString& words, const QJsonArray& attachments)
{
    QStringList lines;
    if (!words.isEmpty()) lines << words;
    for (const QJsonValue& each : attachments) {
        if (lines.size() > kMostAttachments) break;
        const QString url = urlIn(each.toObject());
        const QString kind = u'[' + kindIn(each.toObject()) + u']';
        lines << (url.isEmpty() ? kind : kind + u' ' + url);
    }
    return lines.join(u'\n');
}

bool hasMembers(const QJsonValue& value)
{
    if (value.isArray()) return !value.toArray().isEmpty();
    if (value.isObject()) return !value.toObject().isEmpty();
    return value.isString() && !value.toString().isEmpty();
}

QString shopsName(const QJsonObject& from)
{
    for (const auto name : {"admin_name"_L1, "name"_L1}) {
        const QString found = cleaned(from[name].toString()).trimmed();
        if (!found.isEmpty()) return cutText(found, kMostPancakeName);
    }
    return {};
}

struct Writer {
    QByteArray id;
    QString name;
    bool isShop = false;
};

Writer writerOf(const PancakePage& page, const QJsonObject& conversation, const QJsonObject& message)
{
    const QJsonObject from = message["from"_L1].toObject();
    Writer writer;
    writer.id = idText(from["id"_L1]).toUtf8();
    writer.isShop = isOfShop(message, page.id);
    if (writer.isShop) {
        const QString admin = idText(from["admin_id"_L1]);
        if (!admin.isEmpty()) writer.id = admin.toUtf8();
        writer.name = shopsName(from);
        if (writer.id.isEmpty()) writer.id = page.id;
        return writer;
    }
    const QJsonObject beside = conversation["from"_L1].toObject();
    if (writer.id.isEmpty()) writer.id = idText(beside["id"_L1]).toUtf8();
    writer.name = cleaned(from["name"_L1].toString(beside["name"_L1].toString())).trimmed();
    writer.name = cutText(writer.name, kMostPancakeName);
    return writer;
}

/// Nothing: it is not said, or none of the names is known yet.
std::optional<QString> assignedIn(const PancakePage& page, const QJsonObject& conversation)
{
    if (!page.people || !conversation["assignee_ids"_L1].isArray()) return {};
    const QByteArrayList ids = assigneeIdsIn(conversation);
    QStringList names;
    for (const QByteArray& id : ids) {
        const QString name = page.people->value(id);
        if (!name.isEmpty()) names << name;
    }
    if (names.isEmpty() && !ids.isEmpty()) return {};
    return cutText(names.join(u", "_s), kMostPancakeName);
}

QJsonObject metadataOf(const PancakePage& page, const Writer& writer, bool isComment, const QByteArray& message)
{
    QJsonObject metadata{{u"platform"_s, page.platform}};
    metadata.insert(kPageKey, toJson(PageAddress{page.id, isComment, isComment ? message : QByteArray()}));
    if (!page.name.isEmpty()) metadata.insert(u"page_name"_s, page.name);
    if (!writer.name.isEmpty()) metadata.insert(writer.isShop ? u"sender_name"_s : u"customer_name"_s, writer.name);
    return metadata;
}

}  // namespace

bool isOfShop(const QJsonObject& message, const QByteArray& page)
{
    const QJsonObject from = message["from"_L1].toObject();
    return idText(from["id"_L1]).toUtf8() == page || hasMembers(from["admin_id"_L1]) ||
           from["admin_id"_L1].isDouble() || hasMembers(from["admin_name"_L1]);
}

QByteArrayList assigneeIdsIn(const QJsonObject& conversation)
{
    QByteArrayList ids;
    for (const QJsonValue& each : conversation["assignee_ids"_L1].toArray()) {
        const QByteArray id = idText(each).toUtf8();
        if (!id.isEmpty() && ids.size() < kMostAssignees) ids << id;
    }
    return ids;
}

double pancakeTime(const QString& text)
{
    const auto ticks = parseIsoTime(text.trimmed());
    return ticks ? toUnixSeconds(fromTicks(*ticks)) : 0;
}

QString pancakeText(const QJsonObject& message)
{
    QString words = cleaned(message["original_message"_L1].toString()).trimmed();
    if (words.isEmpty()) words = textOfHtml(cleaned(message["message"_L1].toString()));
    return cutText(words, kMostPancakeUnits);
}

PancakeEvent readPancakeEvent(QByteArrayView body)
{
    PancakeEvent event;
    // Not the strict reader of other doors: a real event must not be lost for a form that nobody else would mind.
    const QJsonObject object = QJsonDocument::fromJson(body.toByteArray()).object();
    event.type = object["event_type"_L1].toString();
    if (event.type.isEmpty()) return event;
    event.page = idText(object["page_id"_L1]).toUtf8();
    event.data = object["data"_L1].toObject();
    const bool isMessaging = event.type == "messaging"_L1;
    event.kind = isMessaging ? PancakeEvent::Kind::Messaging : PancakeEvent::Kind::Other;
    if (!isMessaging) return event;
    if (event.page.isEmpty())
        event.page = idText(event.data.value("message"_L1).toObject().value("page_id"_L1)).toUtf8();
    return event;
}

QJsonObject conversationOf(const QJsonObject& data)
{
    return data["conversation"_L1].toObject();
}

QJsonObject messageOf(const QJsonObject& data)
{
    return data["message"_L1].toObject();
}

PancakeLines linesOf(const PancakePage& page, const QJsonObject& data)
{
    return linesOf(page, conversationOf(data), messageOf(data), data["post"_L1].toObject());
}

PancakeLines linesOf(const PancakePage& page, const QJsonObject& conversation, const QJsonObject& message,
                     const QJsonObject& post)
{
    const QByteArray given = idText(message["id"_L1]).toUtf8();
    QByteArray thread = idText(conversation["id"_L1]).toUtf8();
    if (thread.isEmpty()) thread = idText(message["conversation_id"_L1]).toUtf8();
    if (given.isEmpty()) return {{}, u"a message without an id"_s};
    if (checkId(thread)) return {{}, u"a conversation without a usable id"_s};
    const Writer writer = writerOf(page, conversation, message);
    if (writer.id.isEmpty()) return {{}, u"a message nobody wrote"_s};

    const QString type = message["type"_L1].toString(conversation["type"_L1].toString());
    const bool isComment = type.compare("comment"_L1, Qt::CaseInsensitive) == 0;
    const QJsonArray attachments = message["attachments"_L1].toArray();
    const QString words = pancakeText(message);

    IncomingMessage line;
    line.source = kPageSource;
    line.conversation = ConversationId(thread);
    line.messageId = MessageId(shortId(given));
    line.sender = SenderId(shortId(writer.id));
    line.senderType = writer.isShop ? u"staff"_s : u"customer"_s;
    line.content = contentOf(words, attachments);
    line.sentAt = pancakeTime(message["inserted_at"_L1].toString());
    line.metadata = metadataOf(page, writer, isComment, given);
    const std::optional<QString> assigned = writer.isShop ? std::nullopt : assignedIn(page, conversation);
    if (assigned) line.metadata.insert(kAssignedThere, *assigned);
    if (!attachments.isEmpty()) line.metadata.insert(u"attachments"_s, keptAttachments(attachments));
    const QString about = isComment ? pancakeText(post) : QString();
    if (!about.isEmpty())
        line.metadata.insert(u"post"_s,
                             QJsonObject{{u"id"_s, idText(post["id"_L1])}, {u"message"_s, cutText(about, 500)}});
    // Not the addresses of attachments: they are signed anew each time.
    QByteArrayList parts{thread, given, words.toUtf8()};
    for (const QJsonValue& each : attachments)
        parts << kindIn(each.toObject()).toUtf8();
    line.bodyHash = digestOf(parts);

    PancakeLines read;
    const bool isRemoved = message["is_removed"_L1].toBool();
    if (!line.content.isEmpty()) {
        const bool wasChanged = hasMembers(message["edit_history"_L1]);
        read.lines.push_back(wasChanged ? asChanged(line) : line);
    }
    if (isRemoved) {
        IncomingMessage removal = line;
        removal.messageId = MessageId(shortId(line.messageId.bytes() + "~removed"));
        removal.senderType = u"removed"_s;
        removal.content.clear();
        removal.metadata.remove(u"attachments"_s);
        removal.metadata.insert(u"sender_name"_s, writer.name);
        removal.bodyHash = digestOf({thread, given, "removed"_ba});
        read.lines.push_back(std::move(removal));
    }
    if (read.lines.empty()) read.oddity = u"a message without content"_s;
    return read;
}

bool isChange(const IncomingMessage& line)
{
    return line.metadata.contains("edited_of"_L1);
}

IncomingMessage asChanged(IncomingMessage line)
{
    line.metadata.insert(u"edited_of"_s, line.messageId.toString());
    line.messageId = MessageId(shortId(line.messageId.bytes() + "~edit~" + line.bodyHash.toHex().left(12)));
    return line;
}

}  // namespace tongdai::contract
