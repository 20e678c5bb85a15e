#pragma once

#include <QByteArray>
#include <QStringList>

#include <chrono>
#include <vector>

namespace tongdai::testing {

/// What a store holds and what the world outside saw, as plain rows: filled from the in-memory store of the simulation
/// or by SQL from a real database, judged by one checker (guarantees 3.1).
struct ConversationFact {
    QByteArray id;
    qint64 nextSeq = 0;
    qint64 doneSeq = 0;
    bool pending = false;
    qint64 fence = 0;
    double leaseAhead = 0;  ///< seconds from the store's now; negative when it is over
    bool isChat = false;    ///< of the built-in chat: its answers go to its sockets, never to the platform
};
struct InboxFact {
    QByteArray source;
    QByteArray messageId;
    QByteArray conversation;
    qint64 seq = 0;
    int state = 0;          ///< MessageState
    bool byPerson = false;  ///< final without a turn: a person answers
};
/// A recorded turn, in the order of the commits.
struct TurnFact {
    QByteArray conversation;
    qint64 fence = 0;
    qint64 from = 0;
    qint64 upto = 0;
    int outcome = 0;  ///< TurnOutcome
    bool hasActions = true;
};
struct OutboxFact {
    QByteArray dedupKey;
    QByteArray conversation;
    qint64 ord = 0;
    int state = 0;  ///< OutboxState
    bool isBots = true;
};
struct StoreFacts {
    std::vector<ConversationFact> conversations;
    std::vector<InboxFact> inbox;
    std::vector<TurnFact> turns;
    std::vector<OutboxFact> outbox;
};

/// What was promised to callers.
struct PromiseFact {
    QByteArray source;
    QByteArray messageId;
    QByteArray conversation = {};  ///< empty: its id is used in one conversation only
};
/// What the platform received, in the order of arrival; repetitions included.
struct SightFact {
    QByteArray dedupKey;
    QByteArray conversation;
};
struct WorldFacts {
    StoreFacts store;
    std::vector<PromiseFact> promises;
    std::vector<SightFact> sights;
    bool platformConfigured = true;
    bool faultsStopped = true;  ///< and enough time has passed since: nothing may still be under way
};

/// I1 to I5 of guarantees 3.1. Empty: all hold.
QStringList brokenInvariants(const WorldFacts& facts);

}  // namespace tongdai::testing
