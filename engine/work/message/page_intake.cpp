#include "engine/work/message/page_intake.h"

#include "engine/contract/json/pancake/pancake_event.h"
#include "engine/domain/conversation/sender_kind.h"

namespace tongdai {

namespace {

constexpr qsizetype kMostTaken = 50'000;

/// What became of it; nothing: its id is known with other words.
std::optional<PageIntake::Taken> takenOf(const HandleResult& result)
{
    using Taken = PageIntake::Taken;
    if (std::holds_alternative<ReusedMessageId>(result)) return {};
    if (std::holds_alternative<Unavailable>(result)) return Taken::NotStored;
    if (std::holds_alternative<Failed>(result)) return Taken::Refused;
    if (const auto* locked = std::get_if<Locked>(&result)) {
        if (locked->reason == Locked::Reason::OwnEcho) return Taken::OwnEcho;
        return locked->duplicate ? Taken::Known : Taken::Stored;
    }
    if (const auto* running = std::get_if<StillRunning>(&result))
        return running->duplicate ? Taken::Known : Taken::Stored;
    // An answer that is there already: of a message that was answered before.
    return Taken::Known;
}

}  // namespace

PageIntake::Taken PageIntake::count(Taken taken, const QByteArray& bodyHash)
{
    switch (taken) {
        case Taken::Stored: ++m_figures.stored; break;
        case Taken::Known: ++m_figures.known; break;
        case Taken::OwnEcho: ++m_figures.echoes; break;
        case Taken::NotStored: ++m_figures.notStored; return taken;
        case Taken::Refused: ++m_figures.refused; return taken;
    }
    if (m_taken.size() >= kMostTaken) m_taken.clear();
    m_taken.insert(bodyHash);
    return taken;
}

QCoro::Task<HandleResult> PageIntake::handle(IncomingMessage line, std::optional<std::chrono::milliseconds> pause)
{
    auto taking = pause ? m_handle.gather(std::move(line), *pause) : m_handle.take(std::move(line));
    HandleResult result = co_await taking;
    co_return result;
}

QCoro::Task<PageIntake::Taken> PageIntake::carry(IncomingMessage line, std::optional<std::chrono::milliseconds> pause)
{
    const ConversationId conversation = line.conversation;
    const bool isCustomers = senderKind(line.senderType) == SenderKind::Customer;
    auto carrying = carryOne(std::move(line), pause);
    const Taken taken = co_await carrying;
    if (taken == Taken::Stored && isCustomers && m_customerWrote) m_customerWrote(conversation);
    co_return taken;
}

QCoro::Task<PageIntake::Taken> PageIntake::carryOne(IncomingMessage line,
                                                    std::optional<std::chrono::milliseconds> pause)
{
    IncomingMessage changed = contract::asChanged(line);
    const QByteArray bodyHash = line.bodyHash;
    const bool isChange = contract::isChange(line);
    // The list told the new words before the event that says they are new.
    if (isChange && m_listed.contains(bodyHash)) co_return count(Taken::Known, bodyHash);
    auto taking = handle(std::move(line), pause);
    const HandleResult first = co_await taking;
    if (const auto taken = takenOf(first)) {
        if (m_listed.size() >= kMostTaken) m_listed.clear();
        if (pause && !isChange && *taken == Taken::Stored) m_listed.insert(bodyHash);
        co_return count(*taken, bodyHash);
    }
    auto again = handle(std::move(changed), pause);
    const HandleResult second = co_await again;
    const std::optional<Taken> taken = takenOf(second);
    if (taken == Taken::Stored) ++m_figures.changed;
    co_return count(taken.value_or(Taken::Known), bodyHash);
}

}  // namespace tongdai
