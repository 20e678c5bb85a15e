#pragma once

#include "engine/work/message/pipeline_events.h"

#include <QObject>

namespace tongdai {

namespace redis {
class FenceNews;
}  // namespace redis

class Pipeline;

class FeedFollower;

/// Carries takeovers and forced releases between engines, so that a turn that runs elsewhere is cut short within
/// moments: told over Redis, and read from the event rows (within a second where Redis is away). Engine loop.
class FenceCourier final : public QObject, public PipelineEvents {
    Q_OBJECT
public:
    FenceCourier(redis::FenceNews& news, FeedFollower& feed, Pipeline& pipeline);

    void fenceRaised(const ConversationId& conversation, Fence fence, TurnEnd why) override;

private:
    redis::FenceNews& m_news;
};

}  // namespace tongdai
