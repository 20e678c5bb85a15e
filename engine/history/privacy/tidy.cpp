#include "engine/history/privacy/tidy.h"

namespace tongdai {

using namespace Qt::StringLiterals;

bool mergeIndexStep(SqlSession& session, bool begins)
{
    if (session.dialect().name != "sqlite"_L1) return false;
    constexpr int kPages = 200;
    const auto changes = [&session] { return session.run(u"select total_changes()"_s)[0][0].toInteger(); };
    const qint64 before = changes();
    // A negative number puts all parts into one run of merging, whatever their sizes; positive ones carry it on.
    session.run(
        u"insert into message_words (message_words, rank) values ('merge', %1)"_s.arg(begins ? -kPages : kPages));
    constexpr qint64 kNothingDone = 2;  // fewer: only the command itself
    return changes() - before >= kNothingDone;
}

void clearLog(SqlSession& session)
{
    if (session.dialect().name == "sqlite"_L1) session.run(u"pragma wal_checkpoint(truncate)"_s);
}

}  // namespace tongdai
