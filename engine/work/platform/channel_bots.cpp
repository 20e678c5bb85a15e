#include "engine/work/platform/channel_bots.h"

#include "engine/domain/conversation/chat.h"
#include "engine/domain/log.h"

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

bool ChannelBots::isOff(const QString& channel) const
{
    return std::ranges::any_of(m_off, [&](const ChannelOff& each) { return each.channel == channel; });
}

/// What is known stays while the store is away.
QCoro::Task<void> ChannelBots::look()
{
    try {
        std::vector<ChannelOff> off = co_await m_store.channelsOff();
        if (off == m_off) co_return;
        m_off = std::move(off);
        if (m_tell) m_tell();
    } catch (const StoreError& error) {
        channelBotsLog.debug("channels were not read", {{u"cause"_s, error.cause()}});
    }
}

QCoro::Task<bool> ChannelBots::set(QString channel, bool isOn, OperatorId by, QString name)
{
    const bool hasChanged = co_await m_store.setChannelBot(channel, isOn, by, name);
    co_await look();
    if (!isOn || !m_acts) co_return hasChanged;
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
    if (m_bots.isOff(channelOf(request.metadata, u"api"_s))) {
        AiAnswer handOver;
        handOver.intent = kBotOffForChannel;
        handOver.modelUsed = u"none"_s;
        handOver.actions.push_back({ActionType::TransferToAgent, {{u"reason"_s, QString(kBotOffForChannel)}}});
        co_return handOver;
    }
    auto asking = m_ai.answer(std::move(request), deadline, std::move(cancel));
    co_return co_await asking;
}

}  // namespace tongdai
