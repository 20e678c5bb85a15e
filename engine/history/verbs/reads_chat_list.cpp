#include "engine/domain/fold_text.h"
#include "engine/history/verbs/chat.h"

namespace tongdai::chat_verbs {

using namespace Qt::StringLiterals;

namespace {

struct Condition {
    QString sql;
    SqlParams values;
    void add(const QString& text, SqlValue value)
    {
        sql += text;
        values.push_back(std::move(value));
    }
};

QString likePattern(const QString& text)
{
    QString escaped = foldText(text);
    escaped.replace(u'!', "!!"_L1).replace(u'%', "!%"_L1).replace(u'_', "!_"_L1);
    return u'%' + escaped + u'%';
}

Condition conditionOf(const ThreadListQuery& query)
{
    Condition condition;
    condition.add(
        u" from participants mine join conversations c on c.id = mine.conversation_id left join chat_threads t "
        "on t.conversation_id = c.id where mine.left_at is null and mine.user_id = ?"_s,
        query.user);
    if (query.isCustomer) {
        condition.add(u" and mine.role not in (?, "_s, QString(chatRoleName(ChatRole::Admin)));
        condition.add(u"?)"_s, QString(chatRoleName(ChatRole::Arbitrator)));
    }
    if (!query.only.isEmpty()) condition.add(u" and c.conversation_id = ?"_s, query.only);
    if (!query.type.isEmpty()) condition.add(u" and coalesce(t.type, 'ADMIN_CLIENT') = ?"_s, query.type);
    if (!query.jobPostId.isEmpty()) condition.add(u" and t.job_post_id = ?"_s, query.jobPostId);
    if (!query.contractId.isEmpty()) condition.add(u" and t.contract_id = ?"_s, query.contractId);
    if (query.role) {
        condition.add(
            u" and exists (select 1 from participants o where o.conversation_id = c.id and o.left_at is null "
            "and o.role = ?)"_s,
            QString(chatRoleName(*query.role)));
    }
    if (!query.search.isEmpty()) {
        condition.add(u" and (c.search_text like ? escape '!'"_s, likePattern(query.search));
        condition.add(u" or lower(coalesce(c.subject, '')) like ? escape '!')"_s, likePattern(query.search));
    }
    return condition;
}

}  // namespace

ThreadListPage threadList(SqlSession& session, const ThreadListQuery& query)
{
    ThreadListPage page;
    const Condition condition = conditionOf(query);
    page.total = session.query(u"select count(*)"_s + condition.sql, condition.values)[0][0].toInteger();
    SqlParams values = condition.values;
    values.push_back(query.limit);
    values.push_back(query.offset);
    const SqlRows rows = session.query(u"select c.conversation_id, mine.id, c.id"_s + condition.sql +
                                           u" order by c.last_activity desc, c.conversation_id limit ? offset ?"_s,
                                       values);
    for (SqlRow row : rows) {
        const auto id = row.nextId<ConversationId>();
        const QUuid mine = row.nextUuid();
        const QUuid uuid = row.nextUuid();
        auto found = thread(session, id);
        if (!found) continue;
        ThreadListItem item;
        item.thread = std::move(*found);
        item.messages = session
                            .query(
                                u"select count(*) from messages where conversation_id = ? and "
                                "speaker in (0, 1, 2) and sent = 1"_s,
                                {uuid})[0][0]
                            .toInteger();
        item.unread = int(
            session.query(u"select count(*) from receipts where participant_id = ? and read_at is null"_s, {mine})[0][0]
                .toInteger());
        if (query.withLastMessage) {
            ChatLinesPage last = history(session, {id, {}, false, 1, true, false});
            if (!last.lines.empty()) item.last = std::move(last.lines.front());
        }
        page.items.push_back(std::move(item));
    }
    return page;
}

}  // namespace tongdai::chat_verbs
