#include "engine/work/tasks/forget_finished.h"

#include "engine/domain/ports/live/live_state.h"
#include "engine/domain/ports/store/conversation_store.h"

namespace tongdai {

QCoro::Task<int> forgetFinished(PipelinePorts ports, std::chrono::hours age)
{
    int forgotten = 0;
    bool isMore = true;
    while (isMore) {
        std::vector<ConversationId> some = co_await ports.store.cleanUp(age);
        forgotten += int(some.size());
        isMore = int(some.size()) == kCleanUpAtOnce;
        if (!some.empty()) co_await ports.live.forgetStates(std::move(some));
    }
    co_return forgotten;
}

}  // namespace tongdai
