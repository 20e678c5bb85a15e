#include "engine/work/chat/erase_chat_session.h"

#include <algorithm>
#include <iterator>

namespace tongdai {

using SessionResult = ports::ErasureStore::SessionResult;

namespace {

void addNotReached(ErasureReport& report)
{
    std::ranges::move(placesNotReached(), std::back_inserter(report.left));
}

}  // namespace

QCoro::Task<EraseChatSession::Result> EraseChatSession::run(ChatCaller caller, SenderId user, ConversationId session)
{
    auto erasing = m_store.eraseSession(user, session, caller.user.bytes());
    ports::ErasureStore::SessionErased erased = co_await erasing;
    switch (erased.result) {
        case SessionResult::SomeoneElses: co_return Result::SomeoneElses;
        case SessionResult::Held: co_return Result::Held;
        case SessionResult::NothingThere: break;
        case SessionResult::Erased: {
            auto forgetting = forget(std::move(erased.pending));
            co_await forgetting;
            m_erased();
            co_return Result::Erased;
        }
    }
    // Perhaps only an older service knows it.
    auto looking = m_cache.find(user, session, 0, 0);
    const std::optional<CachedChatSession> cached = co_await looking;
    if (cached && !cached->session.user.isEmpty() && cached->session.user != user) co_return Result::SomeoneElses;
    if (cached) {
        LiveTraces traces{user, false, {session}};
        auto forgetting = m_live.forget(std::move(traces));
        co_await forgetting;
    }
    co_return Result::Erased;
}

QCoro::Task<std::optional<std::vector<ErasedPlace>>> EraseChatSession::forget(PendingErasure pending)
{
    auto forgetting = m_live.forget(pending.traces);
    std::optional<std::vector<ErasedPlace>> places = co_await forgetting;
    if (places) {
        auto finishing = m_store.finishErasure(pending.id, *places);
        co_await finishing;
    }
    co_return places;
}

QCoro::Task<ErasureReport> EraseChatSession::plan(SenderId user)
{
    auto planning = m_store.planErasure(std::move(user));
    ErasureReport report = co_await planning;
    addNotReached(report);
    co_return report;
}

QCoro::Task<ErasureReport> EraseChatSession::erasePerson(SenderId user, QByteArray actor)
{
    auto erasing = m_store.erasePerson(std::move(user), std::move(actor));
    ports::ErasureStore::PersonErased erased = co_await erasing;
    addNotReached(erased.report);
    if (!erased.report.holds.empty()) co_return erased.report;
    auto forgetting = forget(std::move(erased.pending));
    const auto places = co_await forgetting;
    m_erased();
    erased.report.livePending = !places;
    if (places) erased.report.places.insert(erased.report.places.end(), places->begin(), places->end());
    co_return erased.report;
}

QCoro::Task<bool> EraseChatSession::finishPending()
{
    auto asking = m_store.pendingErasures(20);
    std::vector<PendingErasure> pending = co_await asking;
    for (PendingErasure& one : pending) {
        auto forgetting = forget(std::move(one));
        const auto places = co_await forgetting;
        if (!places) co_return false;
    }
    co_return true;
}

}  // namespace tongdai
