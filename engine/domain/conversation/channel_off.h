#pragma once

#include "engine/domain/conversation/message.h"

#include <QLatin1StringView>

namespace tongdai {

/// The bot is off for a whole channel: its conversations wait for people.
struct ChannelOff {
    QString channel;  ///< as conversations have it, e.g. "facebook"
    TimePoint since{};
    QString by;  ///< the id of whoever switched it off
    friend bool operator==(const ChannelOff&, const ChannelOff&) = default;
};

/// Why a turn handed over: a code for SystemNote, and the intent and model of its answer.
inline constexpr QLatin1StringView kBotOffForChannel{"bot_off_for_channel"};

}  // namespace tongdai
