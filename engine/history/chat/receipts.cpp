#include "engine/history/chat/receipts.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

struct Member {
    QUuid id;
    SenderId user;
};

QMultiHash<QUuid, Member> membersOf(SqlSession& session, const std::vector<ShownLine>& lines)
{
    QSet<QUuid> conversations;
    for (const ShownLine& line : lines)
        conversations.insert(line.conversation);
    QMultiHash<QUuid, Member> members;
    for (SqlRow row : session.queryList(u"select conversation_id, id, user_id from participants where left_at is null "
                                        "and conversation_id in ({list})"_s,
                                        SqlParams(conversations.cbegin(), conversations.cend()))) {
        const QUuid conversation = row.nextUuid();
        const QUuid id = row.nextUuid();
        members.insert(conversation, {id, row.nextId<SenderId>()});
    }
    return members;
}

}  // namespace

void addReceipts(SqlSession& session, const std::vector<ShownLine>& lines, TimePoint now, SqlWrites& writes)
{
    static const SqlInsert insert{u"receipts"_s,
                                  {{u"participant_id"_s, SqlType::Uuid},
                                   {u"message_id"_s, SqlType::Uuid},
                                   {u"rev"_s, SqlType::Integer},
                                   {u"delivered_at"_s, SqlType::Real},
                                   {u"read_at"_s, SqlType::Real},
                                   {u"created_at"_s, SqlType::Real}}};
    static const SqlUpdate readMark{u"participants"_s,
                                    {{u"id"_s, SqlType::Uuid}},
                                    {{u"last_read_rev"_s, SqlType::Integer},
                                     {u"last_read_message_id"_s, SqlType::Id},
                                     {u"last_read_at"_s, SqlType::Real}}};
    const QMultiHash<QUuid, Member> members = membersOf(session, lines);
    std::vector<SqlParams> receipts;
    QHash<QUuid, SqlParams> marks;  // a writer's newest line
    for (const ShownLine& line : lines) {
        for (auto each = members.constFind(line.conversation);
             each != members.cend() && each.key() == line.conversation; ++each) {
            const Member& member = *each;
            const bool isWriter = member.user == line.sender;
            const SqlValue done = isWriter ? SqlValue(now) : SqlValue();
            receipts.push_back({member.id, line.message, line.rev, done, done, now});
            if (isWriter) marks.insert(member.id, {member.id, line.rev, line.messageId, now});
        }
    }
    writes.add(insert, std::move(receipts));
    const QList<SqlParams> newest = marks.values();
    writes.add(readMark, std::vector<SqlParams>(newest.begin(), newest.end()));
}

}  // namespace tongdai
