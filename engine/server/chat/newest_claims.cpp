#include "engine/server/chat/newest_claims.h"

namespace tongdai::chat {

namespace {

constexpr qsizetype kMaxClaims = 20'000;

}  // namespace

ChatRole NewestClaims::ruling(const SenderId& user, ChatRole role, TimePoint issued)
{
    if (m_newest.size() >= kMaxClaims && !m_newest.contains(user)) m_newest.clear();
    Claim& newest = m_newest[user];
    if (issued >= newest.issued) newest = {role, issued};
    return isStaff(role) && !isStaff(newest.role) ? newest.role : role;
}

}  // namespace tongdai::chat
