#include "engine/host/health/pipeline_figures.h"

#include "engine/work/journal/journal_keeper.h"
#include "engine/work/message/answer_judge.h"
#include "engine/work/message/context_memory.h"
#include "engine/work/message/handle_message.h"

namespace tongdai {

std::vector<Figure> pipelineFigures(Pipeline& pipeline)
{
    const JournalKeeper& journal = pipeline.journal();
    const HandleMessage& messages = pipeline.handleMessage();
    const AnswerJudge& judge = pipeline.judge();
    return {
        {"journal_kept_total", "Messages accepted into the local journal.", double(journal.keptTotal()), true},
        {"journal_replayed_total", "Messages brought from it into the store.", double(journal.replayedTotal()), true},
        {"journal_order_unknown_total", "Of these, with their order across engines not known.",
         double(journal.orderUnknownTotal()), true},
        {"claims_waited_total", "Messages that came while somebody answered their conversation.",
         double(messages.waitedTotal()), true},
        {"context_hits_total", "Contexts of answers that were in memory.", double(pipeline.memory().hitsTotal()), true},
        {"context_misses_total", "Contexts of answers that were read from the history.",
         double(pipeline.memory().missesTotal()), true},
        {"fenced_total", "Late answers that were refused.", double(pipeline.fencedTotal()), true},
        {"turns_in_work", "Conversations in work.", double(pipeline.turnsInWork()), false},
        {"ai_actions_dropped_total", "Actions of AI answers that were left out.", double(judge.droppedActionsTotal()),
         true},
        {"ai_answers_unusable_total", "AI answers that needed a person for what they said or asked for.",
         double(judge.unusableAnswersTotal()), true},
        {"ai_answers_held_total", "Of these, those that the shop's rule held back.", double(judge.heldAnswersTotal()),
         true},
        {"unknown_sender_types_total", "Messages whose sender_type nobody knows; each went to a person.",
         double(messages.unknownSendersTotal()), true},
        {"answered_outside_total", "Lines the shop itself wrote on the platform.",
         double(messages.answeredOutsideTotal()), true},
        {"own_echoes_total", "Lines of ours that came back from the platform.", double(messages.ownEchoesTotal()),
         true},
    };
}

}  // namespace tongdai
