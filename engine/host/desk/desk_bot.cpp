#include "engine/domain/ports/live/plan_reader.h"
#include "engine/host/desk/desk_service.h"
#include "engine/host/desk/silence_chain.h"
#include "engine/work/platform/channel_bots.h"

/// What a window asks about the bot: why it did not answer (the reasons themselves are in silence_chain.cpp), and for
/// which channels it is off.
namespace tongdai {

namespace {

/// How far around the line it looks: who had the conversation then, and what came of it.
constexpr int kSilenceLines = 200;

}  // namespace

QCoro::Task<api::Answer<api::Silence>> DeskService::whyNoAnswer(ConversationId conversation, qint64 rev)
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    SilenceFacts facts;
    const std::optional<Conversation> row = co_await m_ports.reader.conversation(conversation);
    if (!row) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    ThreadQuery earlier;
    earlier.conversation = conversation;
    earlier.beforeRev = rev;
    earlier.limit = kSilenceLines;
    const ThreadPage before = co_await m_ports.reader.thread(earlier);
    ThreadQuery later;
    later.conversation = conversation;
    later.afterRev = rev - 1;
    later.limit = kSilenceLines;
    ThreadPage after = co_await m_ports.reader.thread(later);
    if (after.lines.empty() || after.lines.front().rev != rev) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    facts.conversation = *row;
    facts.line = after.lines.front();
    after.lines.erase(after.lines.begin());
    facts.before = before.lines;
    facts.after = after.lines;
    facts.now = m_ports.clock.now();
    if (m_health) facts.health = m_health();
    if (m_plans) {
        auto planning = m_plans->plans(conversation, kSilenceLines);
        facts.plans = co_await planning;
    }
    co_return explainSilence(facts);
}

void DeskService::connectBots(ChannelBots& bots)
{
    m_bots = &bots;
    bots.onChanged([this] {
        if (m_hasWindow) emit channelsOffChanged(m_bots->off());
    });
}

QCoro::Task<api::Answer<std::vector<ChannelOff>>> DeskService::setChannelBot(QString channel, ChannelBot bot)
{
    if (!m_bots) co_return api::DeskFailure{api::DeskError::NotReady, {}};
    if (const auto refused = m_gate.refusal(Permission::ChangeSettings)) co_return *refused;
    const OperatorId by = m_gate.me();
    const QString name = m_gate.name();
    co_await m_bots->set(channel, bot, by, name);
    co_return m_bots->off();
}

QCoro::Task<api::Answer<std::vector<ChannelOff>>> DeskService::channelsOff()
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    if (!m_bots) co_return api::DeskFailure{api::DeskError::NotReady, {}};
    co_return m_bots->off();
}

}  // namespace tongdai
