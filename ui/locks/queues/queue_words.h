#pragma once

#include "engine/api/locks_queues.h"
#include "ui/common/look/tone.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>

namespace tongdai {

/// The words of the Queues tab: lengths become sentences, and what Redis says of itself becomes what it means.
class QueueWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::QueueWords)
public:
    static QString name(const api::QueueRow& row);
    static QString meaning(const api::QueueRow& row, const Formats& formats);
    static Tone tone(const api::QueueRow& row);

    static QString letterState(const api::DeadLetter& letter);
    /// What came of each, in words, with the platform's own below where they say more.
    static QStringList tries(const std::vector<SendTry>& all, TimePoint now, const Formats& formats);

    /// One line of the safety check.
    struct Finding {
        QString name;
        QString value;
        QString meaning;  ///< empty: all is well
        Tone tone = Tone::Good;
    };
    static std::vector<Finding> safety(const api::RedisSafety& redis, const Formats& formats);
    static QString warning(const api::ConfigWarning& warning);
    /// The line for the settings file that would mend it; empty: there is none.
    static QString mend(const api::ConfigWarning& warning);

private:
    static QString cameOf(SendOutcome::Kind kind);
    static Finding memory(const api::RedisSafety& redis, const Formats& formats);
    static Finding policy(const api::RedisSafety& redis);
};

}  // namespace tongdai
