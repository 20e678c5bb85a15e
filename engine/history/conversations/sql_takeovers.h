#pragma once

#include "engine/domain/ports/live/channel_bots.h"
#include "engine/domain/ports/live/timed_takeovers.h"

namespace tongdai {

class SqlHistory;

/// Takeovers with an end, and channels without a bot, in the durable store, with the same writer and readers as the
/// rest of it. Lives on the engine loop; must not outlive the history.
class SqlTakeovers final : public ports::TimedTakeovers, public ports::ChannelBotStore {
public:
    explicit SqlTakeovers(SqlHistory& history) : m_history(history) {}

    QCoro::Task<OperatorActOutcome> takeOverUntil(ConversationId conversation, OperatorId by, QString name,
                                                  std::optional<TimePoint> until) override;
    QCoro::Task<std::vector<ConversationId>> returnsDue(int limit) override;
    QCoro::Task<OperatorActOutcome> returnIfDue(ConversationId conversation, OwnerId claimFor) override;

    QCoro::Task<std::vector<ChannelOff>> channelsOff() override;
    QCoro::Task<bool> setChannelBot(QString channel, ChannelBot bot, OperatorId by, QString name) override;
    QCoro::Task<std::vector<ConversationId>> leftToPersons(QString channel, int limit) override;

private:
    SqlHistory& m_history;
};

}  // namespace tongdai
