#pragma once

#include "engine/domain/ports/ai_client.h"
#include "engine/domain/ports/live/channel_bots.h"
#include "engine/work/loops/periodic_task.h"

#include <functional>

namespace tongdai {

class OperatorActs;

/// The bot for a whole channel, off and on. Off: every turn of its conversations hands over to people without asking
/// the AI, and says nothing to the customer. Drafts only: the same, and from there on it proposes to those people what
/// to answer (ReplyDrafter). On again: what nobody has touched meanwhile is the bot's again. Kept in the store; every
/// engine looks every two seconds, so nothing of it is on a message's way. Engine loop.
class ChannelBots {
public:
    static constexpr std::chrono::seconds kLookEvery{2};
    static constexpr int kGivenBackAtOnce = 100;

    ChannelBots(ports::Clock& clock, ports::ChannelBotStore& store)
        : m_store(store), m_rounds(clock, kLookEvery, [this] { return look(); })
    {
    }

    /// Operator acts exist only once the pipeline does, which itself asks through this.
    void connectActs(OperatorActs& acts) { m_acts = &acts; }
    void onChanged(std::function<void()> tell) { m_tell = std::move(tell); }
    void start();
    void stop();

    const std::vector<ChannelOff>& off() const { return m_off; }
    ChannelBot botOf(const QString& channel) const;
    /// The same; what was never read yet is read first. @throws StoreError
    QCoro::Task<ChannelBot> knownBotOf(QString channel);
    /// False: it was so already. @throws StoreError
    QCoro::Task<bool> set(QString channel, ChannelBot bot, OperatorId by, QString name);

private:
    QCoro::Task<void> look();
    QCoro::Task<void> read();

    ports::ChannelBotStore& m_store;
    OperatorActs* m_acts = nullptr;
    std::function<void()> m_tell;
    std::vector<ChannelOff> m_off;
    bool m_wasRead = false;
    PeriodicTask m_rounds;
};

/// Asks the AI only for channels whose bot is on, and for proposals where it drafts; otherwise it answers itself that a
/// person is needed. While it is not known what the channel's bot does, nobody is answered: the try fails, and may be
/// repeated.
class ChannelBotAi final : public ports::AiClient {
public:
    ChannelBotAi(ports::AiClient& ai, ChannelBots& bots) : m_ai(ai), m_bots(bots) {}
    QCoro::Task<AiAnswer> answer(AiRequest request, std::chrono::milliseconds deadline,
                                 std::shared_ptr<CancelToken> cancel) override;
    QString describe() const override { return m_ai.describe(); }
    QCoro::Task<bool> isHealthy() override { return m_ai.isHealthy(); }

private:
    ports::AiClient& m_ai;
    ChannelBots& m_bots;
};

}  // namespace tongdai
