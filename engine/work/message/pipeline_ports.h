#pragma once

#include "engine/domain/conversation/answer_rule.h"

#include <QByteArray>
#include <QStringList>

#include <chrono>

namespace tongdai {

namespace ports {
class AcceptJournal;
class AiClient;
class Clock;
class ConversationStore;
class HistoryReader;
class JournalNews;
class LiveState;
class OutboxStore;
class PlatformClient;
class ProposalStore;
class Random;
class ServiceCalls;
class TimedTakeovers;
}  // namespace ports

class PipelineEvents;

/// Everything outside that the use cases talk to. All live on the engine loop and outlive the pipeline's last
/// coroutine (see Pipeline::stop).
struct PipelinePorts {
    ports::Clock& clock;
    ports::Random& random;
    ports::ConversationStore& store;
    ports::OutboxStore& outbox;
    ports::HistoryReader& reader;
    ports::LiveState& live;
    ports::AiClient& ai;
    ports::PlatformClient& platform;
    PipelineEvents& events;
    ports::AcceptJournal* journal = nullptr;     ///< absent: the store is a file of this machine
    ports::JournalNews* journalNews = nullptr;   ///< absent: no other engine has this store
    ports::TimedTakeovers* takeovers = nullptr;  ///< absent: takeovers last until they are handed back
    const ports::ServiceCalls* calls = nullptr;  ///< absent: no connection is named
    ports::ProposalStore* proposals = nullptr;   ///< absent: the bot drafts nothing for people
};

/// The settings of contracts/handle-message §1 that concern the pipeline. Defaults are the contract's.
struct PipelineOptions {
    QByteArray
        instance;  ///< this engine run, new at every start, unguessable (32 hex digits); empty: drawn from Random
    std::chrono::milliseconds aiTry{30'000};         ///< AI_SERVICE_TIMEOUT: one call
    std::chrono::milliseconds aiProcessing{30'000};  ///< AI_PROCESSING_TIMEOUT: all tries of one turn with their pauses
    int maxAiTries = 3;                              ///< MAX_RETRY_ATTEMPTS
    int maxContextLines = 100;                       ///< MAX_CONTEXT_SIZE
    std::chrono::milliseconds gateTtl{30'000};       ///< PROCESSING_LOCK_TTL
    std::chrono::hours maxConversationAge{24};       ///< MAX_CONVERSATION_AGE_HOURS
    std::chrono::hours cleanupInterval{6};           ///< CLEANUP_INTERVAL_HOURS
    std::chrono::milliseconds waitBudget{25'000};    ///< how long a caller waits before it gets 202
    QStringList pauseChannels = {};                  ///< where customers are let finish before the bot answers
    std::chrono::milliseconds pause{3'000};          ///< after their last word
    std::chrono::milliseconds longestPause{30'000};  ///< after their first
    AnswerRule answerRule = {};                      ///< which answers of the AI are sent
};

}  // namespace tongdai
