#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/conversation_store.h"

#include <QCache>

#include <memory>

namespace tongdai {

/// What an AI is told of a conversation, kept from its last turn here, so that the next one need not read it again
/// (design §5, step 3). It is used only where it is surely what the store has: the message is the next line of the
/// thread (`rev`), it alone waits, and the row had been written by nobody else in between (RowMark). A takeover, a line
/// of anybody, another engine's turn, an erasure: each leads to reading, and so does what is older than kKept. Bounded
/// by kMostText. Engine loop.
class ContextMemory {
public:
    static constexpr std::chrono::minutes kKept{10};
    /// Contexts that came from here, and those that had to be read.
    qint64 hitsTotal() const { return m_hits; }
    qint64 missesTotal() const { return m_misses; }
    static constexpr qsizetype kMostText = 8'000'000;  ///< UTF-16 units, of all conversations

    ContextMemory(const ports::Clock& clock, int maxLines);

    /// Whatever came of an accept; every one of this engine has to be told.
    void accepted(const IncomingMessage& message, const Accepted& accepted);
    /// For this claim nothing has to be read, unless another message comes before contextFor() is asked.
    bool knows(const Claim& claim) const;
    /// Empty: it has to be read.
    std::optional<AnswerContext> contextFor(const Claim& claim);
    /// This was read for it after its messages were accepted.
    void read(const Claim& claim, const AnswerContext& context);
    void finished(const FinishRequest& request, const Finished& finished);

private:
    struct Known {
        std::chrono::nanoseconds at{};
        RowMark found;                   ///< by the last step that is known
        qint64 rev = 0;                  ///< the newest line that is known
        bool hasLines = false;           ///< `lines` are all before `waiting`, not only some
        std::vector<ContextLine> lines;  ///< as AnswerContext has them
        QString handedBack;              ///< likewise
        std::optional<IncomingMessage> waiting;
        Seq seq = 0;         ///< of `waiting`
        Conversation shown;  ///< the row with `waiting`
    };
    void keep(const ConversationId& conversation, std::unique_ptr<Known> known);

    const ports::Clock& m_clock;
    size_t m_maxLines;
    QCache<ConversationId, Known> m_known;  ///< by the size of their texts
    qint64 m_hits = 0;
    qint64 m_misses = 0;
};

}  // namespace tongdai
