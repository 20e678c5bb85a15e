#pragma once

#include "engine/domain/ports/live/task_desk.h"
#include "ui/common/look/tone.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>

namespace tongdai {

/// Background work in words. GUI thread.
class TaskWords {
    Q_DECLARE_TR_FUNCTIONS(TaskWords)
public:
    static QString kind(const QString& kind);
    /// What it is doing, in a sentence.
    static QString doing(const QString& kind);
    static QString state(const TaskOnDesk& shown);
    static Tone tone(const TaskOnDesk& shown);
    /// "3 of 12", "3 so far"; where nobody counts: empty
    static QString progress(const TaskOnDesk& shown, const Formats& formats);
    static QString error(const QString& kind, const QString& error);
    /// In words, and as it was recorded: for a hover.
    static QString errorWhole(const QString& kind, const QString& error);
    /// May it be cancelled, and safely: one that waits has not begun; of those in work only what goes in pieces.
    static bool canBeCancelled(const TaskOnDesk& shown);
};

}  // namespace tongdai
