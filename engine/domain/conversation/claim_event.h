#pragma once

#include "engine/domain/conversation/message.h"

#include <QMetaType>

#include <optional>

namespace tongdai {

/// What may happen to a claim (guarantees 2.4).
enum class ClaimAct : quint8 {
    Granted,
    Renewed,
    Released,     ///< by its holder: answered, or given back
    Expired,      ///< its holder noticed that the lease was lost
    TakenOver,    ///< a person answers from here on
    Forced,       ///< an administrator released it
    RefusedLate,  ///< its holder wanted to write under an old fence, and was not let
};
QLatin1StringView claimActName(ClaimAct act);
std::optional<ClaimAct> claimActOf(QStringView name);

/// One thing that happened to a claim. Only for people to look at: nothing is decided by it.
struct ClaimEvent {
    ConversationId conversation;
    ClaimAct act = ClaimAct::Granted;
    OwnerId owner;      ///< whose claim it is or was; empty: not known to whoever noted it
    Fence fence = 0;    ///< of that claim; of TakenOver the new one
    Fence current = 0;  ///< of Forced and RefusedLate: the one that counts now
    QString by;         ///< of TakenOver and Forced: who did it, as people call them; may be empty
    TimePoint at{};
    qint64 rev = 0;  ///< of RefusedLate: the line that shows what was not sent; 0: there is none
    friend bool operator==(const ClaimEvent&, const ClaimEvent&) = default;
};

/// "<instance>:<nonce>" of an owner: the running engine it belongs to. Empty: no engine of ours wrote this.
QByteArray instanceOf(QByteArrayView owner);

}  // namespace tongdai

Q_DECLARE_METATYPE(tongdai::ClaimEvent)
