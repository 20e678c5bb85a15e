#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/server/access/bearer_tokens.h"
#include "engine/server/access/wrong_tokens.h"
#include "engine/server/chat/jwt_tokens.h"
#include "engine/server/routes/chat/history_routes.h"

namespace tongdai {

/// Callers of the history API by their Authorization header or the cookie `accessToken`: a JWT with the claims `userId`
/// (or `id`) and `role` (`Admin`, `Service`; one or several), or the platform's own token, which may sync for every
/// user and read nothing.
///
/// `wrong` (may be null) hears of right and wrong ones.
CallerOfRequest historyCallers(chat::JwtTokens tokens, BearerTokens services, const ports::Clock& clock,
                               std::shared_ptr<WrongTokens> wrong = {});

/// What the claims of a verified token allow.
std::optional<ChatCaller> callerOf(const QJsonObject& claims);

}  // namespace tongdai
