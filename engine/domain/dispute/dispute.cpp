#include "engine/domain/dispute/dispute.h"

namespace tongdai {

PartyRole partyRoleOf(QStringView word)
{
    if (word == QLatin1StringView("CLIENT")) return PartyRole::Client;
    if (word == QLatin1StringView("FREELANCER")) return PartyRole::Freelancer;
    if (word == QLatin1StringView("ADMIN")) return PartyRole::Admin;
    if (word == QLatin1StringView("ARBITRATOR")) return PartyRole::Arbitrator;
    return PartyRole::Other;
}

}  // namespace tongdai
