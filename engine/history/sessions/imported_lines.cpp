#include "engine/history/sessions/imported_lines.h"

#include "engine/domain/text/whole_text.h"
#include "engine/history/conversations/granting.h"
#include "engine/history/privacy/erasure_record.h"

#include <QSet>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;
using rows::MessageRow;

namespace {

/// In the metadata of a conversation that an import made.
const QString kImported = u"imported"_s;
constexpr qsizetype kMostOriginal = 8'192;  // bytes kept beside a repaired text

/// With a line's id it is unique.
const QByteArray kImportSource = "import"_ba;

QSet<QByteArray> knownAmong(UnitOfWork& work, std::span<const ImportedLine> lines)
{
    SqlParams ids;
    for (const ImportedLine& line : lines)
        ids.emplace_back(line.messageId);
    QSet<QByteArray> known;
    for (SqlRow row :
         work.session().queryList(u"select message_id from messages where message_id in ({list}) and source = ?"_s, ids,
                                  {}, {SqlValue::ofId(kImportSource)}))
        known.insert(row.nextId<MessageId>().bytes());
    return known;
}

MessageRow rowOf(const UnitOfWork& work, const ImportedLine& line)
{
    MessageRow row;
    row.uuid = rows::newUuid(work.now());
    row.source = kImportSource;
    row.shown.messageId = line.messageId;
    row.shown.speaker = line.speaker;
    row.shown.sender = line.sender;
    row.shown.senderName = line.senderName;
    row.shown.body = line.text;
    row.shown.sentAt = toUnixSeconds(line.at);
    row.shown.receivedAt = line.at;
    row.senderType = line.speaker == Speaker::Customer ? u"user"_s
                     : line.speaker == Speaker::Bot    ? u"bot"_s
                                                       : u"staff"_s;
    QJsonObject origin;
    if (!line.givenId.isEmpty()) origin.insert(u"message_id"_s, line.givenId);
    if (!line.original.isEmpty())
        origin.insert(u"original"_s, QString::fromLatin1(line.original.left(kMostOriginal).toBase64()));
    row.shown.metadata = {{kImported, origin}};
    return row;
}

void introduce(UnitOfWork& work, ConversationRow& row, const ImportedLine& first)
{
    Conversation& c = row.shown;
    c.channel = first.channel.isEmpty() ? u"import"_s : first.channel.left(64);
    c.status = ConversationStatus::Closed;
    c.metadata = {{kImported, true}};
    c.lastActivity = first.at;
    work.changed(row);
}

void follow(ConversationRow& row, const ImportedLine& line)
{
    if (line.speaker != Speaker::Customer) return;
    Conversation& c = row.shown;
    if (c.customer.isEmpty()) c.customer = line.sender;
    if (c.customerName.isEmpty() && line.sender == c.customer) c.customerName = cutText(line.senderName, 200);
    c.lastMessageId = line.messageId;
    c.lastMessageTimestamp = toUnixSeconds(line.at);
    row.newestSentAt = std::max(row.newestSentAt, c.lastMessageTimestamp);
}

/// The first of their customers, by conversation.
std::map<ConversationId, SenderId> customersOf(std::span<const ImportedLine> lines)
{
    std::map<ConversationId, SenderId> customers;
    for (const ImportedLine& line : lines) {
        SenderId& customer = customers[line.conversation];
        if (customer.isEmpty() && line.speaker == Speaker::Customer) customer = line.sender;
    }
    return customers;
}

}  // namespace

ImportCounts& ImportCounts::operator+=(const ImportCounts& more)
{
    conversations += more.conversations;
    added += more.added;
    known += more.known;
    elsewhere += more.elsewhere;
    erased += more.erased;
    return *this;
}

ImportCounts importLines(UnitOfWork& work, std::span<const ImportedLine> lines)
{
    ImportCounts counts;
    const std::map<ConversationId, SenderId> customers = customersOf(lines);
    std::vector<ConversationId> ids;
    for (const auto& each : customers)
        ids.push_back(each.first);
    work.lock(ids);
    QSet<QByteArray> gone;
    std::vector<ConversationId> wanted;
    for (const ConversationId& id : ids) {
        if (wasErased(work, customers.at(id), id))
            gone.insert(id.bytes());
        else
            wanted.push_back(id);
    }
    work.lockOrCreate(wanted);
    const QSet<QByteArray> known = knownAmong(work, lines);
    QSet<QByteArray> now;
    std::map<ConversationId, double> begins;
    for (const ImportedLine& line : lines) {
        if (gone.contains(line.conversation.bytes())) {
            ++counts.erased;
            continue;
        }
        ConversationRow& row = *work.find(line.conversation);
        const bool isNew = row.shown.lastRev == 0;
        if (known.contains(line.messageId.bytes()) || now.contains(line.messageId.bytes())) {
            ++counts.known;
            continue;
        }
        if (!isNew && !row.shown.metadata.contains(kImported)) {
            ++counts.elsewhere;
            continue;
        }
        now.insert(line.messageId.bytes());
        if (isNew) introduce(work, row, line);
        counts.conversations += isNew ? 1 : 0;
        MessageRow added = rowOf(work, line);
        const bool isNewest = line.at >= row.shown.lastActivity;
        appendLine(work, row, added, isNewest);
        follow(row, line);
        const double at = toUnixSeconds(line.at);
        const auto begin = begins.try_emplace(line.conversation, at).first;
        begin->second = std::min(begin->second, at);
        ++counts.added;
    }
    work.flush();
    for (const auto& [id, at] : begins) {
        work.session().execute(u"update conversations set created_at = ? where id = ? and created_at > ?"_s,
                               {at, work.find(id)->uuid, at});
    }
    return counts;
}

}  // namespace tongdai
