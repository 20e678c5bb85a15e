#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/people/sight.h"

#include <QCoro/QCoroTask>

namespace tongdai {

/// Where a page of hits ended: exact hits come first, then the others, newest first within both.
struct SearchPlace {
    bool inExact = false;
    qint64 order = 0;  ///< opaque, falling
};

struct MessageQuery {
    QString text;  ///< as typed; may be empty when there is a filter
    // Filters; empty means any.
    SenderId person;  ///< who wrote it
    ConversationId conversation;
    QString channel;
    std::optional<Speaker> role;
    QString tag;                    ///< of the conversation
    std::optional<TimePoint> from;  ///< received at or after
    std::optional<TimePoint> to;    ///< received before
    enum class Fact : quint8 {
        HandedOver,  ///< the bot asked for a person, or the AI failed and one was called
        TakenOver,   ///< a person took it from the bot
        Failed,      ///< the AI gave no answer
    };
    // What happened there. These are not looked for by words: the answer is lines of the engine, or the customer's
    // lines that a run of the AI was about.
    std::optional<Fact> fact;
    std::optional<QString> intent;  ///< of runs that did not fail; empty: the AI named none
    QString model;
    bool asksFacts() const { return fact || intent || !model.isEmpty(); }
    InSight sight = {};
    int limit = 50;                    ///< 1 … 200
    std::optional<SearchPlace> after;  ///< the place a page before ended
};

struct MessageHit {
    StoredMessage message;
    QString customerName;
    QString channel;
    bool isExact = false;  ///< the words stand there with the marks they were typed with
};

struct MessageHits {
    std::vector<MessageHit> hits;
    std::optional<SearchPlace> next;  ///< there are more
    qint64 looked = 0;                ///< for what happened: at least so many lines, or turns, were looked at
    bool isTelex = false;             ///< nothing was found as typed; these are hits of its reading as raw Telex
};

namespace ports {

/// Finding lines of all threads (features A14, K2): case, marks, đ, composed or decomposed text and tone placement do
/// not matter; hits with the very marks of the query come first. Engine loop; every call ends within its deadline.
/// @throws StoreError
class MessageSearch {
public:
    virtual ~MessageSearch() = default;
    virtual QCoro::Task<MessageHits> search(MessageQuery query) = 0;
};

}  // namespace ports
}  // namespace tongdai
