#include "engine/work/message/handle_result.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QLatin1StringView reasonName(Locked::Reason reason)
{
    switch (reason) {
        case Locked::Reason::ProcessingInProgress: return "processing_in_progress"_L1;
        case Locked::Reason::HumanTakeover: return "human_takeover"_L1;
        case Locked::Reason::AnsweredOutside: return "answered_outside"_L1;
        case Locked::Reason::OwnEcho: return "own_echo"_L1;
    }
    Q_UNREACHABLE();
}

HandleResult stillRunning(Seq seq)
{
    return StillRunning{seq};
}

HandleResult inJournal(bool duplicate)
{
    return StillRunning{0, duplicate, true};
}

}  // namespace tongdai
