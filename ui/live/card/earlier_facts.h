#pragma once

#include "engine/domain/conversation/conversation.h"
#include "ui/models/thread_model.h"

#include <QHash>
#include <QJsonValue>

#include <vector>

namespace tongdai {

/// A value that a message brought before a newer one said something else.
struct EarlierFact {
    QJsonValue value;
    TimePoint at;
    bool operator==(const EarlierFact&) const = default;
};
/// By the channel's key; newest first, each value once.
using EarlierFacts = QHash<QString, std::vector<EarlierFact>>;

/// What the customer's lines in `thread` said before what the conversation says now. Bounded: the newest
/// kMaxLinesRead lines of the loaded ones, kMaxEarlier values a key.
inline constexpr int kMaxLinesRead = 500;
inline constexpr size_t kMaxEarlier = 20;
EarlierFacts earlierFacts(const ThreadModel& thread, const Conversation& conversation);

}  // namespace tongdai
