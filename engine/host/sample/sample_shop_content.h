#pragma once

#include "engine/domain/ports/store/conversation_store.h"

#include <QCoro/QCoroTask>

namespace tongdai {

/// One line of a made-up conversation, before it is stored.
struct SampleLine {
    Speaker speaker = Speaker::Customer;  ///< Customer, Bot, Operator or Note
    QString text;
    TimePoint at{};
    QString intent;         ///< of a bot's line
    double confidence = 0;  ///< of a bot's line
    bool handsOver = false;
};

struct SampleConversation {
    enum class End : quint8 { Bot, Waiting, Owned, OwnedWaiting, Closed };
    ConversationId id;  ///< "sample-001" …
    QString customerName;
    QString phone;
    QString channel;
    OperatorId owner;  ///< set when an operator speaks in it
    QString ownerName;
    End end = End::Bot;
    std::vector<SampleLine> lines;
};

/// The sample shop "Mộc An Shop": about 200 believable conversations of the last three days, from
/// resources/sample/shop.json. The same for the same `now`, apart from the times always the same. Pure.
std::vector<SampleConversation> sampleConversations(TimePoint now, int count = 200);

/// Dialogues for customers who go on writing: each a list of messages with its places filled. Pure.
std::vector<QStringList> sampleLiveDialogues(quint32 seed);

/// Writes the conversations through the ordinary commands, many at a time, then dates them back. Engine loop.
/// Conversations that are there already are left as they are, so that repeating after a failure is safe. Returns how
/// many are new. `store` must outlive the task. @throws StoreError
QCoro::Task<int> installSample(ports::ConversationStore* store, std::vector<SampleConversation> conversations);

}  // namespace tongdai
