#include "engine/evidence/foreign_line.h"

#include "engine/domain/text/mask_text.h"
#include "engine/evidence/evidence_book.h"

#include <QJsonArray>

namespace tongdai::evidence {

using namespace Qt::StringLiterals;

namespace {

Speaker speakerOf(const DisputeLine& line)
{
    if (line.isNote) return Speaker::Note;
    switch (line.role) {
        case PartyRole::Bot: return Speaker::Bot;
        case PartyRole::System: return Speaker::System;
        case PartyRole::Operator:
        case PartyRole::Admin:
        case PartyRole::Arbitrator: return Speaker::Operator;
        case PartyRole::Customer:
        case PartyRole::Client:
        case PartyRole::Freelancer:
        case PartyRole::Other: return Speaker::Customer;
    }
    Q_UNREACHABLE();
}

/// Kept apart from the rest of the metadata: times and checksums in it look like numbers of people and are none.
QJsonObject thereOf(const DisputeLine& line, bool isMasked)
{
    QJsonObject there{{u"role"_s, int(line.role)}};
    if (line.editedAt) there.insert(u"edited_at"_s, utcText(*line.editedAt));
    if (line.deletedAt) there.insert(u"deleted_at"_s, utcText(*line.deletedAt));
    QJsonArray receipts;
    for (const DisputeReceipt& receipt : line.receipts) {
        const QString party = QString::fromUtf8(receipt.party);
        QJsonObject each{{u"party"_s, isMasked ? maskText(party) : party}};
        if (receipt.deliveredAt) each.insert(u"delivered_at"_s, utcText(*receipt.deliveredAt));
        if (receipt.readAt) each.insert(u"read_at"_s, utcText(*receipt.readAt));
        receipts.append(each);
    }
    if (!receipts.isEmpty()) there.insert(u"receipts"_s, receipts);
    QJsonArray checksums;
    for (const DisputeAttachment& attachment : line.attachments) {
        if (!attachment.checksum.isEmpty()) checksums.append(attachment.checksum);
    }
    if (!checksums.isEmpty()) there.insert(u"attachments_sha256"_s, checksums);
    return there;
}

}  // namespace

EvidenceLine foreignLine(const DisputeLine& line, const ConversationId& thread, qint64 place, bool isMasked,
                         bool withNotes)
{
    StoredMessage message;
    message.conversation = thread;
    message.messageId = MessageId(line.id);
    message.rev = place;
    message.speaker = speakerOf(line);
    message.sender = SenderId(line.party);
    message.senderName = line.name;
    message.body = line.body;
    message.receivedAt = line.at;
    QJsonArray attachments;
    for (const DisputeAttachment& attachment : line.attachments) {
        QJsonObject each{{u"name"_s, attachment.name}, {u"mime"_s, attachment.mimeType}, {u"url"_s, attachment.url}};
        if (attachment.bytes >= 0) each.insert(u"size"_s, attachment.bytes);
        attachments.append(each);
    }
    if (!attachments.isEmpty()) message.metadata.insert(u"attachments"_s, attachments);
    message.metadata.insert(kOfOtherProgram, thereOf(line, isMasked));
    return evidenceLine(std::move(message), isMasked, withNotes);
}

}  // namespace tongdai::evidence
