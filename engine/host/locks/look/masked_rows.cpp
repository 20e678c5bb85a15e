#include "engine/host/locks/look/masked_rows.h"

#include "engine/domain/conversation/outbox.h"
#include "engine/domain/text/mask_text.h"

namespace tongdai {

namespace {

/// Words that were cut when they were written down may end within a number.
QString maskedTry(QString words)
{
    if (words.size() >= kMaxTryWords) {
        while (!words.isEmpty() && !words.back().isLetter())
            words.chop(1);
    }
    return maskText(words);
}

}  // namespace

void maskLetter(api::DeadLetter& letter)
{
    const QString text = maskText(letter.text);
    if (text != letter.text)
        letter.whyNotReworded =
            QStringLiteral("this answer has numbers that are hidden from you, and nobody edits dots");
    letter.text = text;
    letter.error = maskText(letter.error);
    for (SendTry& each : letter.tries)
        each.words = maskedTry(each.words);
}

void maskTask(TaskOnDesk& shown)
{
    shown.task.payload = maskJson(shown.task.payload).toObject();
    shown.task.lastError = maskText(shown.task.lastError);
    for (TaskTry& each : shown.tries)
        each.error = maskedTry(each.error);
}

}  // namespace tongdai
