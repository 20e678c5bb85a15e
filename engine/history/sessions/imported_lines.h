#pragma once

#include "engine/domain/imports/import_counts.h"
#include "engine/history/store/unit_of_work.h"

namespace tongdai {

/// Source of a line that an import brought; with a line's id it is unique.
inline const QByteArray kImportSource = "import";

/// Keeps them (features E10), once each, whatever the tries: a line's id is made of itself. Their conversations are
/// closed until the customer writes again. No AI is asked, nobody waits, nothing goes to a platform. `people`: those of
/// the whole file; where one of them was erased, nothing of the conversation comes back. Writer thread.
ImportCounts importLines(UnitOfWork& work, std::span<const ImportedLine> lines, const ImportPeople& people);

/// An import made it, and no customer has written here since: where it lives is said by what comes first.
bool isImportedOnly(const rows::ConversationRow& row);

namespace reads {
/// What would become of each of them now, without a change: for a trial. A line that stands among them twice is known
/// the second time. On any session.
std::vector<LineFate> importFates(SqlSession& session, std::span<const ImportedLine> lines, const ImportPeople& people);
}  // namespace reads

}  // namespace tongdai
