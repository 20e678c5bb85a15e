#pragma once

#include "engine/domain/imports/column_map.h"

#include <map>
#include <set>
#include <span>

namespace tongdai {

/// What became of lines of another system's history.
struct ImportCounts {
    qint64 conversations = 0;  ///< made for them
    qint64 added = 0;
    qint64 known = 0;  ///< brought before
    /// Of conversations that live here already, chats nobody has written in yet among them: history never lands below
    /// what was said since, nor in a thread that an import did not make.
    qint64 elsewhere = 0;
    qint64 erased = 0;  ///< of customers or conversations that were erased here

    ImportCounts& operator+=(const ImportCounts& more);
    friend bool operator==(const ImportCounts&, const ImportCounts&) = default;
};

/// What becomes of one line.
enum class LineFate : quint8 {
    Opens,  ///< added, and its conversation is not here yet
    New,    ///< added
    Known,
    Elsewhere,
    Erased,
};

/// Who speaks in each conversation of a file.
using ImportPeople = std::map<ConversationId, std::set<SenderId>>;
ImportPeople importPeople(std::span<const ImportedLine> all);

}  // namespace tongdai
