#include "ui/live/card/earlier_facts.h"

#include <algorithm>

namespace tongdai {

EarlierFacts earlierFacts(const ThreadModel& thread, const Conversation& conversation)
{
    EarlierFacts facts;
    int read = 0;
    for (int row = thread.storedCount() - 1; row >= 0 && read < kMaxLinesRead; --row, ++read) {
        const StoredMessage& line = thread.lineAt(row).message;
        // Somebody else in the conversation says nothing about its customer.
        if (line.conversation != conversation.id || line.speaker != Speaker::Customer ||
            line.sender != conversation.customer)
            continue;
        for (auto it = line.metadata.begin(); it != line.metadata.end(); ++it) {
            if (it.value() == conversation.metadata.value(it.key())) continue;
            std::vector<EarlierFact>& of = facts[it.key()];
            const bool isKnown =
                std::any_of(of.begin(), of.end(), [&](const EarlierFact& fact) { return fact.value == it.value(); });
            if (!isKnown && of.size() < kMaxEarlier) of.push_back({it.value(), line.receivedAt});
        }
    }
    facts.removeIf([](const auto& of) { return of.value().empty(); });
    return facts;
}

}  // namespace tongdai
