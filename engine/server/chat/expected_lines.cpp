#include "engine/server/chat/expected_lines.h"

#include <algorithm>

namespace tongdai::chat {

ExpectedLinePtr ExpectedLines::expect(const ConversationId& thread, const MessageId& line)
{
    const auto expected = std::make_shared<ExpectedLine>();
    expected->thread = thread;
    expected->line = line;
    m_expected[thread].push_back(expected);
    return expected;
}

template <class IsOver>
void ExpectedLines::end(const ConversationId& thread, bool isGiven, IsOver isOver)
{
    const auto inThread = m_expected.find(thread);
    if (inThread == m_expected.end()) return;
    std::vector<ExpectedLinePtr> over;
    std::erase_if(*inThread, [&](const std::weak_ptr<ExpectedLine>& each) {
        const ExpectedLinePtr expected = each.lock();
        const bool isThis = expected && isOver(*expected);
        if (isThis) over.push_back(expected);
        return isThis || !expected;
    });
    if (inThread->empty()) m_expected.erase(inThread);
    for (const ExpectedLinePtr& each : over)
        each->isGiven.set(isGiven);
}

void ExpectedLines::given(const ConversationId& thread, const MessageId& line)
{
    end(thread, true, [&line](const ExpectedLine& each) { return each.line == line; });
}

void ExpectedLines::readToEnd(const ConversationId& thread)
{
    end(thread, false, [](const ExpectedLine& each) { return each.isStored; });
}

void ExpectedLines::giveUp()
{
    for (const auto& inThread : std::exchange(m_expected, {})) {
        for (const std::weak_ptr<ExpectedLine>& each : inThread) {
            if (const ExpectedLinePtr expected = each.lock()) expected->isGiven.set(false);
        }
    }
}

void ExpectedLines::forgetLeft()
{
    using InThread = QHash<ConversationId, std::vector<std::weak_ptr<ExpectedLine>>>::iterator;
    m_expected.removeIf([](const InThread& each) {
        return std::ranges::all_of(*each, [](const std::weak_ptr<ExpectedLine>& line) { return line.expired(); });
    });
}

}  // namespace tongdai::chat
