#pragma once

#include <QLatin1StringView>

/// Paths outside of the table in rest_routes.h: where other protocols are mounted, and what the shop's web pages fetch.
namespace tongdai::contract::paths {

/// Socket.IO (contracts/realtime-chat §1); only with its slash.
inline constexpr QLatin1StringView kSocketIo("/socket.io/");

/// Plain WebSockets (contracts/background §2).
inline constexpr QLatin1StringView kPlainSockets("/chat/ws");
inline constexpr QLatin1StringView kCustomerSocket("/chat/ws/customer");
inline constexpr QLatin1StringView kAdminSocket("/chat/ws/admin");

/// The widget, its client, the identity of a visitor, and the demo page.
inline constexpr QLatin1StringView kWidget("/widget");
inline constexpr QLatin1StringView kWidgetScript("/widget.js");
inline constexpr QLatin1StringView kWidgetClient("/socket.io.js");
inline constexpr QLatin1StringView kVisitor("/widget/visitor");
inline constexpr QLatin1StringView kDemo("/demo");
inline constexpr QLatin1StringView kDemoStyle("/demo.css");

}  // namespace tongdai::contract::paths
