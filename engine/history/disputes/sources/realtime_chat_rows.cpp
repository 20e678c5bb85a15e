#include "engine/history/disputes/sources/realtime_chat_rows.h"

#include <algorithm>

namespace tongdai::realtime {

using namespace Qt::StringLiterals;

namespace {

TimePoint momentOf(const SqlValue& cell)
{
    return TimePoint(std::chrono::milliseconds(cell.toInteger()));
}

std::optional<TimePoint> momentOrNull(const SqlValue& cell)
{
    return cell.isNull() ? std::nullopt : std::optional(momentOf(cell));
}

bool isMediation(const QString& status)
{
    return status == "OPEN"_L1 || status == "NEGOTIATION"_L1 || status == "INTERNAL_MEDIATION"_L1;
}

bool isOver(const QString& status)
{
    return status.startsWith("RESOLVED"_L1) || status == "CANCELED"_L1 || status == "EXPIRED"_L1 ||
           status.startsWith("CLOSED"_L1);
}

QHash<QByteArray, DisputeLine*> linesById(std::vector<DisputeLine>& lines)
{
    QHash<QByteArray, DisputeLine*> byId;
    for (DisputeLine& line : lines)
        byId.insert(line.id, &line);
    return byId;
}

}  // namespace

QString personName(const QString& first, const QString& last, const QString& email, const QByteArray& id)
{
    const QString name = (last + u' ' + first).simplified();
    if (!name.isEmpty()) return name;
    return email.isEmpty() ? QString::fromUtf8(id) : email;
}

DisputeCase caseOf(SqlRow row)
{
    DisputeCase found;
    found.id = row.nextBytes();
    found.number = QString::fromUtf8(found.id.left(8));
    found.status = row.nextText();
    found.openedAt = momentOf(row.next());
    const auto response = momentOrNull(row.next());
    const auto arbitration = momentOrNull(row.next());
    found.isOpen = !isOver(found.status);
    if (found.isOpen) found.deadline = isMediation(found.status) ? response : arbitration;
    found.amount = row.nextReal();
    found.currency = row.nextText();
    found.title = row.nextText();
    if (const QString contract = row.nextText(); found.title.isEmpty()) found.title = contract;
    QStringList names{row.nextText(), row.nextText()};
    names.removeAll(QString());
    found.parties = names.join(u" – "_s);
    found.ref.thread = row.nextBytes();
    return found;
}

DisputeParty partyOf(SqlRow& row)
{
    DisputeParty party;
    party.id = row.nextBytes();
    party.roleWord = row.nextText();
    party.role = partyRoleOf(party.roleWord);
    party.joinedAt = momentOrNull(row.next());
    party.leftAt = momentOrNull(row.next());
    const QString email = row.nextText();
    const QString first = row.nextText();
    party.name = personName(first, row.nextText(), email, party.id);
    return party;
}

DisputeLine lineOf(SqlRow row)
{
    DisputeLine line;
    line.id = row.nextBytes();
    line.party = row.nextBytes();
    const QString role = row.nextText();
    line.role = row.nextText() == "SYSTEM"_L1 ? PartyRole::System : partyRoleOf(role);
    const SqlValue& body = row.next();
    line.at = momentOf(row.next());
    line.editedAt = momentOrNull(row.next());
    line.deletedAt = momentOrNull(row.next());
    line.hasOriginal = line.deletedAt && !body.isNull();
    if (!line.deletedAt) line.body = body.toText();
    const QString email = row.nextText();
    const QString first = row.nextText();
    line.name = personName(first, row.nextText(), email, line.party);
    return line;
}

void addAuthor(DisputeThread& thread, const DisputeLine& line)
{
    if (line.party.isEmpty() ||
        std::ranges::find(thread.parties, line.party, &DisputeParty::id) != thread.parties.end())
        return;
    DisputeParty party;
    party.id = line.party;
    party.name = line.name;
    party.role = line.role;
    thread.parties.push_back(std::move(party));
}

void addReceipts(std::vector<DisputeLine>& lines, const SqlRows& rows, const QHash<QByteArray, QByteArray>& parties)
{
    const QHash<QByteArray, DisputeLine*> byId = linesById(lines);
    for (SqlRow row : rows) {
        DisputeLine* const line = byId.value(row.nextBytes());
        const QByteArray party = parties.value(row.nextBytes());
        if (!line || party.isEmpty()) continue;
        DisputeReceipt receipt{party, momentOrNull(row.next()), {}};
        receipt.readAt = momentOrNull(row.next());
        line->receipts.push_back(std::move(receipt));
    }
}

void addAttachments(std::vector<DisputeLine>& lines, const SqlRows& rows)
{
    const QHash<QByteArray, DisputeLine*> byId = linesById(lines);
    for (SqlRow row : rows) {
        DisputeLine* const line = byId.value(row.nextBytes());
        if (!line) continue;
        DisputeAttachment attachment;
        attachment.name = row.nextText();
        attachment.mimeType = row.nextText();
        const SqlValue& bytes = row.next();
        attachment.bytes = bytes.isNull() ? -1 : bytes.toInteger();
        attachment.url = row.nextText();
        attachment.checksum = row.nextText();
        line->attachments.push_back(std::move(attachment));
    }
}

SourceTexts textsOf(const SqlRows& rows, int limit)
{
    SourceTexts texts;
    IndexPieceMaker words;
    for (SqlRow row : rows) {
        IndexedLine line;
        line.id = row.nextBytes();
        line.thread = row.nextBytes();
        const QString body = row.nextText();
        line.at = momentOf(row.next());
        words.add(line, body);
        if (texts.first.isEmpty()) texts.first = line.id;
        texts.last = line.id;
    }
    if (texts.first > texts.last) std::swap(texts.first, texts.last);
    texts.hasMore = rows.size() == limit;
    texts.piece = words.made();
    return texts;
}

std::vector<DisputeHit> hitsOf(const std::vector<IndexedLine>& lines, const SqlRows& rows)
{
    QHash<QByteArray, int> rowOf;
    for (int i = 0; i < rows.size(); ++i)
        rowOf.insert(rows[i][0].toBytes(), i);
    std::vector<DisputeHit> hits;
    for (const IndexedLine& line : lines) {
        const auto found = rowOf.constFind(line.id);
        if (found == rowOf.cend()) continue;  // gone since
        SqlRow row = rows[*found];
        DisputeHit hit;
        hit.ref.thread = line.thread;
        hit.line = row.nextBytes();
        hit.at = line.at;
        hit.body = row.nextText();
        const QString email = row.nextText();
        const QString first = row.nextText();
        hit.who = personName(first, row.nextText(), email, {});
        hits.push_back(std::move(hit));
    }
    return hits;
}

}  // namespace tongdai::realtime
