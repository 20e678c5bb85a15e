#pragma once

#include "engine/domain/conversation/message.h"

#include <QMetaType>
#include <QUuid>

#include <vector>

namespace tongdai {

/// Something the figures of a time are better read with.
struct StatsMark {
    /// The numbers stand in the store: they never change.
    enum class Kind : quint8 {
        Note = 0,     ///< by hand
        Version = 1,  ///< an engine of another version than before was started
        Outage = 2,   ///< a part was away
    };
    QUuid id;
    Kind kind = Kind::Note;
    TimePoint from{};
    TimePoint to{};  ///< of an outage; otherwise as `from`
    QString text;    ///< the words of a note, the version, or the part (partName())
    QString author;  ///< who wrote the note
    static constexpr qsizetype kMostText = 500;
    static constexpr int kMost = 200;  ///< shown at once
};

}  // namespace tongdai

Q_DECLARE_METATYPE(tongdai::StatsMark)
