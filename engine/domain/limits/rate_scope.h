#pragma once

#include "engine/domain/conversation/message.h"

#include <QByteArray>
#include <QHashFunctions>

#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace tongdai {

/// Whose acts a limit counts (guarantees 2.10, security S40). Each scope has names of its own: the same id in two of
/// them is counted twice.
enum class RateScope : quint8 {
    ChatUser,      ///< messages of one user of the chats
    Sender,        ///< messages of one sender, brought by the platform
    WebSession,    ///< messages of one session of the plain WebSocket
    ChatActs,      ///< joins, read marks and typing of one chat user
    Address,       ///< messages of customers at one address
    AddressCalls,  ///< requests without a token from one address
    AddressActs,   ///< acts in chats from one address
    WebVisits,     ///< openings of the chat box from one address
    Shop,          ///< messages of all customers together
    ApiUser,       ///< requests of one person or program with a token
    ApiWorkspace,  ///< requests with a token of all of them
    Connection,    ///< calls on one socket
    Page,          ///< answers sent to one page of the platform
    Upstream,      ///< requests to a service outside
};

/// What programs call them, in the order of their declaration.
inline constexpr std::array<std::pair<RateScope, const char*>, 14> kRateScopeNames{{
    {RateScope::ChatUser, "chat_user"},
    {RateScope::Sender, "sender"},
    {RateScope::WebSession, "web_session"},
    {RateScope::ChatActs, "chat_acts"},
    {RateScope::Address, "address"},
    {RateScope::AddressCalls, "address_calls"},
    {RateScope::AddressActs, "address_acts"},
    {RateScope::WebVisits, "web_visits"},
    {RateScope::Shop, "shop"},
    {RateScope::ApiUser, "api_user"},
    {RateScope::ApiWorkspace, "api_workspace"},
    {RateScope::Connection, "connection"},
    {RateScope::Page, "page"},
    {RateScope::Upstream, "upstream"},
}};

inline size_t qHash(RateScope scope, size_t seed = 0) noexcept
{
    return ::qHash(uint(scope), seed);
}

/// Whose acts one window counts.
struct RateName {
    RateScope scope = RateScope::ChatUser;
    QByteArray name;
    friend bool operator==(const RateName&, const RateName&) = default;
};

/// At most so many in any window of this length.
struct RateRule {
    int most = 0;  ///< 0: any number, and none is counted
    std::chrono::milliseconds window{60'000};
    friend bool operator==(const RateRule&, const RateRule&) = default;
};

/// Somebody near a limit, or who was held back by it.
struct RateUse {
    RateScope scope = RateScope::ChatUser;
    QByteArray name;
    RateRule rule;
    int used = 0;
    int heldBack = 0;  ///< of what was remembered
    std::optional<TimePoint> heldBackAt;
    std::chrono::milliseconds retryAfter{0};  ///< 0: the next one may come now
    friend bool operator==(const RateUse&, const RateUse&) = default;
};

/// Who has used so much of a limit is near it.
inline constexpr int kNearLimitPercent = 80;
inline bool isNear(const RateUse& use)
{
    return use.used * 100 >= use.rule.most * kNearLimitPercent;
}
/// Worth showing: near its limit, or held back lately.
inline bool isNotable(const RateUse& use)
{
    return use.heldBack > 0 || isNear(use);
}
/// How long it is remembered that somebody was held back.
inline constexpr std::chrono::minutes kHeldBackKept{10};

}  // namespace tongdai
