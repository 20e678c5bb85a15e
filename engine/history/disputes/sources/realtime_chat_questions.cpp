#include "engine/history/disputes/sources/foreign_tables.h"
#include "engine/history/disputes/sources/realtime_chat_rows.h"
#include "engine/history/disputes/sources/source_questions.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

using Trouble = SqlError::Trouble;

// Lines without a time come before all others, those with the time 0000-00-00 next: the order of the server.
constexpr TimePoint kNoTime = TimePoint::min();
constexpr TimePoint kNoDate = kNoTime + std::chrono::milliseconds(1);
// Columns of the statement for lines.
constexpr int kSentColumn = 5;
constexpr int kIsNullColumn = 11;

/// The statements, written for the tables as they are called there. Prepared statements are found again by their text.
struct RealtimeChatSql {
    explicit RealtimeChatSql(const ForeignTables& tables);

    bool hasProfiles;
    bool hasReceipts;
    bool hasAttachments;
    bool hasAssets;
    bool hasDisputes;
    QString thread, parties, lines, later, receipts, attachments, original, newestTexts, olderTexts, newerTexts, hits,
        cases;
};

QString milliseconds(const QString& column)
{
    return u"timestampdiff(microsecond, '1970-01-01', "_s + column + u") div 1000"_s;
}

QString nameColumns(const QString& profile, const ForeignTables& tables)
{
    return tables.sql(u"#%1.first_name@profile#, #%1.last_name@profile#"_s.arg(profile));
}

RealtimeChatSql::RealtimeChatSql(const ForeignTables& tables)
    : hasProfiles(tables.has(u"profile"_s, u"user_id"_s)),
      hasReceipts(tables.has(u"chat_message_receipt"_s, u"participant_id"_s)),
      hasAttachments(tables.has(u"chat_message_attachment"_s, u"message_id"_s)),
      hasAssets(tables.has(u"asset"_s, u"id"_s)),
      hasDisputes(tables.has(u"dispute"_s, u"escrowId"_s) && tables.has(u"escrow"_s, u"id"_s) &&
                  tables.has(u"milestone"_s, u"escrow_id"_s) && tables.has(u"contract"_s, u"client_id"_s))
{
    const auto profile = [&](const QString& alias, const QString& user) {
        return hasProfiles ? u" left join #profile# %1 on %1.user_id = %2"_s.arg(alias, user) : QString();
    };
    thread = tables.sql(u"select t.id, #t.subject@chat_thread# from #chat_thread# t where t.id = ?"_s);
    parties = tables.sql(
        u"select p.id, p.user_id, cast(p.role as char), "_s + milliseconds(u"#p.joined_at@chat_participant#"_s) +
        u", "_s + milliseconds(u"#p.left_at@chat_participant#"_s) + u", u.email, "_s + nameColumns(u"f"_s, tables) +
        u" from #chat_participant# p left join #user# u on u.id = p.user_id"_s + profile(u"f"_s, u"p.user_id"_s) +
        u" where p.thread_id = ? order by 4, p.id"_s);
    lines = tables.sql(
        u"select m.id, m.sender_id, cast(#m.sender_role@chat_message# as char), cast(#m.type@chat_message# as char), "
        "m.body, "_s +
        milliseconds(u"m.sent_at"_s) + u", "_s + milliseconds(u"#m.edited_at@chat_message#"_s) + u", "_s +
        milliseconds(u"#m.deleted_at@chat_message#"_s) + u", u.email, "_s + nameColumns(u"f"_s, tables) +
        u", m.sent_at is null from #chat_message# m left join #user# u on u.id = m.sender_id"_s +
        profile(u"f"_s, u"m.sender_id"_s) +
        // `is null` in a condition would find 0000-00-00 as well, where the column may not be null.
        u" where m.thread_id = ? and (m.sent_at < ? or (m.sent_at <=> ? and m.id < ?) or (? = 1 and m.sent_at <=> ?)) "
        "order by m.sent_at desc, m.id desc limit ?"_s);
    later = tables.sql(
        u"select n.id, "_s + milliseconds(u"n.sent_at"_s) +
        u", n.sent_at is null from #chat_message# m join #chat_message# n on n.thread_id = m.thread_id where m.id = ? "
        "and m.thread_id = ? and (n.sent_at > m.sent_at or (n.sent_at <=> m.sent_at and n.id > m.id) or (m.sent_at <=> "
        "? and not (n.sent_at <=> ?))) order by n.sent_at, n.id limit ?"_s);
    receipts = tables.sql(u"select r.message_id, r.participant_id, "_s +
                          milliseconds(u"#r.delivered_at@chat_message_receipt#"_s) + u", "_s +
                          milliseconds(u"#r.read_at@chat_message_receipt#"_s) +
                          u" from #chat_message_receipt# r where r.message_id in ({list})"_s);
    attachments = tables.sql(
        u"select a.message_id, #a.name@chat_message_attachment#, #a.mime_type@chat_message_attachment#, "
        "#a.size_bytes@chat_message_attachment#, #a.url@chat_message_attachment#, "_s +
        (hasAssets ? u"#s.checksum_sha256@asset#"_s : u"null"_s) + u" from #chat_message_attachment# a"_s +
        (hasAssets ? u" left join #asset# s on s.id = a.asset_id"_s : QString()) +
        u" where a.message_id in ({list}) order by a.message_id, a.id"_s);
    original = tables.sql(u"select m.body from #chat_message# m where m.id = ? and m.thread_id = ?"_s);
    const QString texts = u"select m.id, m.thread_id, m.body, "_s + milliseconds(u"m.sent_at"_s) +
                          u" from #chat_message# m where "_s +
                          (tables.has(u"chat_message"_s, u"deleted_at"_s) ? u"m.deleted_at is null and "_s : QString());
    newestTexts = tables.sql(texts + u"m.id > ? order by m.id desc limit ?"_s);
    olderTexts = tables.sql(texts + u"m.id < ? order by m.id desc limit ?"_s);
    newerTexts = tables.sql(texts + u"m.id > ? order by m.id limit ?"_s);
    hits = tables.sql(u"select m.id, m.body, u.email, "_s + nameColumns(u"f"_s, tables) +
                      u" from #chat_message# m left join #user# u on u.id = m.sender_id"_s +
                      profile(u"f"_s, u"m.sender_id"_s) + u" where m.id in ({list})"_s);
    if (!hasDisputes) return;
    const auto name = [&](const QString& alias) {
        return hasProfiles ? tables.sql(u"concat_ws(' ', #%1.last_name@profile#, #%1.first_name@profile#)"_s.arg(alias))
                           : u"null"_s;
    };
    cases = tables.sql(
        u"select d.id, cast(d.status as char), "_s + milliseconds(u"d.created_at"_s) + u", "_s +
        milliseconds(u"#d.response_deadline@dispute#"_s) + u", "_s +
        milliseconds(u"#d.arbitration_deadline@dispute#"_s) +
        u", greatest(0, e.amount_funded - e.amount_released - e.amount_refunded) + 0e0, cast(e.currency as char), "
        "i.title, #c.title@contract#, "_s +
        name(u"fc"_s) + u", "_s + name(u"ff"_s) +
        u", (select t.id from #chat_thread# t where t.contract_id = c.id and t.type = 'PROJECT' order by t.created_at, "
        "t.id limit 1) from #dispute# d join #escrow# e on e.id = d.escrowId join #milestone# i on i.escrow_id = e.id"_s +
        (tables.has(u"milestone"_s, u"is_deleted"_s) ? u" and coalesce(i.is_deleted, 0) = 0"_s : QString()) +
        u" join #contract# c on c.id = i.contract_id"_s + profile(u"fc"_s, u"c.client_id"_s) +
        profile(u"ff"_s, u"c.freelancer_id"_s) +
        u" where (d.created_at < ? or (d.created_at = ? and d.id < ?)) order by d.created_at desc, d.id desc limit ?"_s);
}

/// What `sent_at` of a line at this place is; the times of all that stand before it are less, or missing.
SqlValue sentAt(const std::optional<LineKey>& place)
{
    if (!place) return u"9999-12-31"_s;
    if (place->at == kNoTime) return {};
    if (place->at == kNoDate) return u"0000-00-00 00:00:00"_s;
    return sqlMoment(place->at);
}

/// Of a row of the statement for what is later.
LineKey placeOfLater(const SqlRow& row)
{
    const QByteArray id = row[0].toBytes();
    if (!row[1].isNull()) return {TimePoint(std::chrono::milliseconds(row[1].toInteger())), id};
    return {row[2].toInteger() != 0 ? kNoTime : kNoDate, id};
}

LineKey placeOf(const SqlRow& row, const DisputeLine& line)
{
    if (!row[kSentColumn].isNull()) return {line.at, line.id};
    return {row[kIsNullColumn].toInteger() != 0 ? kNoTime : kNoDate, line.id};
}

class RealtimeChatQuestions final : public SourceQuestions {
public:
    RealtimeChatQuestions(const ForeignTables& tables, QString account) : m_sql(tables), m_account(std::move(account))
    {
    }

    bool keepsReceipts() const override { return m_sql.hasReceipts; }
    QString account() const override { return m_account; }
    bool idsGrow() const override { return true; }

    DisputeCasePage cases(SqlSession& session, const std::optional<LineKey>& before, int limit) const override
    {
        DisputeCasePage page;
        if (!m_sql.hasDisputes) return page;
        const QString moment = before ? sqlMoment(before->at) : u"9999-12-31"_s;
        const QString id = before ? QString::fromUtf8(before->id) : QString();
        const SqlRows rows = session.query(m_sql.cases, {moment, moment, id, limit + 1});
        for (int i = 0; i < std::min(rows.size(), limit); ++i)
            page.cases.push_back(realtime::caseOf(rows[i]));
        if (rows.size() > limit) page.earlier = LineKey{page.cases.back().openedAt, page.cases.back().id};
        return page;
    }

    std::optional<DisputeThread> thread(SqlSession& session, const QByteArray& thread,
                                        const std::optional<LineKey>& before, int limit) const override
    {
        const QString id = QString::fromUtf8(thread);
        const SqlRows found = session.query(m_sql.thread, {id});
        if (found.isEmpty()) return std::nullopt;
        DisputeThread read;
        read.ref.thread = thread;
        read.title = found[0][1].toText();
        QHash<QByteArray, QByteArray> partyOfParticipant;
        for (SqlRow row : session.query(m_sql.parties, {id})) {
            const QByteArray participant = row.nextBytes();
            read.parties.push_back(realtime::partyOf(row));
            read.parties.back().hasReceipts = m_sql.hasReceipts;
            partyOfParticipant.insert(participant, read.parties.back().id);
        }
        const SqlValue sent = sentAt(before);
        const QString line = before ? QString::fromUtf8(before->id) : QString();
        const SqlRows rows =
            session.query(m_sql.lines, {id, sent, sent, line, int(!sent.isNull()), SqlValue(), limit + 1});
        SqlParams ids;
        for (int i = std::min(rows.size(), limit) - 1; i >= 0; --i) {
            read.lines.push_back(realtime::lineOf(rows[i]));
            ids.push_back(QString::fromUtf8(read.lines.back().id));
            realtime::addAuthor(read, read.lines.back());
        }
        if (rows.size() > limit) read.earlier = placeOf(rows[limit - 1], read.lines.front());
        if (m_sql.hasReceipts)
            realtime::addReceipts(read.lines, session.queryList(m_sql.receipts, ids), partyOfParticipant);
        if (m_sql.hasAttachments) realtime::addAttachments(read.lines, session.queryList(m_sql.attachments, ids));
        return read;
    }

    std::optional<PlaceBehind> placeBehind(SqlSession& session, const QByteArray& thread, const QByteArray& line,
                                           int lines) const override
    {
        const QString id = QString::fromUtf8(thread);
        const QString from = QString::fromUtf8(line);
        if (session.query(m_sql.original, {from, id}).isEmpty()) return std::nullopt;
        const SqlRows rows = session.query(m_sql.later, {from, id, SqlValue(), SqlValue(), lines + 1});
        PlaceBehind place;
        place.hasLater = rows.size() > lines;
        if (place.hasLater) place.before = placeOfLater(rows[lines]);
        return place;
    }

    std::optional<QString> original(SqlSession& session, const QByteArray& thread,
                                    const QByteArray& line) const override
    {
        const SqlRows rows = session.query(m_sql.original, {QString::fromUtf8(line), QString::fromUtf8(thread)});
        if (rows.isEmpty() || rows[0][0].isNull()) return std::nullopt;
        return rows[0][0].toText();
    }

    SourceTexts texts(SqlSession& session, const QByteArray& beside, bool newer, int limit) const override
    {
        const QString& sql = newer ? m_sql.newerTexts : beside.isEmpty() ? m_sql.newestTexts : m_sql.olderTexts;
        return realtime::textsOf(session.query(sql, {QString::fromUtf8(beside), limit}), limit);
    }

    std::vector<DisputeHit> hits(SqlSession& session, const std::vector<IndexedLine>& lines) const override
    {
        SqlParams ids;
        for (const IndexedLine& line : lines)
            ids.push_back(QString::fromUtf8(line.id));
        return realtime::hitsOf(lines, session.queryList(m_sql.hits, ids));
    }

private:
    RealtimeChatSql m_sql;
    QString m_account;
};

}  // namespace

std::shared_ptr<const SourceQuestions> learnRealtimeChat(SqlSession& session)
{
    const ForeignTables tables(
        session.run(u"select table_name, column_name from information_schema.columns where table_schema = database() "
                    "order by table_name, ordinal_position"_s),
        u'`');
    const std::pair<QString, QStringList> needed[]{
        {u"chat_thread"_s, {u"id"_s}},
        {u"chat_participant"_s, {u"id"_s, u"thread_id"_s, u"user_id"_s, u"role"_s}},
        {u"chat_message"_s, {u"id"_s, u"thread_id"_s, u"sender_id"_s, u"body"_s, u"sent_at"_s}},
        {u"user"_s, {u"id"_s, u"email"_s}},
    };
    for (const auto& [table, columns] : needed) {
        if (const QString missing = tables.missing(table, columns); !missing.isEmpty())
            throw SqlError(Trouble::Corrupt, u"look"_s, session.target(), missing);
    }
    return std::make_shared<RealtimeChatQuestions>(tables, session.run(u"select current_user()"_s)[0][0].toText());
}

}  // namespace tongdai
