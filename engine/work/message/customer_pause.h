#pragma once

#include "engine/work/loops/pause.h"
#include "engine/work/message/conversation_runner.h"

#include <QHash>

namespace tongdai {

/// Lets a customer finish before the bot answers, so that several short messages become one turn (guarantees 2.5): in
/// the channels that want it, the engine that accepted the first message takes the conversation up when nothing came
/// for a while, at the latest `longestPause` after the first, and not before that while the customer types. No other
/// engine takes it up in this time; one that dies has its conversations taken up when the longest pause is over. Costs
/// a message no statement and no round trip. Engine loop.
class CustomerPause {
public:
    static constexpr qsizetype kMostAwaited = 50'000;  ///< beyond that nobody is waited for

    CustomerPause(PipelinePorts ports, const PipelineOptions& options, ConversationRunner& runner, WorkCount& work);
    void stop();

    /// Whether its channel wants to wait.
    bool isFor(const IncomingMessage& message) const;
    std::chrono::milliseconds longest() const { return m_longest; }
    /// A message was accepted. True: it waits here for the customer to finish, for `pause` where its door has one of
    /// its own.
    bool note(const Accepted& accepted, std::optional<std::chrono::milliseconds> pause = {});
    void noteTyping(const ConversationId& conversation, bool isTyping);
    qsizetype awaited() const { return m_awaited.size(); }

private:
    struct Awaited {
        std::chrono::nanoseconds first{};
        std::chrono::nanoseconds due{};
        std::chrono::milliseconds pause{};
        TimePoint since{};
        bool isTyping = false;
    };
    void postpone(const ConversationId& conversation, Awaited& awaited);
    QCoro::Task<void> watch();
    void takeUpWhatIsDue();
    void forget(const ConversationId& conversation);

    PipelinePorts m_ports;
    QStringList m_channels;
    std::chrono::milliseconds m_pause;
    std::chrono::milliseconds m_longest;
    ConversationRunner& m_runner;
    WorkCount& m_work;
    QHash<ConversationId, Awaited> m_awaited;
    Pause m_sleep;
    bool m_isWatching = false;
    bool m_isStopping = false;
};

}  // namespace tongdai
