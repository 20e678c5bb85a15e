#pragma once

#include "engine/domain/conversation/message.h"

#include <QLatin1StringView>

namespace tongdai {

/// What the bot does in a whole channel.
enum class ChannelBot : quint8 { On, DraftsOnly, Off };

/// The bot does not answer in a whole channel: its conversations wait for people.
struct ChannelOff {
    QString channel;  ///< as conversations have it, e.g. "facebook"
    TimePoint since{};
    QString by;           ///< the id of whoever switched it off
    bool drafts = false;  ///< it proposes answers to the people there
    friend bool operator==(const ChannelOff&, const ChannelOff&) = default;
};

/// Why a turn handed over: a code for SystemNote, and the intent and model of its answer.
inline constexpr QLatin1StringView kBotOffForChannel{"bot_off_for_channel"};
inline constexpr QLatin1StringView kDraftsOnlyForChannel{"drafts_only_for_channel"};

}  // namespace tongdai
