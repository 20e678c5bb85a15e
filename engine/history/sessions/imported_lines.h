#pragma once

#include "engine/domain/imports/column_map.h"
#include "engine/history/store/unit_of_work.h"

#include <map>
#include <set>

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

/// Who speaks in each conversation of a file.
using ImportPeople = std::map<ConversationId, std::set<SenderId>>;
ImportPeople importPeople(std::span<const ImportedLine> all);

/// Keeps them (features E10), once each, whatever the tries: a line's id is made of itself. Their conversations are
/// closed until the customer writes again. No AI is asked, nobody waits, nothing goes to a platform. `people`: those of
/// the whole file; where one of them was erased, nothing of the conversation comes back. Writer thread.
ImportCounts importLines(UnitOfWork& work, std::span<const ImportedLine> lines, const ImportPeople& people);

/// An import made it, and no customer has written here since: where it lives is said by what comes first.
bool isImportedOnly(const rows::ConversationRow& row);

}  // namespace tongdai
