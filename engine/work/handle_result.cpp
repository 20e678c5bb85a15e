#include "engine/work/handle_result.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QLatin1StringView reasonName(Locked::Reason reason)
{
    return reason == Locked::Reason::HumanTakeover ? "human_takeover"_L1 : "processing_in_progress"_L1;
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
