#include "engine/history/sessions/imported_lines.h"

#include "engine/domain/text/whole_text.h"
#include "engine/history/conversations/granting.h"
#include "engine/history/privacy/erasure_record.h"
#include "engine/history/privacy/legal_holds.h"

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

/// A conversation that is here, as far as an import asks.
struct ImportPlace {
    QUuid uuid;
    bool hasLines = false;
    bool isImportedOnly = false;
};
using ImportPlaces = std::map<ConversationId, ImportPlace>;

ImportPlace importPlaceOf(const ConversationRow& row)
{
    return {row.uuid, row.shown.lastRev > 0, isImportedOnly(row)};
}

/// Of the lines, those that are here: they are in conversations that have any.
QSet<QByteArray> knownAmong(SqlSession& session, std::span<const ImportedLine> lines, const ImportPlaces& places)
{
    std::vector<SqlParams> asked;
    for (const ImportedLine& line : lines) {
        const auto place = places.find(line.conversation);
        if (place != places.end() && place->second.hasLines) asked.push_back({place->second.uuid, line.messageId});
    }
    QSet<QByteArray> known;
    if (asked.empty()) return known;
    for (SqlRow row : session.queryAny(
             u"select m.message_id, m.source from messages m where {any m.conversation_id = ? and m.message_id = ?}"_s,
             asked)) {
        const MessageId id = row.nextId<MessageId>();
        if (row.nextBytes() == kImportSource) known.insert(id.bytes());
    }
    return known;
}

/// Of the conversations, those that live here: this import did not make them, or something was said in them since.
QSet<QByteArray> aliveAmong(SqlSession& session, const ImportPlaces& places)
{
    QSet<QByteArray> here;
    SqlParams imported;
    QHash<QUuid, QByteArray> names;
    for (const auto& [id, place] : places) {
        if (!place.hasLines || !place.isImportedOnly) {
            here.insert(id.bytes());
            continue;
        }
        imported.emplace_back(place.uuid);
        names.insert(place.uuid, id.bytes());
    }
    if (imported.empty()) return here;
    for (SqlRow row : session.queryList(
             u"select distinct conversation_id from messages where conversation_id in ({list}) and source <> ?"_s,
             imported, {}, {SqlValue::ofId(kImportSource)}))
        here.insert(names.value(row.nextUuid()));
    return here;
}

bool wasAnyErased(SqlSession& session, const ImportPeople& people, const ConversationId& conversation)
{
    const auto found = people.find(conversation);
    if (found == people.end() || found->second.empty()) return wasErased(session, {}, conversation);
    return std::ranges::any_of(found->second,
                               [&](const SenderId& each) { return wasErased(session, each, conversation); });
}

/// Of these lines, each once.
std::vector<ConversationId> importedConversations(std::span<const ImportedLine> lines)
{
    std::set<ConversationId> named;
    for (const ImportedLine& line : lines)
        named.insert(line.conversation);
    return {named.begin(), named.end()};
}

/// What the store says of lines before they come: the same for those that come and for a trial.
class ImportJudgement {
public:
    /// `places`: their conversations that are here; `gone`: those of which nothing comes back.
    ImportJudgement(SqlSession& session, std::span<const ImportedLine> lines, ImportPlaces places,
                    QSet<QByteArray> gone)
        : m_places(std::move(places)),
          m_gone(std::move(gone)),
          m_known(knownAmong(session, lines, m_places)),
          m_here(aliveAmong(session, m_places))
    {
    }
    /// A line that stands in the file twice comes once.
    LineFate of(const ImportedLine& line)
    {
        const QByteArray& conversation = line.conversation.bytes();
        if (m_gone.contains(conversation)) return LineFate::Erased;
        if (m_known.contains(line.messageId.bytes())) return LineFate::Known;
        if (m_here.contains(conversation)) return LineFate::Elsewhere;
        m_known.insert(line.messageId.bytes());
        return m_places.contains(line.conversation) ? LineFate::New : LineFate::Opens;
    }

private:
    ImportPlaces m_places;
    QSet<QByteArray> m_gone;
    QSet<QByteArray> m_known;
    QSet<QByteArray> m_here;
};

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
    const std::vector<ConversationId> ids = importedConversations(lines);
    work.lock(ids);
    lockPrivacy(work);  // behind every erasure that another engine is making
    QSet<QByteArray> gone;
    ImportPlaces places;
    std::vector<ConversationId> wanted;
    for (const ConversationId& id : ids) {
        if (wasAnyErased(work.session(), people, id)) {
            gone.insert(id.bytes());
            continue;
        }
        if (const ConversationRow* row = work.find(id)) places.emplace(id, importPlaceOf(*row));
        wanted.push_back(id);
    }
    work.lockOrCreate(wanted);
    ImportJudgement judgement(work.session(), lines, std::move(places), std::move(gone));
    std::map<ConversationId, double> begins;
    for (const ImportedLine& line : lines) {
        switch (judgement.of(line)) {
            case LineFate::Erased: ++counts.erased; continue;
            case LineFate::Known: ++counts.known; continue;
            case LineFate::Elsewhere: ++counts.elsewhere; continue;
            case LineFate::Opens:
            case LineFate::New: break;
        }
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

namespace reads {

std::vector<LineFate> importFates(SqlSession& session, std::span<const ImportedLine> lines, const ImportPeople& people)
{
    static const QString sql =
        u"select "_s + rows::kConversationColumns + u" from conversations where conversation_id in ({list})"_s;
    const std::vector<ConversationId> ids = importedConversations(lines);
    QSet<QByteArray> gone;
    for (const ConversationId& id : ids) {
        if (wasAnyErased(session, people, id)) gone.insert(id.bytes());
    }
    ImportPlaces places;
    for (const SqlRow& each : session.queryList(sql, SqlParams(ids.begin(), ids.end()))) {
        const ConversationRow row = rows::readConversation(each);
        if (!gone.contains(row.shown.id.bytes())) places.emplace(row.shown.id, importPlaceOf(row));
    }
    ImportJudgement judgement(session, lines, std::move(places), std::move(gone));
    std::vector<LineFate> fates;
    fates.reserve(lines.size());
    for (const ImportedLine& line : lines)
        fates.push_back(judgement.of(line));
    return fates;
}

}  // namespace reads
}  // namespace tongdai
