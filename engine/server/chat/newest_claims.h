#pragma once

#include "engine/domain/conversation/chat.h"

#include <QHash>

namespace tongdai::chat {

/// What the newest token of each user said of their role (security S15): who was staff and has been given a customer's
/// token since is staff no more, whatever older token turns up and is not over yet. Of this engine, since its start;
/// tokens end within hours. Engine loop.
class NewestClaims {
public:
    /// The role that counts for a token saying `role` and issued then: its own, or less where a newer one said less.
    ChatRole ruling(const SenderId& user, ChatRole role, TimePoint issued);

private:
    struct Claim {
        ChatRole role = ChatRole::Client;
        TimePoint issued{};
    };
    QHash<SenderId, Claim> m_newest;
};

}  // namespace tongdai::chat
