#pragma once

#include "engine/work/message/pipeline_events.h"

#include <QHash>

#include <deque>

namespace tongdai {

/// What happened to claims in the last ten minutes, in memory: of this engine, or as others wrote it down. Nothing is
/// on a message's way but an entry at the end of a list, and nothing depends on it. Engine loop.
class ClaimTrail final : public PipelineEvents {
public:
    static constexpr std::chrono::minutes kKept{10};
    static constexpr size_t kMost = 60'000;      ///< under load the last of them; about 10 MB
    static constexpr size_t kUnwritten = 200;    ///< between two writings to Redis
    static constexpr size_t kLookedBack = 2000;  ///< events, for those that have ended

    void claimNoted(const ClaimEvent& event) override;

    /// Everything of one conversation, oldest first.
    std::vector<ClaimEvent> of(const ConversationId& conversation) const;
    /// Those acts that a person may want to hear of, newest first: forced, taken over, refused.
    std::vector<ClaimEvent> remarkable(size_t most) const;

    /// Claims that were let go in the last minutes, one a conversation, newest first.
    struct Ended {
        ConversationId conversation;
        OwnerId owner;
        Fence fence = 0;
        std::optional<TimePoint> since;
        TimePoint until{};
    };
    std::vector<Ended> ended(size_t most) const;

    /// A claim that was granted and has not ended, as far as is known.
    struct Open {
        ConversationId conversation;
        Fence fence = 0;
        TimePoint since{};
        TimePoint renewedAt{};
        int renewals = 0;
    };
    const Open* open(const OwnerId& owner) const;
    const QHash<OwnerId, Open>& allOpen() const { return m_open; }

    /// What has not been taken yet, for the stream. Beyond kUnwritten the usual acts (granted, renewed, released) were
    /// left out; how many, is added to leftOut().
    std::vector<ClaimEvent> takeUnwritten();
    qint64 noted() const { return m_noted; }
    qint64 leftOut() const { return m_leftOut; }
    void forgetBefore(TimePoint time);
    /// Everything of these, also what has not been written yet.
    void forget(const std::vector<ConversationId>& conversations);

private:
    void follow(const ClaimEvent& event);

    std::deque<ClaimEvent> m_events;
    std::vector<ClaimEvent> m_unwritten;
    QHash<OwnerId, Open> m_open;
    QHash<ConversationId, Fence> m_persons;  ///< a person's further acts are no new takeover
    qint64 m_noted = 0;
    qint64 m_leftOut = 0;
};

}  // namespace tongdai
