#include "engine/host/desk/reworded_answer.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QString notRewordedWords(NotReworded::Why why)
{
    switch (why) {
        case NotReworded::Why::Decided: return {};
        case NotReworded::Why::MayHaveArrived:
            return u"an earlier try may have reached the customer; send it again as it is, or drop it and write anew"_s;
        case NotReworded::Why::NotRefused:
            return u"the platform did not refuse it; send it again as it is, or drop it and write anew"_s;
        case NotReworded::Why::MoreThanWords:
            return u"this answer carries more than one text; send it again as it is, or drop it and write anew"_s;
        case NotReworded::Why::SentBefore: return u"the words you gave first are already sent; these were not sent"_s;
    }
    Q_UNREACHABLE();
}

api::Answer<qint64> rewordedAnswer(const RewordOutcome& outcome)
{
    if (const auto* sent = std::get_if<OperatorActResult>(&outcome)) return sent->line ? sent->line->rev : 0;
    const auto* refusal = std::get_if<NotReworded>(&outcome);
    if (!refusal) return api::DeskFailure{api::DeskError::NotFound, {}};
    if (refusal->why == NotReworded::Why::Decided) return api::DeskFailure{api::DeskError::AlreadyDecided, {}};
    return api::DeskFailure{api::DeskError::Refused, notRewordedWords(refusal->why)};
}

}  // namespace tongdai
