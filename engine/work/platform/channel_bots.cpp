#include "engine/work/platform/channel_bots.h"

#include "engine/domain/conversation/chat.h"
#include "engine/domain/log.h"
#include "engine/work/desk/operator_acts.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log channelBotsLog("pipeline.channels");

}  // namespace

void ChannelBots::start()
{
    m_rounds.start();
}

void ChannelBots::stop()
{
    m_rounds.stop();
}

ChannelBot ChannelBots::botOf(const QString& channel) const
{
    const auto found = std::ranges::find_if(m_off, [&](const ChannelOff& each) { return each.channel == channel; });
    if (found == m_off.end()) return ChannelBot::On;
    return found->drafts ? ChannelBot::DraftsOnly : ChannelBot::Off;
}

QCoro::Task<ChannelBot> ChannelBots::knownBotOf(QString channel)
{
    if (!m_wasRead) {
        auto reading = read();
        co_await reading;
    }
    co_return botOf(channel);
}

QCoro::Task<void> ChannelBots::read()
{
    auto reading = m_store.channelsOff();
    std::vector<ChannelOff> off = co_await reading;
    m_wasRead = true;
    if (off == m_off) co_return;
    m_off = std::move(off);
    if (m_tell) m_tell();
}

/// What is known stays while the store is away.
QCoro::Task<void> ChannelBots::look()
{
    try {
        auto reading = read();
        co_await reading;
    } catch (const StoreError& error) {
        channelBotsLog.debug("channels were not read", {{u"cause"_s, error.cause()}});
    }
}

QCoro::Task<bool> ChannelBots::set(QString channel, ChannelBot bot, OperatorId by, QString name)
{
    const bool hasChanged = co_await m_store.setChannelBot(channel, bot, by, name);
    co_await look();
    if (bot != ChannelBot::On || !m_acts) co_return hasChanged;
    // Each handed back is left no more; a piece at a time, and again where another engine was at it.
    std::vector<ConversationId> left = co_await m_store.leftToPersons(channel, kGivenBackAtOnce);
    while (!left.empty() && !m_rounds.isStopping()) {
        for (size_t i = 0; i < left.size(); ++i)
            co_await m_acts->handBack(left[i], by, name);
        left = co_await m_store.leftToPersons(channel, kGivenBackAtOnce);
    }
    co_return hasChanged;
}

QCoro::Task<AiAnswer> ChannelBotAi::answer(AiRequest request, std::chrono::milliseconds deadline,
                                           std::shared_ptr<CancelToken> cancel)
{
    const QString channel = channelOf(request.metadata, u"api"_s);
    ChannelBot bot = ChannelBot::Off;
    try {
        auto asking = m_bots.knownBotOf(channel);
        bot = co_await asking;
    } catch (const StoreError& error) {
        throw UpstreamError(UpstreamError::Kind::Unreachable,
                            u"whether the bot answers in this channel is not known: "_s + error.cause(), true);
    }
    if (cancel && cancel->isCancelled()) throw UpstreamError(UpstreamError::Kind::Cancelled, u"cancelled"_s, false);
    const bool mayAsk = bot == ChannelBot::On || (bot == ChannelBot::DraftsOnly && request.isProposal);
    if (!mayAsk) {
        const QString why(bot == ChannelBot::Off ? kBotOffForChannel : kDraftsOnlyForChannel);
        AiAnswer handOver;
        handOver.intent = why;
        handOver.modelUsed = u"none"_s;
        handOver.actions.push_back({ActionType::TransferToAgent, {{u"reason"_s, why}}});
        co_return handOver;
    }
    auto asking = m_ai.answer(std::move(request), deadline, std::move(cancel));
    co_return co_await asking;
}

}  // namespace tongdai
