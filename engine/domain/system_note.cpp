#include "engine/domain/system_note.h"

#include <array>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array kEvents{"took_over"_L1,   "handed_back"_L1,    "taken"_L1,
                             "closed"_L1,      "reopened"_L1,       "transfer_requested"_L1,
                             "turn_failed"_L1, "force_released"_L1, "answered_outside"_L1};

}  // namespace

QJsonObject toJson(const SystemNote& note)
{
    QJsonObject json{{u"kind"_s, kEvents[size_t(note.event)]}};
    if (!note.actor.isEmpty()) json[u"actor"_s] = note.actor;
    if (note.cancelledTurns > 0) json[u"cancelled_turns"_s] = note.cancelledTurns;
    if (note.fence > 0) json[u"fence"_s] = note.fence;
    if (!note.reason.isEmpty()) json[u"reason"_s] = note.reason;
    return json;
}

std::optional<SystemNote> systemNote(const QJsonObject& metadata)
{
    const QString kind = metadata["kind"_L1].toString();
    for (size_t i = 0; i < kEvents.size(); ++i) {
        if (kind != kEvents[i]) continue;
        return SystemNote{SystemEvent(i), metadata["actor"_L1].toString(), metadata["cancelled_turns"_L1].toInt(),
                          metadata["fence"_L1].toInteger(), metadata["reason"_L1].toString()};
    }
    return {};
}

}  // namespace tongdai
