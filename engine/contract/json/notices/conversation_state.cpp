#include "engine/contract/json/notices/conversation_state.h"

#include <QJsonArray>

#include <algorithm>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

QJsonArray idsOf(const std::vector<MessageId>& ids)
{
    const size_t skipped = ids.size() > size_t(kMaxProcessedIds) ? ids.size() - size_t(kMaxProcessedIds) : 0;
    QJsonArray array;
    for (size_t i = skipped; i < ids.size(); ++i)
        array.append(ids[i].toString());
    return array;
}

QJsonArray linesOf(const std::vector<ContextLine>& lines, int maxContext)
{
    const size_t kept = size_t(std::max(0, maxContext));
    QJsonArray array;
    for (size_t i = lines.size() > kept ? lines.size() - kept : 0; i < lines.size(); ++i) {
        const bool isCustomer = lines[i].speaker == Speaker::Customer;
        array.append(QJsonObject{{u"role"_s, isCustomer ? u"user"_s : u"assistant"_s},
                                 {u"content"_s, lines[i].text},
                                 {u"timestamp"_s, lines[i].timestamp}});
    }
    return array;
}

}  // namespace

QJsonObject toJson(const ConversationState& state, int maxContext)
{
    QJsonObject json{{u"conversation_id"_s, state.conversation.toString()},
                     {u"last_message_id"_s, state.lastMessage.toString()},
                     {u"last_message_timestamp"_s, state.lastMessageTimestamp},
                     {u"ai_processing"_s, state.aiProcessing},
                     {u"context"_s, linesOf(state.context, maxContext)},
                     {u"pending"_s, idsOf(state.pending)},
                     {u"processed_ids"_s, idsOf(state.processed)}};
    if (state.aiProcessing) json.insert("processing_started_at"_L1, state.processingStartedAt);
    return json;
}

}  // namespace tongdai::contract
