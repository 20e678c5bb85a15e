#include "engine/server/routes/chat/history_callers.h"

#include "engine/server/chat/chat_admission.h"

#include <QJsonArray>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QStringList rolesIn(const QJsonObject& claims)
{
    QStringList roles;
    // The framework of the callers writes the long name.
    for (const auto name : {"role"_L1, "roles"_L1, "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"_L1}) {
        const QJsonValue value = claims.value(name);
        if (value.isString()) roles << value.toString();
        const QJsonArray several = value.toArray();
        for (const QJsonValue& one : several)
            roles << one.toString();
    }
    return roles;
}

}  // namespace

std::optional<ChatCaller> callerOf(const QJsonObject& claims)
{
    ChatCaller caller;
    // Chat tokens write `id`. A visitor's opens its own thread, by chat, and nothing else.
    const bool isChatUsers = !claims.contains("userId"_L1) && !claims.contains("thread"_L1);
    const QJsonValue user = claims.value(isChatUsers ? "id"_L1 : "userId"_L1);
    if (!user.isUndefined() && !chat::userIdClaim(user)) return std::nullopt;
    caller.user = SenderId::fromString(chat::userIdClaim(user).value_or(QString()));
    const QStringList roles = rolesIn(claims);
    caller.isAdmin = roles.contains("Admin"_L1, Qt::CaseInsensitive);
    caller.isService = roles.contains("Service"_L1, Qt::CaseInsensitive);
    if (caller.user.isEmpty() && !caller.isAdmin && !caller.isService) return std::nullopt;
    return caller;
}

CallerOfRequest historyCallers(chat::JwtTokens tokens, BearerTokens services, const ports::Clock& clock,
                               std::shared_ptr<WrongTokens> wrong)
{
    return [tokens = std::move(tokens), services = std::move(services), &clock,
            wrong = std::move(wrong)](const http::Request& request) -> std::optional<ChatCaller> {
        socketio::Handshake handshake;
        handshake.request = request;
        const QByteArray token = chat::tokenOf(handshake);
        if (token.isEmpty()) return std::nullopt;
        using Kind = WrongTokens::Kind;
        const auto isLookedAt = [&](Kind kind) { return !wrong || wrong->wait(request.peer, kind).count() == 0; };
        if (isLookedAt(Kind::Shop) && services.accepts(token)) {
            if (wrong) wrong->noteRight(request.peer, Kind::Shop);
            ChatCaller service;
            service.isService = true;
            return service;
        }
        if (!isLookedAt(Kind::User)) return std::nullopt;
        const auto checked = tokens.check(token, clock.now());
        if (wrong) chat::noteChecked(*wrong, request.peer, checked);
        const auto* claims = std::get_if<chat::TokenClaims>(&checked);
        if (!claims) return std::nullopt;
        return callerOf(claims->all);
    };
}

}  // namespace tongdai
