#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/customer/customer_details.h"

/// What somebody is shown who may not see telephone, card and identity numbers (features F11, Permission::SeeNumbers):
/// the same with dots in their place. Ids stay what they are matched by; where one stands for a name that nobody gave,
/// its dots become that name. Pure; any thread.
namespace tongdai {

/// StoredMessage::isMasked: there was something.
StoredMessage masked(StoredMessage line);
Conversation masked(Conversation shown);
CustomerDetails masked(CustomerDetails details);

}  // namespace tongdai
