#include "engine/history/chat/chat.h"
#include "engine/history/conversations/reads.h"
#include "engine/history/conversations/rows.h"

#include "engine/domain/text/fold_text.h"

#include <algorithm>
#include <map>

namespace tongdai::chat_statements {

using namespace Qt::StringLiterals;

const QString kParticipantColumns =
    u"p.id, p.conversation_id, c.conversation_id, p.user_id, p.role, p.joined_at, p.left_at, p.last_read_rev, "
    "p.last_read_message_id, p.last_read_at, p.is_muted, p.metadata, u.email, u.role, u.first_name, u.last_name, "
    "u.avatar"_s;
const QString kParticipantTables =
    u" from participants p join conversations c on c.id = p.conversation_id left join chat_users u on u.user_id = "
    "p.user_id"_s;

namespace {

constexpr int kMaxThreadsOfOne = 500;

/// Everybody may see it: not a note, a system line, or an answer that was not given.
const QString kShown = u" and m.speaker in (0, 1, 2) and m.sent = 1"_s;

const QString kThreadColumns =
    u"c.id, c.conversation_id, t.type, c.subject, t.job_post_id, t.contract_id, t.metadata, c.created_at, "
    "c.last_activity, c.customer_id, c.next_rev, c.bot_mode"_s;
const QString kThreadTables = u" from conversations c left join chat_threads t on t.conversation_id = c.id"_s;

struct FoundThread {
    QUuid uuid;
    ChatThread thread;
};

FoundThread readThread(SqlRow row)
{
    FoundThread found;
    ChatThread& thread = found.thread;
    found.uuid = row.nextUuid();
    thread.id = row.nextId<ConversationId>();
    thread.type = row.nextText();
    if (thread.type.isEmpty()) thread.type = u"ADMIN_CLIENT"_s;  // a customer and the shop
    thread.subject = row.nextText();
    thread.jobPostId = row.nextText();
    thread.contractId = row.nextText();
    thread.metadata = row.nextJson();
    thread.createdAt = row.nextTime();
    thread.updatedAt = std::max(row.nextTime(), thread.createdAt);
    thread.customer = row.nextId<SenderId>();
    thread.lastRev = row.nextInteger();
    thread.mode = BotMode(row.nextInteger());
    return found;
}

void addParticipants(SqlSession& session, std::vector<FoundThread>& threads)
{
    SqlParams uuids;
    QHash<QUuid, FoundThread*> byUuid;
    for (FoundThread& each : threads) {
        uuids.push_back(each.uuid);
        byUuid.insert(each.uuid, &each);
    }
    static const QString sql = u"select "_s + kParticipantColumns + kParticipantTables +
                               u" where p.conversation_id in ({list}) order by p.joined_at, p.id"_s;
    for (SqlRow row : session.queryList(sql, uuids)) {
        const QUuid conversation = row[1].toUuid();
        FoundThread* thread = byUuid.value(conversation);
        if (!thread) continue;
        Participant participant = readParticipant(row);
        if (participant.leftAt)
            thread->thread.former.push_back(participant.user.id);
        else
            thread->thread.participants.push_back(std::move(participant));
    }
}

std::vector<ChatThread> complete(SqlSession& session, const SqlRows& rows)
{
    std::vector<FoundThread> found;
    for (const SqlRow& row : rows)
        found.push_back(readThread(row));
    addParticipants(session, found);
    std::vector<ChatThread> threads;
    threads.reserve(found.size());
    for (FoundThread& each : found)
        threads.push_back(std::move(each.thread));
    return threads;
}

Receipt readReceipt(SqlRow& row)
{
    Receipt receipt;
    receipt.participant = row.nextUuid();
    receipt.rev = row.nextInteger();
    receipt.deliveredAt = row.nextTimeOrNull();
    receipt.readAt = row.nextTimeOrNull();
    receipt.createdAt = row.nextTime();
    return receipt;
}

void addReceipts(SqlSession& session, const std::vector<QUuid>& uuids, const std::vector<ChatLine*>& lines)
{
    QHash<QUuid, ChatLine*> byUuid;
    for (size_t i = 0; i < uuids.size(); ++i)
        byUuid.insert(uuids[i], lines[i]);
    for (SqlRow row : session.queryList(u"select message_id, participant_id, rev, delivered_at, read_at, created_at "
                                        "from receipts where message_id in ({list}) order by participant_id"_s,
                                        SqlParams(uuids.begin(), uuids.end()))) {
        const QUuid message = row.nextUuid();
        if (ChatLine* line = byUuid.value(message)) line->receipts.push_back(readReceipt(row));
    }
}

std::vector<ChatLine> linesOf(SqlSession& session, const ConversationId& thread, const SqlRows& rows, bool withReceipts)
{
    std::vector<ChatLine> lines(size_t(rows.size()));
    std::vector<QUuid> uuids;
    std::vector<ChatLine*> pointers;
    for (int i = 0; i < rows.size(); ++i) {
        rows::MessageRow message = rows::readMessage(rows[i]);
        lines[size_t(i)].message = std::move(message.shown);
        lines[size_t(i)].message.conversation = thread;
        uuids.push_back(message.uuid);
        pointers.push_back(&lines[size_t(i)]);
    }
    if (withReceipts) addReceipts(session, uuids, pointers);
    return lines;
}

using UndeliveredByPlace = std::map<std::pair<QByteArray, qint64>, std::pair<QUuid, UndeliveredLine>>;

const QString kUndeliveredColumns = u"p.id, p.user_id, p.role, p.last_read_rev, c.conversation_id, "_s;

void collect(const SqlRows& rows, UndeliveredByPlace& found)
{
    for (SqlRow row : rows) {
        UndeliveredLine line;
        line.recipient.id = row.nextUuid();
        line.recipient.user.id = row.nextId<SenderId>();
        line.recipient.role = chatRole(row.nextText()).value_or(ChatRole::Client);
        line.recipient.lastReadRev = row.nextInteger();
        line.recipient.thread = row.nextId<ConversationId>();
        rows::MessageRow message = rows::readMessage(row);  // takes the columns that are left
        line.line.message = std::move(message.shown);
        line.line.message.conversation = line.recipient.thread;
        found.try_emplace({line.recipient.id.toRfc4122(), line.line.message.rev}, message.uuid, std::move(line));
    }
}

}  // namespace

Participant readParticipant(SqlRow& row)
{
    Participant p;
    p.id = row.nextUuid();
    row.nextUuid();
    p.thread = row.nextId<ConversationId>();
    p.user.id = row.nextId<SenderId>();
    p.role = chatRole(row.nextText()).value_or(ChatRole::Client);
    p.joinedAt = row.nextTime();
    p.leftAt = row.nextTimeOrNull();
    p.lastReadRev = row.nextInteger();
    p.lastReadMessage = row.nextId<MessageId>();
    p.lastReadAt = row.nextTimeOrNull();
    p.isMuted = row.nextInteger() != 0;
    p.metadata = row.nextJson();
    p.user.email = row.nextText();
    p.user.role = chatRole(row.nextText()).value_or(p.role);
    p.user.firstName = row.nextText();
    p.user.lastName = row.nextText();
    p.user.avatar = row.nextText();
    return p;
}

std::optional<ChatLine> lineAt(SqlSession& session, const ConversationId& thread, const QUuid& uuid, qint64 rev)
{
    static const QString sql =
        u"select "_s + rows::kMessageColumns + u" from messages m where m.conversation_id = ? and m.rev = ?"_s;
    std::vector<ChatLine> found = linesOf(session, thread, session.query(sql, {uuid, rev}), true);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

/// Also who wrote a conversation's first message, or was made a participant, is known: as what the store has of them.
std::optional<ChatUser> user(SqlSession& session, const SenderId& id)
{
    ChatUser user;
    user.id = id;
    const SqlRows rows = session.query(
        u"select email, role, first_name, last_name, avatar, is_active from chat_users where user_id = ?"_s, {id});
    if (!rows.isEmpty()) {
        SqlRow row = rows[0];
        user.email = row.nextText();
        user.role = chatRole(row.nextText()).value_or(ChatRole::Client);
        user.firstName = row.nextText();
        user.lastName = row.nextText();
        user.avatar = row.nextText();
        return row.nextInteger() != 0 ? std::optional(user) : std::nullopt;
    }
    const SqlRows conversations =
        session.query(u"select customer_name from conversations where customer_id = ? limit 1"_s, {id});
    if (conversations.isEmpty()) return std::nullopt;
    user.firstName = conversations[0][0].toText();
    return user;
}

std::optional<ChatThread> thread(SqlSession& session, const ConversationId& id)
{
    static const QString sql = u"select "_s + kThreadColumns + kThreadTables + u" where c.conversation_id = ?"_s;
    std::vector<ChatThread> found = complete(session, session.query(sql, {id}));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<ChatThread> threadsOf(SqlSession& session, const SenderId& user)
{
    static const QString sql =
        u"select "_s + kThreadColumns + kThreadTables +
        u" join participants mine on mine.conversation_id = c.id where mine.user_id = ? and mine.left_at is null "
        "order by c.last_activity desc limit ?"_s;
    return complete(session, session.query(sql, {user, kMaxThreadsOfOne}));
}

std::vector<UndeliveredLine> undelivered(SqlSession& session, const UndeliveredQuery& query)
{
    static const QString byReceipt =
        u"select "_s + kUndeliveredColumns + rows::kMessageColumns +
        u" from participants p join receipts r on r.participant_id = p.id join messages m on m.id = r.message_id "
        "join conversations c on c.id = p.conversation_id where p.user_id = ? and p.left_at is null "
        "and r.delivered_at is null and (r.participant_id > ? or (r.participant_id = ? and r.rev > ?)) "
        "order by r.participant_id, r.rev limit ?"_s;
    static const QString byCursor =
        u"select "_s + kUndeliveredColumns + rows::kMessageColumns +
        u" from participants p join device_cursors d on d.participant_id = p.id join messages m on "
        "m.conversation_id = p.conversation_id and m.rev > d.rev join conversations c on c.id = p.conversation_id "
        "where p.user_id = ? and p.left_at is null and (p.id > ? or (p.id = ? and m.rev > ?)) and d.device = ?"_s +
        kShown + u" order by p.id, m.rev limit ?"_s;
    UndeliveredByPlace found;
    const QUuid& after = query.afterParticipant;
    collect(session.query(byReceipt, {query.user, after, after, query.afterRev, query.limit}), found);
    if (!query.device.isEmpty()) {
        collect(session.query(byCursor,
                              {query.user, after, after, query.afterRev, SqlValue::ofId(query.device), query.limit}),
                found);
    }
    std::vector<UndeliveredLine> lines;
    std::vector<QUuid> uuids;
    for (auto& [place, each] : found) {
        if (int(lines.size()) == query.limit) break;
        uuids.push_back(each.first);
        lines.push_back(std::move(each.second));
    }
    std::vector<ChatLine*> pointers;
    pointers.reserve(lines.size());
    for (UndeliveredLine& line : lines)
        pointers.push_back(&line.line);
    addReceipts(session, uuids, pointers);
    return lines;
}

std::vector<ChatLine> lines(SqlSession& session, const ConversationId& thread, qint64 afterRev, int limit)
{
    const auto uuid = reads::uuidOf(session, thread);
    if (!uuid) return {};
    static const QString sql = u"select "_s + rows::kMessageColumns +
                               u" from messages m where m.conversation_id = ? and m.rev > ? order by m.rev limit ?"_s;
    return linesOf(session, thread, session.query(sql, {*uuid, afterRev, limit}), true);
}

ChatLinesPage history(SqlSession& session, const ChatLinesQuery& query)
{
    ChatLinesPage page;
    const auto uuid = reads::uuidOf(session, query.thread);
    if (!uuid) return page;
    qint64 rev = query.isAfter ? 0 : std::numeric_limits<qint64>::max();
    if (!query.cursor.isEmpty()) {
        const SqlRows found = session.query(
            u"select max(rev) from messages where conversation_id = ? and message_id = ?"_s, {*uuid, query.cursor});
        page.isCursorKnown = !found[0][0].isNull();
        if (!page.isCursorKnown) return page;
        rev = found[0][0].toInteger();
    }
    if (query.isAt) {
        if (auto line = lineAt(session, query.thread, *uuid, rev)) page.lines.push_back(std::move(*line));
        return page;
    }
    static const QString select =
        u"select "_s + rows::kMessageColumns + u" from messages m where m.conversation_id = ?"_s;
    static const QString before = select + u" and m.rev < ?"_s + kShown + u" order by m.rev desc limit ?"_s;
    static const QString after = select + u" and m.rev > ?"_s + kShown + u" order by m.rev limit ?"_s;
    const SqlRows rows = session.query(query.isAfter ? after : before, {*uuid, rev, query.limit + 1});
    page.lines = linesOf(session, query.thread, rows, query.withReceipts);
    page.hasMore = int(page.lines.size()) > query.limit;
    if (page.hasMore) page.lines.pop_back();
    if (!query.isAfter) std::reverse(page.lines.begin(), page.lines.end());
    return page;
}

}  // namespace tongdai::chat_statements
