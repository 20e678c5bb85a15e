#pragma once

#include "engine/api/locks.h"
#include "ui/common/look/tone.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>

namespace tongdai {

/// The words of the Locks page: the engine speaks in codes, and here each becomes a sentence that says what is wrong,
/// what it means for the customer and what one can do (workspace 3.7).
class LocksWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::LocksWords)
public:
    static QString state(api::LockState state);
    static Tone tone(api::LockState state);
    static QString name(const api::LockRow& row);    ///< the conversation, or the key
    static QString holder(const api::LockRow& row);  ///< "shop-pc/4711 · this engine"
    static QString life(const api::LockRow& row, const Formats& formats);
    static QString age(const api::LockRow& row, TimePoint now, const Formats& formats);

    static QString cause(const api::LockRow& row, const Formats& formats);
    static QString harm(const api::LockRow& row, const Formats& formats);
    /// What waiting comes to; empty: waiting does not help.
    static QString patience(const api::LockRow& row, const Formats& formats);
    static QString act(api::LockAct act);
    static QString actMeaning(api::LockAct act, const api::LockRow& row);

    static QString event(const ClaimEvent& event);  ///< "refused: fence 17 counts already"
};

}  // namespace tongdai
