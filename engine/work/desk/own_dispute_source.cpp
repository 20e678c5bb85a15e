#include "engine/work/desk/own_dispute_source.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace tongdai {

namespace {

constexpr char kOwnName[] = "own";
constexpr char kBotParty[] = "bot";
constexpr std::chrono::hours kOldAfter{24};
constexpr std::chrono::seconds kStuckAfter{60};
/// Of one search: what happened is looked for a stretch of lines at a time, however many there are.
constexpr int kMostLooks = 40;

PartyRole roleOfSpeaker(Speaker speaker)
{
    switch (speaker) {
        case Speaker::Customer: return PartyRole::Customer;
        case Speaker::Bot: return PartyRole::Bot;
        case Speaker::Operator:
        case Speaker::Note: return PartyRole::Operator;
        case Speaker::System: return PartyRole::System;
    }
    Q_UNREACHABLE();
}

DisputeParty partyOfParticipant(const Participant& participant)
{
    DisputeParty party;
    party.id = participant.user.id.bytes();
    party.name = participant.user.shownName();
    party.role = isStaff(participant.role) ? PartyRole::Operator : PartyRole::Customer;
    party.roleWord = QString(chatRoleName(participant.role));
    party.joinedAt = participant.joinedAt;
    party.leftAt = participant.leftAt;
    party.hasReceipts = true;
    return party;
}

/// Empty: nobody's name stands there, and the customer's is that of their own lines alone.
QString nameOfSpeaker(const StoredMessage& message, const QString& customerName)
{
    return message.speaker == Speaker::Customer && message.senderName.isEmpty() ? customerName : message.senderName;
}

DisputeLine lineOfMessage(const StoredMessage& message, const QString& customerName)
{
    DisputeLine line;
    line.id = message.messageId.bytes();
    line.role = roleOfSpeaker(message.speaker);
    line.party = message.speaker == Speaker::Bot ? QByteArray(kBotParty) : message.sender.bytes();
    if (message.speaker == Speaker::System) line.party.clear();
    line.name = nameOfSpeaker(message, customerName);
    line.body = message.body;
    line.at = message.receivedAt;
    line.isNote = message.speaker == Speaker::Note;
    if (message.speaker == Speaker::Bot) line.card = answerCard(message.metadata);
    line.delivery = deliveryOf(message.metadata);
    for (const QJsonValue& each : message.metadata.value(QLatin1StringView("attachments")).toArray()) {
        const QJsonObject file = each.toObject();
        DisputeAttachment attachment;
        attachment.name = file.value(QLatin1StringView("name")).toString();
        attachment.mimeType = file.value(QLatin1StringView("mime")).toString();
        attachment.bytes = file.value(QLatin1StringView("size")).toInteger(-1);
        attachment.url = file.value(QLatin1StringView("url")).toString();
        line.attachments.push_back(std::move(attachment));
    }
    return line;
}

void addOwnAuthor(DisputeThread& thread, const DisputeLine& line)
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

/// A platform's word about a line counts for its customer, who does not follow by chat.
void addDeliveries(DisputeThread& thread, const QByteArray& customer)
{
    for (DisputeLine& line : thread.lines) {
        if (!line.delivery || customer.isEmpty() || (!line.delivery->deliveredAt && !line.delivery->readAt)) continue;
        if (std::ranges::find(line.receipts, customer, &DisputeReceipt::party) != line.receipts.end()) continue;
        line.receipts.push_back({customer, line.delivery->deliveredAt, line.delivery->readAt});
    }
}

DisputeHit hitOf(const MessageHit& found)
{
    DisputeHit hit;
    hit.ref = {kOwnName, found.message.conversation.bytes()};
    hit.line = found.message.messageId.bytes();
    hit.at = found.message.receivedAt;
    hit.who = nameOfSpeaker(found.message, found.customerName);
    hit.role = roleOfSpeaker(found.message.speaker);
    hit.body = found.message.body;
    if (found.message.speaker == Speaker::System) hit.note = found.message.metadata;
    return hit;
}

}  // namespace

SourceStatus OwnDisputeSource::status() const
{
    SourceStatus status;
    status.name = kOwnName;
    status.kind = SourceKind::Own;
    status.state = m_state;
    status.cause = m_cause;
    status.target = m_target;
    status.messages = m_messages;
    status.isCounted = m_state == SourceState::Open;
    status.keepsReceipts = true;
    return status;
}

void OwnDisputeSource::note(const StoreError& error)
{
    m_state = error.kind() == StoreError::Kind::TimedOut || error.kind() == StoreError::Kind::Busy ? SourceState::Slow
                                                                                                   : SourceState::Away;
    m_cause = error.cause();
}

QCoro::Task<void> OwnDisputeSource::look()
{
    try {
        auto counting = m_ports.reader.stats(kOldAfter, kStuckAfter);
        const HistoryStats stats = co_await counting;
        m_messages = stats.messages;
        m_state = SourceState::Open;
        m_cause.clear();
    } catch (const StoreError& error) {
        note(error);
    }
}

QCoro::Task<DisputeCasePage> OwnDisputeSource::cases(std::optional<LineKey>, int)
{
    co_return {};
}

QCoro::Task<std::optional<DisputeThread>> OwnDisputeSource::thread(QByteArray thread, ports::DisputeLook,
                                                                   std::optional<LineKey> before, int limit)
{
    const ConversationId id(thread);
    auto finding = m_ports.reader.conversation(id);
    const std::optional<Conversation> conversation = co_await finding;
    if (!conversation) co_return std::nullopt;
    ThreadQuery query;
    query.conversation = id;
    query.limit = limit;
    if (before) query.beforeRev = before->id.toLongLong();
    auto reading = m_ports.reader.thread(query);
    const ThreadPage page = co_await reading;

    DisputeThread read;
    read.ref = {kOwnName, thread};
    read.title = conversation->customerName;
    auto findingChat = m_ports.chat.chatThread(id);
    const std::optional<ChatThread> chat = co_await findingChat;
    QHash<QUuid, QByteArray> partyOf;
    if (chat) {
        for (const Participant& participant : chat->participants) {
            read.parties.push_back(partyOfParticipant(participant));
            partyOf.insert(participant.id, participant.user.id.bytes());
        }
    }
    QHash<qint64, std::vector<Receipt>> receipts;
    if (!page.lines.empty() && !partyOf.isEmpty()) {
        auto readingReceipts = m_ports.chat.chatLines(id, page.lines.front().rev - 1, limit);
        std::vector<ChatLine> withReceipts = co_await readingReceipts;
        for (ChatLine& line : withReceipts)
            receipts[line.message.rev] = std::move(line.receipts);
    }
    for (const StoredMessage& message : page.lines) {
        DisputeLine line = lineOfMessage(message, conversation->customerName);
        for (const Receipt& receipt : receipts.value(message.rev)) {
            if (const QByteArray party = partyOf.value(receipt.participant); !party.isEmpty())
                line.receipts.push_back({party, receipt.deliveredAt, receipt.readAt});
        }
        addOwnAuthor(read, line);
        read.lines.push_back(std::move(line));
    }
    addDeliveries(read, conversation->customer.bytes());
    if (page.hasMore && !page.lines.empty())
        read.earlier = LineKey{page.lines.front().receivedAt, QByteArray::number(page.lines.front().rev)};
    co_return read;
}

QCoro::Task<std::optional<PlaceBehind>> OwnDisputeSource::placeBehind(QByteArray thread, QByteArray line, int lines)
{
    ThreadQuery query;
    query.conversation = ConversationId(thread);
    query.fromMessage = MessageId(line);
    query.limit = lines + 1;
    auto reading = m_ports.reader.thread(query);
    const ThreadPage page = co_await reading;
    if (page.lines.empty()) co_return std::nullopt;
    PlaceBehind place;
    place.hasLater = page.hasMore;
    const StoredMessage& last = page.lines.back();
    if (page.hasMore) place.before = LineKey{last.receivedAt, QByteArray::number(last.rev + 1)};
    co_return place;
}

QCoro::Task<std::optional<QString>> OwnDisputeSource::original(QByteArray, QByteArray)
{
    co_return std::nullopt;  // lines are never changed here: what they say is the original
}

/// One look goes through a stretch of lines or turns alone, and may find nothing in it: on with the next, until there
/// are enough hits, all of it was looked at, or that took enough looks.
QCoro::Task<DisputeHits> OwnDisputeSource::search(DisputeSearch search)
{
    MessageQuery query;
    query.text = search.text;
    query.from = search.from;
    query.to = search.to;
    query.person = search.own.person;
    query.role = search.own.role;
    query.fact = search.own.fact;
    query.intent = search.own.intent;
    query.model = search.own.model;
    query.conversation = search.own.conversation;
    const int cancelledBefore = m_cancelled;
    qint64 looked = 0;
    DisputeHits hits;
    hits.isWhole = false;
    for (int look = 0; look < kMostLooks && cancelledBefore == m_cancelled; ++look) {
        query.limit = search.limit - int(hits.hits.size());
        MessageHits found;
        try {
            auto searching = m_ports.search.search(query);
            found = co_await searching;
        } catch (const StoreError& error) {
            if (look == 0) throw;
            note(error);  // what was found before it stays found
            break;
        }
        looked += found.looked;
        for (const MessageHit& each : found.hits)
            hits.hits.push_back(hitOf(each));
        hits.isWhole = !found.next;
        if (hits.isWhole || int(hits.hits.size()) >= search.limit) break;
        query.after = found.next;
    }
    hits.found = qint64(hits.hits.size());
    // Words are looked up in an index of all lines, whatever is shown of them.
    hits.searched = hits.isWhole || !query.asksFacts() ? m_messages : looked;
    co_return hits;
}

}  // namespace tongdai
