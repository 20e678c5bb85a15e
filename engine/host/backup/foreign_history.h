#pragma once

#include <QString>

namespace tongdai {

/// What a history holds that came from outside.
struct ForeignHistory {
    int schemaVersion = 0;
    qint64 conversations = 0;
    qint64 messages = 0;
};

/// Looks into a SQLite file that nobody vouches for, before anything of it is used (security S38): opened defensively,
/// checked for damage, and its schema compared with the one this program makes at that version, to the letter: a table,
/// index, trigger or view more, less or other than that would run with the shop's rights later. Writes nothing to it.
/// Blocking. @throws SqlError saying what is wrong.
ForeignHistory lookIntoForeignHistory(const QString& file);

}  // namespace tongdai
