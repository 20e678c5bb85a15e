#pragma once

#include "engine/api/answer.h"
#include "engine/domain/shop/hook.h"
#include "ui/common/look/tone.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>

namespace tongdai {

/// Incoming hooks in words (features E7). GUI thread.
class HookWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::HookWords)
public:
    /// "Chat platform"
    static QString door(HookDoor door);
    /// How it stands, with when somebody called last.
    static QString state(const HookDoorState& state, const Formats& formats, TimePoint now);
    /// "stored, and answered by the bot"; "refused: wrong or missing access token"
    static QString fate(const HookRow& row);
    static Tone tone(const HookRow& row);
    /// "200 · 12 ms"
    static QString status(const HookRow& row, const Formats& formats);
    /// What somebody can do about a refusal; empty: nothing that is not said already.
    static QString advice(const HookRow& row);
    static QString replay(const HookReplay& replay, const Formats& formats);
    static Tone tone(const HookReplay& replay);
    static QString failure(const api::DeskFailure& failure);

private:
    static QString stored(const HookRow& row);
    static QString refusal(const HookRow& row);
    static QString accepted(const HookReplay& replay, const Formats& formats);
};

}  // namespace tongdai
