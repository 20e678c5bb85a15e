#pragma once

#include "engine/domain/statistics/stats_mark.h"
#include "engine/history/store/unit_of_work.h"

namespace tongdai {

/// A version is written only when it is another one than the newest mark of its kind has; an outage that another engine
/// saw as well becomes one with its.
void writeMark(UnitOfWork& work, const StatsMark& mark);
/// Of a note: it is gone. False: there is none with this id.
bool removeNote(UnitOfWork& work, const QUuid& id);

namespace reads {
/// What touches this time, earliest first; the newest StatsMark::kMost of them.
std::vector<StatsMark> marks(SqlSession& session, TimePoint from, TimePoint to);

extern const QString kMarksSql;
}  // namespace reads
}  // namespace tongdai
