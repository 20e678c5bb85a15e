#pragma once

#include "engine/history/conversations/rows.h"

namespace tongdai {

/// What a line of a thread is found by: the row of message_search beside it (see sql/<store>/0004).
namespace search_rows {

/// Whether it can be found at all: what was said, or noted. Not what the engine says of itself, nor unsent answers.
bool isSearchable(const rows::MessageRow& line);
extern const SqlInsert kInsert;
/// `number` tells lines of one millisecond apart. `channel` is the conversation's.
SqlParams values(const rows::MessageRow& line, const QString& channel, quint32 number);

/// Place of the oldest line received at or after `at`, in the order of `ord`.
qint64 firstOrd(TimePoint at);

// Words that stand for what is filtered by; no text has words with the sign they begin with.
QString roleWord(Speaker speaker);
QString channelWord(const QString& channel);
QString personWord(const SenderId& person);
QString conversationWord(const ConversationId& conversation);
/// As the stores keep a word. With two signs in front, as MySQL passes over words shorter than three letters and over
/// common English ones; on every store alike, so that a shop can be moved from one to another.
QString stored(const QString& word);

}  // namespace search_rows
}  // namespace tongdai
