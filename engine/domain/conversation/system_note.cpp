#include "engine/domain/conversation/system_note.h"

#include <array>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array kEvents{
    "took_over"_L1,          "handed_back"_L1,  "taken"_L1,          "closed"_L1,           "reopened"_L1,
    "transfer_requested"_L1, "turn_failed"_L1,  "force_released"_L1, "answered_outside"_L1, "limit_changed"_L1,
    "returned_by_time"_L1,   "drafts_began"_L1, "drafts_ended"_L1,   "nobody_came"_L1,      "removed_there"_L1};

}  // namespace

QJsonObject toJson(const SystemNote& note)
{
    QJsonObject json{{u"kind"_s, kEvents[size_t(note.event)]}};
    if (!note.actor.isEmpty()) json[u"actor"_s] = note.actor;
    if (note.cancelledTurns > 0) json[u"cancelled_turns"_s] = note.cancelledTurns;
    if (note.fence > 0) json[u"fence"_s] = note.fence;
    if (!note.reason.isEmpty()) json[u"reason"_s] = note.reason;
    if (note.until) json[u"until"_s] = toUnixSeconds(*note.until);
    if (note.intent) json[u"intent"_s] = *note.intent;
    if (note.minutes > 0) json[u"minutes"_s] = note.minutes;
    if (note.supervisorsAsked) json[u"supervisors_asked"_s] = true;
    if (note.botGoesOn) json[u"bot_goes_on"_s] = true;
    return json;
}

std::optional<SystemNote> systemNote(const QJsonObject& metadata)
{
    const QString kind = metadata["kind"_L1].toString();
    for (size_t i = 0; i < kEvents.size(); ++i) {
        if (kind != kEvents[i]) continue;
        SystemNote note{SystemEvent(i), metadata["actor"_L1].toString(), metadata["cancelled_turns"_L1].toInt(),
                        metadata["fence"_L1].toInteger(), metadata["reason"_L1].toString()};
        if (metadata.contains("until"_L1)) note.until = fromUnixSeconds(metadata["until"_L1].toDouble());
        if (metadata.contains("intent"_L1)) note.intent = metadata["intent"_L1].toString();
        note.minutes = metadata["minutes"_L1].toInt();
        note.supervisorsAsked = metadata["supervisors_asked"_L1].toBool();
        note.botGoesOn = metadata["bot_goes_on"_L1].toBool();
        return note;
    }
    return {};
}

}  // namespace tongdai
