#include "engine/evidence/evidence_book.h"

#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/text/mask_text.h"
#include "engine/evidence/evidence_chain.h"

#include <QDateTime>

namespace tongdai::evidence {

using namespace Qt::StringLiterals;

namespace {

QString stateWord(MessageState state)
{
    switch (state) {
        case MessageState::Waiting: return u"waiting"_s;
        case MessageState::Answered: return u"answered"_s;
        case MessageState::Superseded: return u"superseded"_s;
        case MessageState::Dead: return u"dead"_s;
    }
    return {};
}

template <class Tag>
void maskId(Id<Tag>& id)
{
    const QString text = id.toString();
    const QString masked = maskText(text);
    if (masked != text) id = Id<Tag>::fromString(masked);
}

void maskMessage(StoredMessage& message)
{
    message.body = maskText(message.body);
    message.senderName = maskText(message.senderName);
    maskId(message.sender);
    maskId(message.messageId);
    // Which conversation stands at the top; the ways of delivery hold numbers of ours, and no people's.
    const QJsonValue delivery = message.metadata["delivery"_L1];
    const QJsonValue steps = message.metadata["steps"_L1];
    const QJsonValue there = message.metadata[kOfOtherProgram];
    message.metadata = maskJson(message.metadata).toObject();
    if (delivery.isObject()) message.metadata[u"delivery"_s] = delivery;
    if (there.isObject()) message.metadata[kOfOtherProgram] = there;
    if (steps.isObject()) message.metadata[u"steps"_s] = steps;
}

/// Fields are listed: what the history will know tomorrow does not slip into a package by itself.
QJsonObject rowOf(const EvidenceLine& line)
{
    const StoredMessage& message = line.message;
    QJsonObject row{
        {u"rev"_s, message.rev},
        {u"received_at"_s, utcText(message.receivedAt)},
        {u"speaker"_s, speakerWord(message.speaker)},
    };
    if (line.isWithheld) {
        row.insert(u"withheld"_s, u"note"_s);
        return row;
    }
    row.insert(u"message_id"_s, message.messageId.toString());
    row.insert(u"sender_id"_s, message.sender.toString());
    row.insert(u"text"_s, message.body);
    row.insert(u"state"_s, stateWord(message.state));
    if (!message.senderName.isEmpty()) row.insert(u"sender_name"_s, message.senderName);
    if (message.seq > 0) row.insert(u"seq"_s, message.seq);
    if (message.sentAt > 0) row.insert(u"sent_at_by_sender"_s, message.sentAt);
    if (message.arrivedLate) row.insert(u"arrived_late"_s, true);
    if (message.deliveries > 1) row.insert(u"deliveries"_s, message.deliveries);
    if (!message.metadata.isEmpty()) row.insert(u"metadata"_s, message.metadata);
    if (line.isMasked) row.insert(u"masked"_s, true);
    return row;
}

bool isSame(const StoredMessage& a, const StoredMessage& b)
{
    return a.body == b.body && a.senderName == b.senderName && a.sender == b.sender && a.messageId == b.messageId &&
           a.metadata == b.metadata;
}

}  // namespace

QString utcText(TimePoint at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

QString speakerWord(Speaker speaker)
{
    switch (speaker) {
        case Speaker::Customer: return u"customer"_s;
        case Speaker::Bot: return u"bot"_s;
        case Speaker::Operator: return u"operator"_s;
        case Speaker::System: return u"system"_s;
        case Speaker::Note: return u"note"_s;
    }
    return {};
}

EvidenceLine evidenceLine(StoredMessage message, bool isMasked, bool withNotes)
{
    EvidenceLine line;
    line.isWithheld = message.speaker == Speaker::Note && !withNotes;
    line.message = std::move(message);
    if (line.isWithheld) {
        line.message.body.clear();
        line.message.metadata = {};
        line.message.sender = {};
        line.message.senderName.clear();
        line.message.messageId = {};
    } else if (isMasked) {
        const StoredMessage before = line.message;
        maskMessage(line.message);
        line.isMasked = !isSame(before, line.message);
    }
    line.row = rowOf(line);
    return line;
}

QString chainBook(EvidenceBook& book)
{
    if (book.isMasked) {
        maskId(book.conversation.id);
        maskId(book.conversation.customer);
        book.conversation.customerName = maskText(book.conversation.customerName);
    }
    QByteArray before = chainStart();
    qint64 n = 0;
    for (EvidenceLine& line : book.lines) {
        const auto row = chainedRow(before, line.row, ++n);
        if (!row) return u"line %1 cannot be written in canonical form"_s.arg(line.message.rev);
        line.hash = before = row->hash;
    }
    book.head = before;
    return {};
}

}  // namespace tongdai::evidence
