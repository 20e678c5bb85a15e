#include "engine/work/desk/sight_queue.h"

#include <deque>
#include <utility>

namespace tongdai {

struct SightQueue::State {
    struct Asked {
        InSight sight;
        ConversationId conversation;
        bool isKnown = false;
        Then then;
    };
    SightCheck check;
    std::deque<Asked> waiting = {};
    bool isUnderWay = false;
    bool isOver = false;  // whoever asked has gone
};

SightQueue::SightQueue(const SightCheck& check) : m_state(new State{check}) {}

SightQueue::~SightQueue()
{
    m_state->isOver = true;
    m_state->waiting.clear();
}

void SightQueue::ask(InSight sight, ConversationId conversation, bool isKnown, Then then)
{
    const std::shared_ptr<State> state = m_state;  // whoever is answered may let this go
    state->waiting.push_back({std::move(sight), std::move(conversation), isKnown, std::move(then)});
    if (!state->isUnderWay) run(state);
}

QCoro::Task<void> SightQueue::run(std::shared_ptr<State> state)
{
    state->isUnderWay = true;
    while (!state->waiting.empty()) {
        const State::Asked asked = std::move(state->waiting.front());
        state->waiting.pop_front();
        Answer answer = true;
        if (!asked.isKnown) {
            try {
                auto looking = state->check.sees(asked.sight, asked.conversation);
                const bool isSeen = co_await looking;
                answer = isSeen;
            } catch (const StoreError& error) {
                answer = error;
            }
        }
        if (!state->isOver) asked.then(answer);
    }
    state->isUnderWay = false;
}

}  // namespace tongdai
