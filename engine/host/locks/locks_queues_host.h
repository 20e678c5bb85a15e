#pragma once

#include "engine/api/locks_queues.h"

#include <QPointer>

namespace tongdai {

class LocksQueuesService;

/// The queues as the window sees them. GUI thread; what is asked is posted to LocksQueuesService.
class LocksQueuesHost final : public api::Queues {
    Q_OBJECT
public:
    using api::Queues::Queues;

    /// The engine is up (or, with null, gone): what the page watches is asked of it at once.
    void attach(LocksQueuesService* service);

    void watch(bool on) override;
    api::RequestId requestDecisions(const std::vector<qint64>& ids, OutboxDecision decision) override;
    api::Asked<api::DeadLetter> letter(qint64 id) override;
    api::Asked<qint64> sendReworded(const ConversationId& conversation, qint64 outboxId, const MessageId& messageId,
                                    const QString& text) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<LocksQueuesService> m_service;
    api::RequestId m_last = 0;
    bool m_isWatched = false;
};

}  // namespace tongdai
