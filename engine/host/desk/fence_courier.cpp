#include "engine/host/desk/fence_courier.h"

#include "engine/host/desk/feed_follower.h"
#include "engine/state/redis/live/fence_news.h"
#include "engine/work/claims/held_claims.h"
#include "engine/work/message/pipeline.h"

namespace tongdai {

FenceCourier::FenceCourier(redis::FenceNews& news, FeedFollower& feed, Pipeline& pipeline) : m_news(news)
{
    connect(&news, &redis::FenceNews::heard, this, [&pipeline](const contract::FenceNotice& notice) {
        pipeline.fenceRaised(notice.conversation, notice.fence, notice.takenOver);
    });
    connect(&feed, &FeedFollower::changedElsewhere, this, [&pipeline](const Conversation& row) {
        pipeline.fenceRaised(row.id, row.fence, row.mode == BotMode::Human);
    });
}

void FenceCourier::fenceRaised(const ConversationId& conversation, Fence fence, TurnEnd why)
{
    m_news.tell({conversation, fence, why == TurnEnd::TakenOver});
}

}  // namespace tongdai
