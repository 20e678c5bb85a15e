#include "engine/work/message/context_memory.h"

#include <algorithm>
#include <utility>

namespace tongdai {

namespace {

constexpr qsizetype kTextOfRest = 2'000;  // of a conversation besides its lines: the row, names, metadata

bool waitsAlone(const Claim& claim, Seq seq)
{
    return claim.from + 1 == seq;
}

}  // namespace

ContextMemory::ContextMemory(const ports::Clock& clock, int maxLines)
    : m_clock(clock), m_maxLines(size_t(std::max(maxLines, 0))), m_known(kMostText)
{
}

void ContextMemory::keep(const ConversationId& conversation, std::unique_ptr<Known> known)
{
    known->at = m_clock.elapsed();
    if (known->lines.size() > m_maxLines)
        known->lines.erase(known->lines.begin(), known->lines.end() - qptrdiff(m_maxLines));
    qsizetype size = kTextOfRest;
    for (const ContextLine& line : known->lines)
        size += line.text.size() + qsizetype(sizeof(ContextLine));
    if (known->waiting) size += known->waiting->content.size();
    m_known.insert(conversation, known.release(), size);
}

void ContextMemory::accepted(const IncomingMessage& message, const Accepted& accepted)
{
    const ConversationId conversation = accepted.conversation.id;
    std::unique_ptr<Known> before(m_known.take(conversation));
    const bool isNext = accepted.claim && waitsAlone(*accepted.claim, accepted.message.seq) &&
                        accepted.found.isKnown() && !accepted.note && !accepted.silencedBot;
    if (!isNext) return;
    auto now = std::make_unique<Known>();
    const bool isCurrent = before && before->hasLines && !before->waiting && accepted.found.follows(before->found) &&
                           accepted.message.rev == before->rev + 1 && m_clock.elapsed() - before->at < kKept;
    if (isCurrent) now->lines = std::move(before->lines);
    if (isCurrent) now->handedBack = std::move(before->handedBack);
    now->hasLines = isCurrent || accepted.message.rev == 1;  // the first line has none before it
    now->found = accepted.found;
    now->rev = accepted.message.rev;
    now->seq = accepted.message.seq;
    now->shown = accepted.conversation;
    now->waiting = message;
    keep(conversation, std::move(now));
}

bool ContextMemory::knows(const Claim& claim) const
{
    const Known* known = m_known.object(claim.conversation);
    return known && known->hasLines && known->waiting && waitsAlone(claim, known->seq) &&
           known->shown.fence == claim.fence && known->shown.owner == claim.owner;
}

std::optional<AnswerContext> ContextMemory::contextFor(const Claim& claim)
{
    if (!knows(claim)) return {};
    const Known* known = m_known.object(claim.conversation);
    AnswerContext context;
    context.waiting.push_back(*known->waiting);
    context.lines = known->lines;
    context.handedBack = known->handedBack;
    context.upto = known->seq;
    context.metadata = known->shown.metadata;
    context.lastMessage = known->shown.lastMessageId;
    context.lastMessageTimestamp = known->shown.lastMessageTimestamp;
    context.isSample = known->shown.isSample;
    ++m_hits;
    return context;
}

void ContextMemory::read(const Claim& claim, const AnswerContext& context)
{
    ++m_misses;
    std::unique_ptr<Known> known(m_known.take(claim.conversation));
    const bool isOfIt = known && known->waiting && waitsAlone(claim, known->seq) && context.upto == known->seq &&
                        context.waiting.size() == 1;
    if (!isOfIt) return;
    known->lines = context.lines;
    known->handedBack = context.handedBack;
    known->hasLines = true;
    keep(claim.conversation, std::move(known));
}

void ContextMemory::finished(const FinishRequest& request, const Finished& finished)
{
    const ConversationId& conversation = request.claim.conversation;
    std::unique_ptr<Known> known(m_known.take(conversation));
    const StoredMessage& line = finished.botMessage;
    const bool isNext = known && known->hasLines && known->waiting && request.upto == known->seq &&
                        finished.found.follows(known->found) && line.rev == known->rev + 1 &&
                        finished.conversation.lastRev == line.rev && !finished.next;
    if (!isNext) return;
    const IncomingMessage& asked = *known->waiting;
    if (!asked.content.isEmpty()) known->lines.push_back({Speaker::Customer, asked.content, asked.sentAt});
    if (!line.body.isEmpty()) known->lines.push_back({line.speaker, line.body, line.sentAt});
    known->waiting.reset();
    known->shown = {};  // nobody asks for it without a message that waits
    known->found = finished.found;
    known->rev = line.rev;
    keep(conversation, std::move(known));
}

}  // namespace tongdai
