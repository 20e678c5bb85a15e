#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/work/one_shot.h"

#include <memory>
#include <vector>

namespace tongdai::chat {

/// A line that is about to be stored, and that somebody wants to see given to the sockets here. Its waiter holds it.
struct ExpectedLine {
    ConversationId thread;
    MessageId line;
    OneShot<bool> isGiven;  ///< false: it is stored, and does not come up here
    bool isStored = false;
};
using ExpectedLinePtr = std::shared_ptr<ExpectedLine>;

/// Who waits for which line, by thread. Whoever is woken may expect others. Engine loop.
class ExpectedLines {
public:
    ExpectedLinePtr expect(const ConversationId& thread, const MessageId& line);
    void given(const ConversationId& thread, const MessageId& line);
    /// The thread was read to its end: what is stored and did not come up will not.
    void readToEnd(const ConversationId& thread);
    void giveUp();
    /// Of threads nobody here follows.
    void forgetLeft();

private:
    template <class IsOver>
    void end(const ConversationId& thread, bool isGiven, IsOver isOver);

    QHash<ConversationId, std::vector<std::weak_ptr<ExpectedLine>>> m_expected;
};

}  // namespace tongdai::chat
