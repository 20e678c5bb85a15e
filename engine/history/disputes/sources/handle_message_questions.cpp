#include "engine/history/disputes/sources/foreign_tables.h"
#include "engine/history/disputes/sources/realtime_chat_rows.h"
#include "engine/history/disputes/sources/source_questions.h"

#include <algorithm>
#include <limits>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

using Trouble = SqlError::Trouble;

/// Both shapes of contracts/handle-message §7: the one its document describes, and the tables of the repository's own
/// code, which has message_role instead of a sender and no time of its own.
struct HandleMessageSql {
    explicit HandleMessageSql(const ForeignTables& tables)
        : isOfCode(!tables.has(u"messages"_s, u"sender_type"_s)),
          hasActions(tables.has(u"message_actions"_s, u"message_id"_s) && !isOfCode)
    {
        const auto timeOf = [this](const QString& alias) {
            return isOfCode ? u"round(1000 * extract(epoch from %1.created_at))::bigint"_s.arg(alias)
                            : u"round(1000 * %1.sent_at)::bigint"_s.arg(alias);
        };
        const QString at = timeOf(u"m"_s);
        const QString shownId = isOfCode ? u"m.id::text"_s : u"m.message_id::text"_s;
        const QString who =
            isOfCode ? u"null::text, m.message_role::text"_s : u"m.sender_id::text, m.sender_type::text"_s;
        const QString from = u" from messages m join conversations c on c.id = m.conversation_id where "_s;
        thread = u"select c.conversation_id from conversations c where c.conversation_id = ?"_s;
        lines = u"select m.id, "_s + who + u", m.content, "_s + at + u", "_s + shownId + from +
                u"c.conversation_id = ? and ("_s + at + u", m.id) < (cast(? as bigint), cast(? as uuid)) order by "_s +
                at + u" desc, m.id desc limit ?"_s;
        line = u"select m.id"_s + from + u"c.conversation_id = ? and m.id = cast(? as uuid)"_s;
        later = u"select m.id, "_s + at + from + u"c.conversation_id = ? and ("_s + at + u", m.id) > (select "_s +
                timeOf(u"h"_s) + u", h.id from messages h where h.id = cast(? as uuid)) order by "_s + at +
                u", m.id limit ?"_s;
        const QString texts = u"select m.id, c.conversation_id, m.content, "_s + at + from;
        newestTexts = texts + u"m.id > cast(? as uuid) order by m.id desc limit ?"_s;
        olderTexts = texts + u"m.id < cast(? as uuid) order by m.id desc limit ?"_s;
        newerTexts = texts + u"m.id > cast(? as uuid) order by m.id limit ?"_s;
        hits = u"select m.id, m.content, "_s + (isOfCode ? u"m.message_role::text"_s : u"m.sender_type::text"_s) +
               u" from messages m where m.id in ({list})"_s;
        actions = tables.sql(
            u"select a.message_id::text, #a.model_used@message_actions#, #a.processing_time_ms@message_actions# from "
            "message_actions a where a.conversation_id::text in (select c.id::text from conversations c where "
            "c.conversation_id = ? union select cast(? as text)) order by #a.created_at@message_actions#"_s);
    }

    bool isOfCode;
    bool hasActions;
    QString thread, lines, line, later, newestTexts, olderTexts, newerTexts, hits, actions;
};

PartyRole handledRole(const QString& word)
{
    const QString folded = word.toLower();
    if (folded == "bot"_L1 || folded == "assistant"_L1 || folded == "ai"_L1) return PartyRole::Bot;
    if (folded == "user"_L1 || folded == "customer"_L1) return PartyRole::Customer;
    if (folded == "sale"_L1 || folded == "page"_L1 || folded == "admin"_L1 || folded == "staff"_L1 ||
        folded == "operator"_L1)
        return PartyRole::Operator;
    return folded == "system"_L1 ? PartyRole::System : PartyRole::Other;
}

TimePoint handledAt(const SqlValue& cell)
{
    return TimePoint(std::chrono::milliseconds(cell.toInteger()));
}

class HandleMessageQuestions final : public SourceQuestions {
public:
    HandleMessageQuestions(const ForeignTables& tables, QString account) : m_sql(tables), m_account(std::move(account))
    {
    }

    bool keepsReceipts() const override { return false; }
    QString account() const override { return m_account; }
    bool idsGrow() const override { return false; }

    DisputeCasePage cases(SqlSession&, const std::optional<LineKey>&, int) const override { return {}; }

    std::optional<DisputeThread> thread(SqlSession& session, const QByteArray& thread,
                                        const std::optional<LineKey>& before, int limit) const override
    {
        const QString id = QString::fromUtf8(thread);
        if (session.query(m_sql.thread, {id}).isEmpty()) return std::nullopt;
        DisputeThread read;
        read.ref.thread = thread;
        const SqlRows rows = session.query(
            m_sql.lines,
            {id, before ? qint64(before->at.time_since_epoch().count()) : std::numeric_limits<qint64>::max(),
             before ? QString::fromUtf8(before->id) : u"ffffffff-ffff-ffff-ffff-ffffffffffff"_s, limit + 1});
        QHash<QByteArray, DisputeLine*> byShownId;
        for (int i = std::min(rows.size(), limit) - 1; i >= 0; --i)
            read.lines.push_back(lineOf(rows[i]));
        for (int i = 0; i < int(read.lines.size()); ++i) {
            DisputeLine& line = read.lines[size_t(i)];
            byShownId.insert(rows[std::min(rows.size(), limit) - 1 - i][5].toBytes(), &line);
            realtime::addAuthor(read, line);
        }
        if (rows.size() > limit) read.earlier = LineKey{read.lines.front().at, read.lines.front().id};
        if (m_sql.hasActions) addCards(session, id, byShownId);
        return read;
    }

    std::optional<PlaceBehind> placeBehind(SqlSession& session, const QByteArray& thread, const QByteArray& line,
                                           int lines) const override
    {
        const QString id = QString::fromUtf8(thread);
        const QString from = QString::fromUtf8(line);
        if (QUuid::fromString(from).isNull() || session.query(m_sql.line, {id, from}).isEmpty()) return std::nullopt;
        const SqlRows rows = session.query(m_sql.later, {id, from, lines + 1});
        PlaceBehind place;
        place.hasLater = rows.size() > lines;
        if (place.hasLater) place.before = LineKey{handledAt(rows[lines][1]), idOf(rows[lines][0])};
        return place;
    }

    std::optional<QString> original(SqlSession&, const QByteArray&, const QByteArray&) const override
    {
        return std::nullopt;  // nothing says there that a message was deleted
    }

    SourceTexts texts(SqlSession& session, const QByteArray& beside, bool newer, int limit) const override
    {
        const QString& sql = newer ? m_sql.newerTexts : beside.isEmpty() ? m_sql.newestTexts : m_sql.olderTexts;
        const QString place = beside.isEmpty() ? u"00000000-0000-0000-0000-000000000000"_s : QString::fromUtf8(beside);
        const SqlRows rows = session.query(sql, {place, limit});
        SourceTexts texts;
        IndexPieceMaker words;
        for (SqlRow row : rows) {
            IndexedLine line;
            line.id = idOf(row.next());
            line.thread = row.nextBytes();
            const QString body = row.nextText();
            line.at = handledAt(row.next());
            words.add(line, body);
            if (texts.first.isEmpty()) texts.first = line.id;
            texts.last = line.id;
        }
        if (texts.first > texts.last) std::swap(texts.first, texts.last);
        texts.hasMore = rows.size() == limit;
        texts.piece = words.made();
        return texts;
    }

    std::vector<DisputeHit> hits(SqlSession& session, const std::vector<IndexedLine>& lines) const override
    {
        SqlParams ids;
        for (const IndexedLine& line : lines)
            ids.push_back(QUuid::fromString(QLatin1StringView(line.id)));
        QHash<QByteArray, std::pair<QString, QString>> found;
        for (SqlRow row : session.queryList(m_sql.hits, ids)) {
            const QByteArray id = idOf(row.next());
            const QString body = row.nextText();
            found.insert(id, {body, row.nextText()});
        }
        std::vector<DisputeHit> hits;
        for (const IndexedLine& line : lines) {
            const auto hit = found.constFind(line.id);
            if (hit != found.cend()) hits.push_back({{{}, line.thread}, line.id, line.at, hit->second, hit->first});
        }
        return hits;
    }

private:
    static QByteArray idOf(const SqlValue& cell) { return cell.toUuid().toByteArray(QUuid::WithoutBraces); }

    static DisputeLine lineOf(SqlRow row)
    {
        DisputeLine line;
        line.id = idOf(row.next());
        line.party = row.nextBytes();
        const QString role = row.nextText();
        line.role = handledRole(role);
        // Where nobody is named, a role is all that is known of who it was.
        if (line.party.isEmpty() && line.role != PartyRole::System) line.party = role.toUtf8();
        line.name = QString::fromUtf8(line.party);
        line.body = row.nextText();
        line.at = handledAt(row.next());
        return line;
    }

    void addCards(SqlSession& session, const QString& conversation, const QHash<QByteArray, DisputeLine*>& lines) const
    {
        for (SqlRow row : session.query(m_sql.actions, {conversation, conversation})) {
            DisputeLine* const line = lines.value(row.nextBytes());
            if (!line || line->role != PartyRole::Bot) continue;
            AnswerCard card;
            card.model = row.nextText();
            card.processingMs = row.nextReal();
            line->card = card;
        }
    }

    HandleMessageSql m_sql;
    QString m_account;
};

}  // namespace

std::shared_ptr<const SourceQuestions> learnHandleMessage(SqlSession& session)
{
    const ForeignTables tables(
        session.run(u"select table_name::text, column_name::text from information_schema.columns where table_schema = "
                    "any (current_schemas(false)) order by table_name, ordinal_position"_s),
        u'"');
    const bool isOfCode = tables.has(u"messages"_s, u"message_role"_s) && !tables.has(u"messages"_s, u"sender_type"_s);
    const std::pair<QString, QStringList> needed[]{
        {u"conversations"_s, {u"id"_s, u"conversation_id"_s}},
        {u"messages"_s, isOfCode ? QStringList{u"id"_s, u"conversation_id"_s, u"content"_s, u"created_at"_s}
                                 : QStringList{u"id"_s, u"conversation_id"_s, u"message_id"_s, u"sender_id"_s,
                                               u"sender_type"_s, u"content"_s, u"sent_at"_s}},
    };
    for (const auto& [table, columns] : needed) {
        if (const QString missing = tables.missing(table, columns); !missing.isEmpty())
            throw SqlError(Trouble::Corrupt, u"look"_s, session.target(), missing);
    }
    return std::make_shared<HandleMessageQuestions>(tables, session.run(u"select current_user::text"_s)[0][0].toText());
}

}  // namespace tongdai
