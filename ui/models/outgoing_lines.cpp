#include "ui/models/outgoing_lines.h"

#include <QUuid>

#include <algorithm>

namespace tongdai {

OutgoingLines::OutgoingLines(api::Desk& desk, QObject* parent) : QObject(parent), m_desk(desk)
{
    connect(&desk, &api::Desk::acted, this, &OutgoingLines::takeAnswer);
    connect(&desk, &api::Desk::requestFailed, this, &OutgoingLines::takeFailure);
    connect(&desk, &api::Desk::linesChanged, this, &OutgoingLines::dropRecorded);
}

MessageId OutgoingLines::send(const ConversationId& conversation, const QString& text, bool isNote, Before before)
{
    Entry entry;
    entry.before = isNote ? Before::Nothing : before;
    StoredMessage& message = entry.line.message;
    message.conversation = conversation;
    message.messageId = MessageId(QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    message.speaker = isNote ? Speaker::Note : Speaker::Operator;
    message.sender = SenderId(m_desk.me().bytes());
    message.senderName = m_desk.me().toString();
    message.body = text;
    message.receivedAt = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const MessageId id = message.messageId;
    auto& lines = m_lines[conversation];
    lines.push_back(std::move(entry));
    start(conversation, lines.back());
    emit changed(conversation);
    return id;
}

void OutgoingLines::start(const ConversationId& conversation, Entry& entry)
{
    entry.line.sending = ThreadLine::Sending::Queued;
    switch (entry.before) {
        case Before::TakeOver: entry.request = m_desk.requestTakeOver(conversation); return;
        case Before::Take: entry.request = m_desk.requestTake(conversation); return;
        case Before::Nothing: break;
    }
    const StoredMessage& message = entry.line.message;
    entry.request = m_desk.requestSend(conversation, message.messageId, message.body, message.speaker == Speaker::Note);
}

void OutgoingLines::takeAnswer(api::RequestId request, const Conversation& answered)
{
    for (auto it = m_lines.begin(); it != m_lines.end(); ++it) {
        const auto entry =
            std::find_if(it->begin(), it->end(), [request](const Entry& e) { return e.request == request; });
        if (request == 0 || entry == it->end()) continue;
        const ConversationId conversation = it.key();
        if (entry->before != Before::Nothing) {
            entry->before = Before::Nothing;
            start(conversation, *entry);
            emit changed(conversation);
            return;
        }
        const MessageId id = entry->line.message.messageId;
        Q_ASSERT(answered.id == conversation);
        // The line itself comes with the thread's next batch; until then it stays shown as it is.
        entry->request = 0;
        entry->accepted = true;
        emit accepted(conversation, id);
        return;
    }
}

void OutgoingLines::takeFailure(api::RequestId request, const api::DeskFailure& failure)
{
    if (request == 0) return;
    for (auto it = m_lines.begin(); it != m_lines.end(); ++it) {
        for (Entry& entry : *it) {
            if (entry.request != request) continue;
            entry.request = 0;
            entry.line.sending = ThreadLine::Sending::Failed;
            entry.line.failure = failure;
            const ConversationId conversation = it.key();
            const ThreadLine line = entry.line;
            emit changed(conversation);
            emit failed(conversation, line);
            return;
        }
    }
}

void OutgoingLines::dropRecorded(const ConversationId& conversation, const std::vector<StoredMessage>& lines)
{
    for (const StoredMessage& line : lines) {
        if (Entry* entry = find(conversation, line.messageId)) {
            if (entry->request != 0) emit accepted(conversation, line.messageId);  // the batch overtook the answer
            erase(conversation, line.messageId);
        }
    }
}

void OutgoingLines::retry(const ConversationId& conversation, const MessageId& id)
{
    Entry* entry = find(conversation, id);
    if (!entry || entry->line.sending != ThreadLine::Sending::Failed) return;
    start(conversation, *entry);
    emit changed(conversation);
}

QString OutgoingLines::withdraw(const ConversationId& conversation, const MessageId& id)
{
    const Entry* entry = find(conversation, id);
    if (!entry || entry->line.sending != ThreadLine::Sending::Failed) return {};
    const QString text = entry->line.message.body;
    erase(conversation, id);
    emit changed(conversation);
    return text;
}

void OutgoingLines::dropAccepted(const ConversationId& conversation)
{
    std::vector<MessageId> recorded;
    for (const Entry& entry : m_lines.value(conversation)) {
        if (entry.accepted) recorded.push_back(entry.line.message.messageId);
    }
    for (const MessageId& id : recorded)
        erase(conversation, id);
}

std::vector<ThreadLine> OutgoingLines::linesOf(const ConversationId& conversation) const
{
    std::vector<ThreadLine> lines;
    for (const Entry& entry : m_lines.value(conversation))
        lines.push_back(entry.line);
    return lines;
}

std::vector<ThreadLine> OutgoingLines::unsentOf(const ConversationId& conversation) const
{
    std::vector<ThreadLine> lines;
    for (const Entry& entry : m_lines.value(conversation)) {
        if (!entry.accepted) lines.push_back(entry.line);
    }
    return lines;
}

OutgoingLines::Entry* OutgoingLines::find(const ConversationId& conversation, const MessageId& id)
{
    const auto it = m_lines.find(conversation);
    if (it == m_lines.end()) return nullptr;
    const auto entry =
        std::find_if(it->begin(), it->end(), [&id](const Entry& e) { return e.line.message.messageId == id; });
    return entry == it->end() ? nullptr : &*entry;
}

void OutgoingLines::erase(const ConversationId& conversation, const MessageId& id)
{
    const auto it = m_lines.find(conversation);
    std::erase_if(*it, [&id](const Entry& e) { return e.line.message.messageId == id; });
    if (it->empty()) m_lines.erase(it);
}

}  // namespace tongdai
