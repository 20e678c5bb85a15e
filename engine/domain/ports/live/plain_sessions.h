#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/customer/customer_details.h"
#include "engine/domain/people/sight.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

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

/// What the older product's REST routes ask the durable store (contracts/background §2). @throws StoreError
class PlainSessionStore {
public:
    virtual ~PlainSessionStore() = default;

    /// Newest activity first.
    virtual QCoro::Task<std::vector<PlainSession>> plainSessions(PlainSessionQuery query) = 0;
    /// What customers may see of a session: oldest first, `offset` lines newer than the page.
    virtual QCoro::Task<std::vector<StoredMessage>> saidLines(ConversationId session, int offset, int limit) = 0;
    /// The session has these tags and no others. False: there is no such session.
    virtual QCoro::Task<bool> setTags(ConversationId session, std::vector<QByteArray> tags) = 0;
};

}  // namespace ports
}  // namespace tongdai
