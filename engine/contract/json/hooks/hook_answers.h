#pragma once

#include "engine/domain/shop/hook.h"

#include <QJsonObject>

/// The administrator's view of incoming hooks (features E7). Any thread.
namespace tongdai::contract {

/// `{"doors":[{"door","path","open","lacks_secret","came","refused","last":ISO or null}],"kept","gone","calls":[…]}`
/// with newest calls first.
QJsonObject hooksAnswer(const std::vector<HookDoorState>& doors, const std::vector<HookRow>& rows, int kept,
                        qint64 gone);
/// One call with `request`, `headers` (null: never kept), `body`, `answer`, `curl` and what is wrong with it.
QJsonObject toJson(const HookDetail& detail);
/// `{"verdict","next","conversation_id","message_id", …}`
QJsonObject toJson(const HookReplay& replay);

/// "answered", "refused", …
QString hookFateName(HookFate fate);
/// "wrong_token", …; of none: empty
QString hookRefusalName(HookRefusal refusal);

}  // namespace tongdai::contract
