#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/customer/customer_details.h"
#include "engine/domain/people/sight.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>
#include <QHash>

#include <vector>

namespace tongdai {

struct PlainSessionQuery {
    QString channel;  ///< empty: all
    QByteArray tag;   ///< empty: all
    int offset = 0;
    int limit = 100;
    InSight sight = {};
};
/// A session as the older product lists it.
struct PlainSession {
    Conversation conversation;
    std::vector<QByteArray> tags;
    CustomerDetails details;
};

namespace ports {

/// What conversations are sorted under; searching filters by it. @throws StoreError
class ConversationTags {
public:
    using Tags = QHash<ConversationId, std::vector<QByteArray>>;
    virtual ~ConversationTags() = default;

    /// Of each of these that has any, in no particular order.
    virtual QCoro::Task<Tags> tagsOf(std::vector<ConversationId> conversations) = 0;
    /// The conversation has these tags and no others. False: there is no such conversation.
    virtual QCoro::Task<bool> setTags(ConversationId conversation, std::vector<QByteArray> tags) = 0;
};

/// What the older product's REST routes ask the durable store (contracts/background §2). @throws StoreError
class PlainSessionStore : public ConversationTags {
public:
    /// Newest activity first.
    virtual QCoro::Task<std::vector<PlainSession>> plainSessions(PlainSessionQuery query) = 0;
    /// What customers may see of a session: oldest first, `offset` lines newer than the page.
    virtual QCoro::Task<std::vector<StoredMessage>> saidLines(ConversationId session, int offset, int limit) = 0;
};

}  // namespace ports
}  // namespace tongdai
