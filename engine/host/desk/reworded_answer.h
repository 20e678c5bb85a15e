#pragma once

#include "engine/api/answer.h"
#include "engine/domain/ports/store/conversation_store.h"

namespace tongdai {

/// What whoever sent other words in place of a refused answer is told: the number of the new line, or why there is
/// none.
api::Answer<qint64> rewordedAnswer(const RewordOutcome& outcome);
/// Why there can be none; nothing of what is decided already.
QString notRewordedWords(NotReworded::Why why);

}  // namespace tongdai
