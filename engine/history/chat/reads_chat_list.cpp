#include "engine/domain/text/fold_text.h"
#include "engine/history/chat/chat.h"

namespace tongdai::chat_statements {

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
    return condition;
}

/// One thread of the list, before what is shown of it is read.
struct Listed {
    ConversationId id;
    QUuid mine;
    QUuid uuid;
};

const QString kListedColumns = u"select c.conversation_id, mine.id, c.id"_s;
const QString kListOrder = u" order by c.last_activity desc, c.conversation_id"_s;

Listed readListed(SqlRow& row)
{
    auto id = row.nextId<ConversationId>();
    const QUuid mine = row.nextUuid();
    return {std::move(id), mine, row.nextUuid()};
}

/// Marks and case do not count. Subjects are kept as they are written, and no store folds as we do: those of one user
/// are looked through here.
std::vector<Listed> searched(SqlSession& session, const ThreadListQuery& query, ThreadListPage& page)
{
    const QString words = foldText(query.search);
    const Condition condition = conditionOf(query);
    std::vector<Listed> listed;
    for (SqlRow row :
         session.query(kListedColumns + u", c.search_text, coalesce(c.subject, '')"_s + condition.sql + kListOrder,
                       condition.values)) {
        Listed one = readListed(row);
        const bool isFound = row.nextText().contains(words) || foldText(row.nextText()).contains(words);
        if (!isFound) continue;
        if (page.total >= query.offset && int(listed.size()) < query.limit) listed.push_back(std::move(one));
        ++page.total;
    }
    return listed;
}

std::vector<Listed> pageOf(SqlSession& session, const ThreadListQuery& query, ThreadListPage& page)
{
    const Condition condition = conditionOf(query);
    page.total = session.query(u"select count(*)"_s + condition.sql, condition.values)[0][0].toInteger();
    SqlParams values = condition.values;
    values.push_back(query.limit);
    values.push_back(query.offset);
    std::vector<Listed> listed;
    for (SqlRow row : session.query(kListedColumns + condition.sql + kListOrder + u" limit ? offset ?"_s, values))
        listed.push_back(readListed(row));
    return listed;
}

}  // namespace

ThreadListPage threadList(SqlSession& session, const ThreadListQuery& query)
{
    ThreadListPage page;
    const auto listed = query.search.isEmpty() ? pageOf(session, query, page) : searched(session, query, page);
    for (const auto& [id, mine, uuid] : listed) {
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

}  // namespace tongdai::chat_statements
