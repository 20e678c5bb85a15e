#pragma once

#include "engine/domain/conversation/channel_off.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

#include <vector>

namespace tongdai::ports {

/// For which channels the bot is off, or only drafts. Engine loop. @throws StoreError
class ChannelBotStore {
public:
    virtual ~ChannelBotStore() = default;

    virtual QCoro::Task<std::vector<ChannelOff>> channelsOff() = 0;
    /// False: it was so already. Stands in the audit log.
    virtual QCoro::Task<bool> setChannelBot(QString channel, ChannelBot bot, OperatorId by, QString name) = 0;
    /// Conversations of the channel that a turn handed over because the bot does not answer there, and nobody has
    /// touched since.
    virtual QCoro::Task<std::vector<ConversationId>> leftToPersons(QString channel, int limit) = 0;
};

}  // namespace tongdai::ports
