#pragma once

#include "engine/domain/imports/column_map.h"
#include "engine/history/store/unit_of_work.h"

namespace tongdai {

/// What became of lines of another system's history.
struct ImportCounts {
    qint64 conversations = 0;  ///< made for them
    qint64 added = 0;
    qint64 known = 0;      ///< brought before
    qint64 elsewhere = 0;  ///< of conversations that live here already: history never lands below what was said since
    qint64 erased = 0;     ///< of customers or conversations that were erased here

    ImportCounts& operator+=(const ImportCounts& more);
    friend bool operator==(const ImportCounts&, const ImportCounts&) = default;
};

/// Keeps them (features E10), once each, whatever the tries: a line's id is made of itself. Their conversations are
/// closed until the customer writes again. No AI is asked, nobody waits, nothing goes to a platform. Writer thread.
ImportCounts importLines(UnitOfWork& work, std::span<const ImportedLine> lines);

}  // namespace tongdai
