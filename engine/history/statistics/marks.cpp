#include "engine/history/statistics/marks.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// No outage of a shop is longer; what began before a range by more is not looked for.
constexpr std::chrono::hours kLongestOutage{24 * 31};

bool isKnownVersion(SqlSession& session, const QString& version)
{
    const SqlRows newest = session.query(u"select text from stat_marks where kind = ? order by from_at desc limit 1"_s,
                                         {int(StatsMark::Kind::Version)});
    return !newest.isEmpty() && newest[0][0].toText() == version;
}

/// Takes what other engines saw of the same out of the store, and into this one.
StatsMark joined(SqlSession& session, StatsMark mark)
{
    const SqlRows found = session.query(
        u"select id, from_at, to_at from stat_marks where kind = ? and text = ? and from_at <= ? and from_at >= ? and "
        "to_at >= ?"_s,
        {int(mark.kind), mark.text, mark.to, mark.from - kLongestOutage, mark.from});
    for (SqlRow row : found) {
        session.execute(u"delete from stat_marks where id = ?"_s, {row.nextUuid()});
        mark.from = std::min(mark.from, row.nextTime());
        mark.to = std::max(mark.to, row.nextTime());
    }
    return mark;
}

}  // namespace

void writeMark(UnitOfWork& work, const StatsMark& wanted)
{
    SqlSession& session = work.session();
    if (wanted.kind == StatsMark::Kind::Version && isKnownVersion(session, wanted.text)) return;
    const StatsMark mark = wanted.kind == StatsMark::Kind::Outage ? joined(session, wanted) : wanted;
    session.execute(u"insert into stat_marks (id, kind, from_at, to_at, text, author) values (?, ?, ?, ?, ?, ?)"_s,
                    {mark.id, int(mark.kind), mark.from, std::max(mark.from, mark.to),
                     mark.text.left(StatsMark::kMostText), mark.author});
}

bool removeNote(UnitOfWork& work, const QUuid& id)
{
    const SqlRows found = work.session().query(u"select id from stat_marks where id = ? and kind = ?"_s,
                                               {id, int(StatsMark::Kind::Note)});
    work.session().execute(u"delete from stat_marks where id = ? and kind = ?"_s, {id, int(StatsMark::Kind::Note)});
    return !found.isEmpty();
}

namespace reads {

const QString kMarksSql =
    u"select id, kind, from_at, to_at, text, author from stat_marks where from_at >= ? and from_at < ? and to_at >= ? "
    "order by from_at desc limit ?"_s;

std::vector<StatsMark> marks(SqlSession& session, TimePoint from, TimePoint to)
{
    std::vector<StatsMark> found;
    for (SqlRow row : session.query(kMarksSql, {from - kLongestOutage, to, from, StatsMark::kMost})) {
        StatsMark mark;
        mark.id = row.nextUuid();
        mark.kind = StatsMark::Kind(row.nextInteger());
        mark.from = row.nextTime();
        mark.to = row.nextTime();
        mark.text = row.nextText();
        mark.author = row.nextText();
        found.push_back(std::move(mark));
    }
    std::ranges::reverse(found);
    return found;
}

}  // namespace reads
}  // namespace tongdai
