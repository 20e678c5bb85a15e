#include "engine/history/sessions/imported_lines.h"

#include "engine/domain/text/whole_text.h"
#include "engine/history/conversations/granting.h"
#include "engine/history/privacy/erasure_record.h"

#include <QHash>
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

/// Of the lines, those that are here: they are in conversations that have any.
QSet<QByteArray> knownAmong(UnitOfWork& work, std::span<const ImportedLine> lines)
{
    std::vector<SqlParams> asked;
    for (const ImportedLine& line : lines) {
        const ConversationRow* const row = work.find(line.conversation);
        if (row && row->shown.lastRev > 0) asked.push_back({row->uuid, line.messageId});
    }
    QSet<QByteArray> known;
    if (asked.empty()) return known;
    for (SqlRow row : work.session().queryAny(
             u"select m.message_id, m.source from messages m where {any m.conversation_id = ? and m.message_id = ?}"_s,
             asked)) {
        const MessageId id = row.nextId<MessageId>();
        if (row.nextBytes() == kImportSource) known.insert(id.bytes());
    }
    return known;
}

/// Of the conversations, those that live here: this import did not make them, or something was said in them since.
QSet<QByteArray> alive(UnitOfWork& work, std::span<const ConversationId> ids, const QSet<QByteArray>& fresh)
{
    QSet<QByteArray> here;
    SqlParams imported;
    QHash<QUuid, QByteArray> names;
    for (const ConversationId& id : ids) {
        const ConversationRow& row = *work.find(id);
        if (fresh.contains(id.bytes())) continue;
        if (row.shown.lastRev == 0 || !isImportedOnly(row)) {
            here.insert(id.bytes());
            continue;
        }
        imported.emplace_back(row.uuid);
        names.insert(row.uuid, id.bytes());
    }
    if (imported.empty()) return here;
    for (SqlRow row : work.session().queryList(
             u"select distinct conversation_id from messages where conversation_id in ({list}) and source <> ?"_s,
             imported, {}, {SqlValue::ofId(kImportSource)}))
        here.insert(names.value(row.nextUuid()));
    return here;
}

bool wasAnyErased(UnitOfWork& work, const ImportPeople& people, const ConversationId& conversation)
{
    const auto found = people.find(conversation);
    if (found == people.end() || found->second.empty()) return wasErased(work, {}, conversation);
    return std::ranges::any_of(found->second,
                               [&](const SenderId& each) { return wasErased(work, each, conversation); });
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

/// When it was said, in seconds.
double keep(UnitOfWork& work, ConversationRow& row, ImportedLine line, ImportCounts& counts)
{
    line.at = std::min(line.at, work.now());  // nothing was said in the future, whatever a clock or a zone says
    if (row.shown.lastRev == 0) {
        introduce(work, row, line);
        ++counts.conversations;
    }
    MessageRow added = rowOf(work, line);
    const bool isNewest = line.at >= row.shown.lastActivity;
    appendLine(work, row, added, isNewest);
    follow(row, line);
    ++counts.added;
    return toUnixSeconds(line.at);
}

}  // namespace

bool isImportedOnly(const ConversationRow& row)
{
    return row.shown.nextSeq == 0 && row.shown.metadata.contains(kImported);
}

ImportCounts importLines(UnitOfWork& work, std::span<const ImportedLine> lines, const ImportPeople& people)
{
    ImportCounts counts;
    std::set<ConversationId> named;
    for (const ImportedLine& line : lines)
        named.insert(line.conversation);
    const std::vector<ConversationId> ids(named.begin(), named.end());
    work.lock(ids);
    QSet<QByteArray> gone;
    QSet<QByteArray> fresh;
    std::vector<ConversationId> wanted;
    for (const ConversationId& id : ids) {
        if (wasAnyErased(work, people, id)) {
            gone.insert(id.bytes());
            continue;
        }
        if (!work.find(id)) fresh.insert(id.bytes());
        wanted.push_back(id);
    }
    work.lockOrCreate(wanted);
    const QSet<QByteArray> known = knownAmong(work, lines);
    const QSet<QByteArray> here = alive(work, wanted, fresh);
    QSet<QByteArray> now;
    std::map<ConversationId, double> begins;
    for (const ImportedLine& line : lines) {
        if (gone.contains(line.conversation.bytes())) {
            ++counts.erased;
            continue;
        }
        if (known.contains(line.messageId.bytes()) || now.contains(line.messageId.bytes())) {
            ++counts.known;
            continue;
        }
        if (here.contains(line.conversation.bytes())) {
            ++counts.elsewhere;
            continue;
        }
        now.insert(line.messageId.bytes());
        ConversationRow& row = *work.find(line.conversation);
        const double at = keep(work, row, line, counts);
        const auto begin = begins.try_emplace(line.conversation, at).first;
        begin->second = std::min(begin->second, at);
    }
    work.flush();
    for (const auto& [id, at] : begins) {
        work.session().execute(u"update conversations set created_at = ? where id = ? and created_at > ?"_s,
                               {at, work.find(id)->uuid, at});
    }
    return counts;
}

}  // namespace tongdai
