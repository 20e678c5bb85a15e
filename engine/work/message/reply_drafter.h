#pragma once

#include "engine/domain/ports/ai_client.h"
#include "engine/domain/ports/store/proposal_store.h"
#include "engine/work/loops/periodic_task.h"
#include "engine/work/message/announcer.h"
#include "engine/work/message/answer_judge.h"
#include "engine/work/message/think.h"

#include <QHash>

#include <memory>

namespace tongdai {

/// The bot that only drafts (features C11, guarantees 2.4): where a person answers and wants it, asks the AI for every
/// customer who waits and keeps what it says as a line that is sent to nobody. There is no way from here to a platform:
/// no outbox row, no action and no claim is made. What was proposed for a message that is not the newest any more, or
/// that somebody has answered, is not kept. The engine that told of the message asks; another one finds what a crash
/// left. Engine loop.
class ReplyDrafter {
public:
    static constexpr std::chrono::milliseconds kPause{1'500};       ///< after a customer's last word
    static constexpr std::chrono::milliseconds kLookEvery{30'000};  ///< for what nobody told of
    static constexpr std::chrono::seconds kLeftAlone{45};           ///< another engine may still be at it
    static constexpr int kAtOnce = 4;
    static constexpr qsizetype kMostWaiting = 10'000;  ///< beyond that the look finds them

    /// Does nothing without ports.proposals.
    ReplyDrafter(PipelinePorts ports, const PipelineOptions& options, Announcer& announcer, WorkCount& work);
    void start();
    void stop();
    /// A conversation's row changed: what is drafted there under an older state ends.
    void note(const Conversation& conversation);

private:
    struct Draft {
        Seq upto = 0;
        std::shared_ptr<CancelToken> cancel;
    };
    QCoro::Task<std::chrono::milliseconds> round();
    QCoro::Task<void> look();
    std::chrono::milliseconds beginWhatIsDue();
    QCoro::Task<void> draft(ConversationId conversation, std::shared_ptr<CancelToken> cancel);
    QCoro::Task<std::optional<Turn>> think(ConversationId conversation, ports::ProposalStore::Wanted wanted,
                                           std::shared_ptr<CancelToken> cancel);
    QCoro::Task<void> record(ConversationId conversation, Turn turn);
    void cancelOlder(const Conversation& conversation, bool isWanted);

    PipelinePorts m_ports;
    PipelineOptions m_options;
    Announcer& m_announcer;
    WorkCount& m_work;
    Think m_think;
    AnswerJudge m_judge;  ///< without the shop's rule: a person decides about every answer here
    QHash<ConversationId, std::chrono::nanoseconds> m_due;
    QHash<ConversationId, Draft> m_running;
    QHash<ConversationId, Seq> m_done;  ///< nothing more is to be drafted up to here
    std::optional<std::chrono::nanoseconds> m_looked;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
