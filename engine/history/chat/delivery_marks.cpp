#include "engine/history/chat/chat.h"

#include <map>
#include <set>

/// What has reached whom, and how far each device has come.
namespace tongdai::chat_statements {

using namespace Qt::StringLiterals;

namespace {

/// Receipts are locked participant by participant. Statements that go place by place would lock them in another order:
/// what they are about is locked before, also receipts of these people that lie between.
void lockReceipts(SqlSession& session, const std::map<QUuid, std::set<qint64>>& lines, qint64 first, qint64 last)
{
    if (session.dialect().forUpdate.isEmpty()) return;
    SqlParams participants;
    for (const auto& [participant, revs] : lines)
        participants.push_back(participant);
    session.queryList(
        u"select rev from receipts where delivered_at is null and participant_id in ({list}) and rev >= ? and "
        "rev <= ? order by participant_id, rev {for_update}"_s,
        participants, {}, {first, last});
}

}  // namespace

/// One statement for each place in a thread, or for each participant, whichever are fewer: a line that many got, and
/// many lines that one got, are marked at once.
int markDelivered(UnitOfWork& work, const std::vector<Delivered>& lines)
{
    std::map<QUuid, std::set<qint64>> byParticipant;  // in the same order in every engine
    std::map<qint64, std::set<QUuid>> byRev;
    for (const Delivered& line : lines) {
        byParticipant[line.participant].insert(line.rev);
        byRev[line.rev].insert(line.participant);
    }
    qint64 marked = 0;
    if (byRev.size() < byParticipant.size()) {
        if (byRev.size() > 1) lockReceipts(work.session(), byParticipant, byRev.begin()->first, byRev.rbegin()->first);
        for (const auto& [rev, participants] : byRev) {
            marked += work.session().executeList(
                u"update receipts set delivered_at = ? where delivered_at is null and participant_id in ({list}) and rev = ?"_s,
                SqlParams(participants.begin(), participants.end()), {work.now()}, {rev});
        }
        return int(marked);
    }
    for (const auto& [participant, revs] : byParticipant) {
        marked += work.session().executeList(
            u"update receipts set delivered_at = ? where participant_id = ? and delivered_at is null and rev in ({list})"_s,
            SqlParams(revs.begin(), revs.end()), {work.now(), participant});
    }
    return int(marked);
}

namespace {

using Cursors = std::map<std::pair<QUuid, QByteArray>, qint64>;

std::set<QUuid> thoseWhoAreThere(SqlSession& session, const Cursors& cursors)
{
    std::set<QUuid> participants;
    for (const auto& [place, rev] : cursors)
        participants.insert(place.first);
    std::set<QUuid> there;
    for (SqlRow row : session.queryList(u"select id from participants where id in ({list})"_s,
                                        SqlParams(participants.begin(), participants.end())))
        there.insert(row.nextUuid());
    return there;
}

}  // namespace

/// Locked where they stand, so that no other engine moves one back.
void saveCursors(UnitOfWork& work, const std::vector<DeviceCursor>& cursors)
{
    if (cursors.empty()) return;
    static const SqlInsert insert{u"device_cursors"_s,
                                  {{u"participant_id"_s, SqlType::Uuid},
                                   {u"device"_s, SqlType::Id},
                                   {u"rev"_s, SqlType::Integer},
                                   {u"updated_at"_s, SqlType::Real}},
                                  SqlInsert::OnConflict::KeepOld,
                                  {u"participant_id"_s, u"device"_s}};
    static const SqlUpdate forward{u"device_cursors"_s,
                                   {{u"participant_id"_s, SqlType::Uuid}, {u"device"_s, SqlType::Id}},
                                   {{u"rev"_s, SqlType::Integer}, {u"updated_at"_s, SqlType::Real}}};
    Cursors come;  // in the same order in every engine
    for (const DeviceCursor& cursor : cursors) {
        qint64& rev = come[{cursor.participant, cursor.device}];
        rev = std::max(rev, cursor.rev);
    }
    // Whoever was erased meanwhile needs none; one such cursor must not hold back everybody else's.
    const std::set<QUuid> there = thoseWhoAreThere(work.session(), come);
    std::erase_if(come, [&there](const auto& each) { return !there.contains(each.first.first); });
    if (come.empty()) return;
    std::vector<SqlParams> rows;
    std::vector<SqlParams> places;
    for (const auto& [place, rev] : come) {
        rows.push_back({place.first, SqlValue::ofId(place.second), rev, work.now()});
        places.push_back({place.first, SqlValue::ofId(place.second)});
    }
    work.session().insertMany(insert, rows);
    std::vector<SqlParams> behind;
    for (
        SqlRow found : work.session().queryAny(
            u"select participant_id, device, rev from device_cursors where {any participant_id = ? and device = ?} {for_update}"_s,
            places)) {
        const QUuid participant = found.nextUuid();
        const QByteArray device = found.nextBytes();
        const qint64 rev = come.at({participant, device});
        if (found.nextInteger() < rev) behind.push_back({participant, SqlValue::ofId(device), rev, work.now()});
    }
    work.session().updateMany(forward, behind);
}

}  // namespace tongdai::chat_statements
