#include "engine/host/locks/state_compare_host.h"

#include "engine/host/ask.h"

namespace tongdai {

api::Asked<api::StatePicture> StateCompareHost::compare(const ConversationId& conversation)
{
    return ask<api::StatePicture>(
        this, m_service, [conversation](StateCompareService& service) { return service.compare(conversation); });
}

api::Asked<api::StatePicture> StateCompareHost::repair(const ConversationId& conversation)
{
    return ask<api::StatePicture>(
        this, m_service, [conversation](StateCompareService& service) { return service.repair(conversation); });
}

}  // namespace tongdai
