#pragma once

#include "engine/work/message/pipeline_events.h"

#include <vector>

namespace tongdai {

/// One pipeline, several watchers. Engine loop; the watchers outlive it.
class EventFan final : public PipelineEvents {
public:
    void add(PipelineEvents& watcher) { m_watchers.push_back(&watcher); }

    void changed(const Change& change) override
    {
        for (PipelineEvents* watcher : m_watchers)
            watcher->changed(change);
    }
    void turnStarted(const ConversationId& conversation, TimePoint since) override
    {
        for (PipelineEvents* watcher : m_watchers)
            watcher->turnStarted(conversation, since);
    }
    void turnEnded(const ConversationId& conversation, TurnOutcome outcome) override
    {
        for (PipelineEvents* watcher : m_watchers)
            watcher->turnEnded(conversation, outcome);
    }
    void turnTimed(const TurnSteps& steps) override
    {
        for (PipelineEvents* watcher : m_watchers)
            watcher->turnTimed(steps);
    }
    void customerAwaited(const ConversationId& conversation, TimePoint since, TimePoint until) override
    {
        for (PipelineEvents* watcher : m_watchers)
            watcher->customerAwaited(conversation, since, until);
    }
    void fenceRaised(const ConversationId& conversation, Fence fence, TurnEnd why) override
    {
        for (PipelineEvents* watcher : m_watchers)
            watcher->fenceRaised(conversation, fence, why);
    }
    void claimNoted(const ClaimEvent& event) override
    {
        for (PipelineEvents* watcher : m_watchers)
            watcher->claimNoted(event);
    }
    void sendBegun(const OutboxItem& item, const OwnerId& owner) override
    {
        for (PipelineEvents* watcher : m_watchers)
            watcher->sendBegun(item, owner);
    }
    void nobodyCame(const NobodyCameNews& news) override
    {
        for (PipelineEvents* watcher : m_watchers)
            watcher->nobodyCame(news);
    }
    void platformPaused(const QString& cause) override
    {
        for (PipelineEvents* watcher : m_watchers)
            watcher->platformPaused(cause);
    }
    void alarm(const QString& what) override
    {
        for (PipelineEvents* watcher : m_watchers)
            watcher->alarm(what);
    }

private:
    std::vector<PipelineEvents*> m_watchers;
};

}  // namespace tongdai
