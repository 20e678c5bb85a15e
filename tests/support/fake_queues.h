#pragma once

#include "engine/api/locks_queues.h"

#include <vector>

namespace tongdai::testing {

/// A shop's queues without an engine, for tests and pictures. What it shows is set by hand. GUI thread.
class FakeQueues final : public api::Queues {
    Q_OBJECT
public:
    void watch(bool on) override;
    api::RequestId requestDecisions(const std::vector<qint64>& ids, OutboxDecision decision) override;
    api::Asked<api::DeadLetter> letter(qint64 id) override;
    api::Asked<qint64> sendReworded(const ConversationId& conversation, qint64 outboxId, const MessageId& messageId,
                                    const QString& text) override;

    /// Everything flows.
    void fillCalm(TimePoint now);
    /// Answers that were given up, a full offline list, a Redis that throws keys away.
    void fillTrouble(TimePoint now);
    void tell() { emit pictureChanged(picture); }

    api::QueuesPicture picture;
    bool isWatched = false;
    struct Decided {
        std::vector<qint64> ids;
        OutboxDecision decision = OutboxDecision::SendAgain;
    };
    std::vector<Decided> decisions;
    struct Reworded {
        ConversationId conversation;
        qint64 outboxId = 0;
        MessageId messageId;
        QString text;
    };
    std::vector<Reworded> reworded;
    QString wholeText;                        ///< of every letter; empty: what the list shows
    std::vector<SendTry> tries;               ///< likewise
    QString whyNotReworded;                   ///< likewise
    std::optional<api::DeskFailure> refusal;  ///< of the next sendReworded()

private:
    api::RequestId m_last = 0;
};

}  // namespace tongdai::testing
