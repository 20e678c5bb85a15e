#include "ui/evidence/evidence_words.h"

#include "engine/domain/conversation/answer_card.h"
#include "ui/dispute/dispute_words.h"
#include "ui/live/live_words.h"
#include "ui/live/thread/attachment_words.h"

#include <QDateTime>
#include <QJsonArray>

namespace tongdai {

using namespace Qt::StringLiterals;

EvidenceWords::EvidenceWords(const EvidenceBook& book, const QLocale& locale)
    : m_formats(locale, QTimeZone::isTimeZoneIdAvailable(book.zone) ? QTimeZone(book.zone) : QTimeZone::utc())
{
}

QString EvidenceWords::title()
{
    return tr("Record of a conversation");
}

QString EvidenceWords::time(TimePoint at) const
{
    if (!Formats::isKnown(at)) return m_formats.dateTime(at);
    return m_formats.local(at).toString(u"dd/MM/yyyy HH:mm:ss.zzz"_s) + QChar(0x00A0) + zone(at);
}

QString EvidenceWords::zone(TimePoint at) const
{
    return m_formats.zone(at);
}

QString EvidenceWords::speaker(Speaker speaker)
{
    switch (speaker) {
        case Speaker::Customer: return tr("Customer");
        case Speaker::Bot: return tr("Bot");
        case Speaker::Operator: return tr("Operator");
        case Speaker::System: return tr("System");
        case Speaker::Note: return tr("Internal note");
    }
    Q_UNREACHABLE();
}

QString EvidenceWords::who(const EvidenceLine& line)
{
    const QString name = shownPlainly(line.message.senderName.simplified());
    const QJsonValue there = line.message.metadata[kOfOtherProgram];
    const QString role = there.isObject() && line.message.speaker != Speaker::Note
                             ? DisputeWords::role(PartyRole(there["role"_L1].toInt()))
                             : speaker(line.message.speaker);
    return name.isEmpty() ? role : tr("%1: %2", "what somebody is, who it is").arg(role, name);
}

QString EvidenceWords::said(const EvidenceLine& line)
{
    if (line.isWithheld) return tr("An internal note stands here and was not exported.");
    const bool isOfOther = line.message.metadata.contains(kOfOtherProgram);
    if (isOfOther && line.message.body.isEmpty() &&
        !line.message.metadata[kOfOtherProgram]["deleted_at"_L1].isUndefined())
        return tr("This line was deleted.");
    if (line.message.speaker == Speaker::System && !isOfOther) return LiveWords::systemLine(line.message);
    return shownPlainly(line.message.body);
}

QStringList EvidenceWords::facts(const EvidenceLine& line) const
{
    QStringList facts;
    for (const AttachmentWords::Attachment& each : AttachmentWords::of(line.message, m_formats))
        facts << tr("Attached: %1").arg(shownPlainly(each.words));
    const auto delivery = deliveryOf(line.message.metadata);
    if (delivery && delivery->acceptedAt) facts << tr("Accepted by the channel: %1").arg(time(*delivery->acceptedAt));
    if (delivery && delivery->deliveredAt) facts << tr("Reached the customer: %1").arg(time(*delivery->deliveredAt));
    if (delivery && delivery->readAt) facts << tr("Read: %1").arg(time(*delivery->readAt));
    if (delivery && delivery->state == OutboxState::Dead) facts << tr("Not delivered");
    if (delivery && delivery->state == OutboxState::Unknown) facts << tr("Not known whether it was delivered");
    if (line.message.arrivedLate) facts << tr("Arrived late");
    facts << factsThere(line.message.metadata[kOfOtherProgram].toObject());
    if (line.isMasked) facts << tr("Numbers are masked");
    return facts;
}

QStringList EvidenceWords::factsThere(const QJsonObject& there) const
{
    const auto timeOf = [this](const QJsonValue& value) {
        const QDateTime at = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
        return at.isValid() ? time(TimePoint(std::chrono::milliseconds(at.toMSecsSinceEpoch()))) : QString();
    };
    QStringList facts;
    if (const QString at = timeOf(there["edited_at"_L1]); !at.isEmpty()) facts << tr("Edited: %1").arg(at);
    if (const QString at = timeOf(there["deleted_at"_L1]); !at.isEmpty()) facts << tr("Deleted: %1").arg(at);
    for (const QJsonValue& receipt : there["receipts"_L1].toArray()) {
        const QString party = shownPlainly(receipt["party"_L1].toString());
        if (const QString at = timeOf(receipt["delivered_at"_L1]); !at.isEmpty())
            facts << tr("Reached %1: %2").arg(party, at);
        if (const QString at = timeOf(receipt["read_at"_L1]); !at.isEmpty())
            facts << tr("Read by %1: %2").arg(party, at);
    }
    for (const QJsonValue& sum : there["attachments_sha256"_L1].toArray())
        facts << tr("SHA-256 of the attachment: %1").arg(sum.toString());
    return facts;
}

QString EvidenceWords::completeness(const EvidenceBook& book) const
{
    if (!book.source.isEmpty())
        return tr("As the other program's database gave it; whether lines are missing there cannot be known");
    std::vector<qint64> revs;
    revs.reserve(book.lines.size());
    for (const EvidenceLine& line : book.lines)
        revs.push_back(line.message.rev);
    QStringList gaps;
    for (const auto& [from, to] : gapsIn(revs, book.expectedRev))
        gaps << (from == to ? m_formats.number(from) : u"%1–%2"_s.arg(from).arg(to));
    if (gaps.isEmpty()) return tr("No number is missing, 1 to %1").arg(m_formats.number(book.expectedRev));
    return tr("These lines are not in the store any more: %1").arg(gaps.mid(0, 20).join(u", "_s));
}

std::vector<EvidenceWords::Fact> EvidenceWords::head(const EvidenceBook& book) const
{
    const Conversation& c = book.conversation;
    const QString customer = shownPlainly(c.customerName.isEmpty() ? c.customer.toString() : c.customerName);
    std::vector<Fact> facts{
        {tr("Shop"), book.shop},
        {tr("Conversation"), shownPlainly(c.id.toString()), true},
        {tr("Customer"), customer},
        {tr("Channel"), LiveWords::channel(c.channel)},
        {tr("Exported"), time(book.exportedAt)},
        {tr("Exported by"), book.exportedBy},
        {tr("Time zone"), QString::fromLatin1(book.zone)},
        {tr("Content"), (book.isMasked ? tr("Phone, card and identity numbers are masked") : tr("Nothing is masked")) +
                            u"; "_s + (book.withNotes ? tr("with internal notes") : tr("without internal notes"))},
        {tr("Lines"), m_formats.number(qint64(book.lines.size()))},
        {tr("Completeness"), completeness(book)},
        {tr("Key of the shop"), keyFingerprint(book.publicKey), true},
        {tr("Chain head"), QString::fromLatin1(book.head.toHex()), true},
    };
    if (!book.source.isEmpty()) facts.insert(facts.begin() + 2, {tr("Read from"), shownPlainly(book.target)});
    if (book.file) {
        const std::vector<Fact> more = caseFacts(*book.file);
        facts.insert(facts.begin() + 1, more.begin(), more.end());
    }
    std::erase_if(facts, [](const Fact& fact) { return fact.value.isEmpty(); });
    return facts;
}

std::vector<EvidenceWords::Fact> EvidenceWords::caseFacts(const CaseFile& file) const
{
    const DisputeCase& shown = file.shown;
    const QString name = shownPlainly(QStringList{shown.number, shown.title}.join(u"  "_s).trimmed());
    return {{tr("Case"), name},
            {tr("State"), DisputeWords::status(shown.status)},
            {tr("Opened"), shownPlainly(tr("%1, by %2").arg(time(shown.openedAt), file.openedName))},
            {tr("Parties"), shownPlainly(shown.parties)},
            {tr("Amount in dispute"),
             shown.currency.isEmpty() ? QString() : DisputeWords::amount(shown.amount, shown.currency, m_formats)}};
}

std::vector<EvidenceWords::Sheet> EvidenceWords::sheets(const EvidenceBook& book) const
{
    std::vector<Sheet> sheets;
    if (!book.file) return sheets;
    const CaseVerdict& given = book.file->verdict;
    if (given.verdict != DisputeVerdict::NotGiven) {
        QStringList lines{DisputeWords::verdict(given.verdict), shownPlainly(given.reasoning)};
        if (given.proposedAt)
            lines << tr("Proposed by %1, %2").arg(shownPlainly(given.proposedName), time(*given.proposedAt));
        lines << (given.decidedAt
                      ? tr("Approved by %1, %2").arg(shownPlainly(given.approvedName), time(*given.decidedAt))
                      : tr("Not yet approved by a second person."));
        lines.removeAll(QString());
        sheets.push_back({tr("Verdict"), {}, lines.join(u'\n')});
    }
    for (const CaseNote& note : book.file->notes) {
        if (isWithheld(note))
            sheets.push_back({tr("Note in the case"), time(note.at),
                              tr("An internal note stands here and was not exported."), true});
        else
            sheets.push_back(
                {tr("Note in the case by %1").arg(shownPlainly(note.name)), time(note.at), shownPlainly(note.body)});
    }
    return sheets;
}

QStringList EvidenceWords::limits()
{
    return {tr("Every line is hashed together with all lines before it; the chain head stands at the foot of every "
               "page and in the signed package this belongs to. Two records with the same head have the same lines."),
            tr("The package proves that nothing was changed after it was signed. It does not prove that the shop's "
               "computer recorded rightly before."),
            tr("Whether the key is the shop's has to be asked of the shop by another way.")};
}

QString EvidenceWords::flaw(const EvidenceFlaw& flaw)
{
    switch (flaw.kind) {
        case EvidenceFlaw::Kind::Row: return tr("Row %1 is not the one that was signed.").arg(flaw.row);
        case EvidenceFlaw::Kind::RowOrder: return tr("Row %1 is not in its place.").arg(flaw.row);
        case EvidenceFlaw::Kind::Signature: return tr("The signature does not fit the key.");
        case EvidenceFlaw::Kind::Manifest: return tr("The manifest cannot be read, or does not fit the rows.");
        case EvidenceFlaw::Kind::File:
            return tr("The file %1 is not the one that was signed.").arg(shownPlainly(flaw.what));
        case EvidenceFlaw::Kind::Container: return tr("Bytes around the rows are not those that were signed.");
    }
    Q_UNREACHABLE();
}

QString EvidenceWords::lack(const EvidenceLack& lack)
{
    switch (lack.kind) {
        case EvidenceLack::Kind::Tail:
            return lack.to == 0 ? tr("The end of the file is missing.")
                                : tr("The file ends too early: rows %1 to %2 are missing.").arg(lack.from).arg(lack.to);
        case EvidenceLack::Kind::Gap:
            return tr("Lines %1 to %2 were not in the store any more when it was exported.")
                .arg(lack.from)
                .arg(lack.to);
        case EvidenceLack::Kind::Newest:
            return tr("Newer lines, %1 to %2, were known and are not here.").arg(lack.from).arg(lack.to);
        case EvidenceLack::Kind::File:
            return lack.what == "seal"_L1 ? tr("The seal is missing: another program packed the file again.")
                                          : tr("The file %1 is missing.").arg(shownPlainly(lack.what));
        case EvidenceLack::Kind::Anchor:
            return tr("When it was exported, the audit log did not fit the anchor kept outside the database.");
    }
    Q_UNREACHABLE();
}

QString shownPlainly(QString text)
{
    for (qsizetype at = text.size() - 1; at >= 0; --at) {
        const char16_t c = text[at].unicode();
        const bool isTurning =
            (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
        if (isTurning) text.replace(at, 1, u"[U+%1]"_s.arg(c, 4, 16, QChar(u'0')).toUpper());
    }
    return text;
}

}  // namespace tongdai
