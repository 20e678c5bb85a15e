#pragma once

#include "engine/history/search/search_index.h"

namespace tongdai::reads {

/// askIndex() for MariaDB and MySQL. Their full-text index reads what it knows of every word it is asked for whole,
/// joins it, and fetches every line that is left before the newest of them can be told. So it is asked for rare words
/// only: what is common is looked for in the lines themselves, and where the newest lines show that a page fills from
/// a few windows more, it is not asked at all.
std::vector<IndexHit> askMysql(SqlSession& session, const IndexQuestion& question);

/// The statement, for the tests that look at its plan; `wordsInLine`: how many are looked for in the lines.
QString mysqlIndexSql(qsizetype wordsInLine);

}  // namespace tongdai::reads
