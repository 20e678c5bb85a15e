#include "engine/history/chat/chat_listing.h"

#include "engine/domain/conversation/answer_card.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;
using rows::MessageRow;

namespace {

QJsonObject metadataOf(const AnswerCard& card)
{
    QJsonObject metadata;
    if (!card.model.isEmpty()) metadata[u"aiModel"_s] = card.model;
    if (card.processingMs > 0) metadata[u"responseTime"_s] = card.processingMs / 1000.0;
    if (card.confidence) metadata[u"confidence"_s] = *card.confidence;
    return metadata;
}

/// Turns a thread's lines into entries, oldest line first.
class Listing {
public:
    Listing(UnitOfWork& work, const QUuid& conversation) : m_work(work), m_conversation(conversation)
    {
        for (SqlRow row : work.session().query(
                 u"select rev, upto_seq from turns where conversation_id = ? and rev is not null"_s, {conversation})) {
            const qint64 rev = row.nextInteger();
            m_answeredSeq.insert(rev, row.nextInteger());
        }
    }

    void add(const MessageRow& line)
    {
        // What the customer was never told is no part of what was said; synced lines are listed by their sync.
        if (!line.sent || line.source == kSyncedQuestion || line.source == kSyncedAnswer) return;
        switch (line.shown.speaker) {
            case Speaker::Customer: addQuestion(line); return;
            case Speaker::Bot: addAnswer(line, metadataOf(answerCard(line.shown.metadata))); return;
            case Speaker::Operator: addAlone(line, {{u"speaker"_s, u"operator"_s}}); return;
            case Speaker::System:
            case Speaker::Note: return;
        }
    }

    void write()
    {
        insertListed(m_work, m_conversation, std::move(m_entries));
        static const SqlUpdate update{u"history_entries"_s,
                                      {{u"conversation_id"_s, SqlType::Uuid}, {u"question_rev"_s, SqlType::Integer}},
                                      {{u"answer_rev"_s, SqlType::Integer}, {u"metadata"_s, SqlType::Json}}};
        m_work.session().updateMany(update, m_answers);
    }

private:
    void addQuestion(const MessageRow& line)
    {
        ListedEntry entry = alone(line);
        entry.questionRev = line.shown.rev;
        m_questionOfSeq.insert(line.shown.seq, qsizetype(m_entries.size()));
        m_entries.push_back(std::move(entry));
    }

    void addAnswer(const MessageRow& line, QJsonObject metadata)
    {
        const auto seq = m_answeredSeq.constFind(line.shown.rev);
        if (seq == m_answeredSeq.cend() || *seq == 0) return addAlone(line, std::move(metadata));
        if (const auto known = m_questionOfSeq.constFind(*seq); known != m_questionOfSeq.cend()) {
            ListedEntry& entry = m_entries[size_t(*known)];
            entry.answerRev = line.shown.rev;
            entry.metadata = std::move(metadata);
            return;
        }
        const auto rev = listedQuestion(*seq);
        if (!rev) return addAlone(line, std::move(metadata));
        m_answers.push_back({m_conversation, *rev, line.shown.rev, metadata});
    }

    void addAlone(const MessageRow& line, QJsonObject metadata)
    {
        ListedEntry entry = alone(line);
        entry.answerRev = line.shown.rev;
        entry.metadata = std::move(metadata);
        m_entries.push_back(std::move(entry));
    }

    static ListedEntry alone(const MessageRow& line)
    {
        ListedEntry entry;
        entry.messageId = line.shown.messageId;
        entry.at = std::min(toTicks(line.shown.sentAt), toTicks(line.shown.receivedAt));
        return entry;
    }

    std::optional<qint64> listedQuestion(Seq seq)
    {
        const SqlRows rows = m_work.session().query(u"select rev from messages where conversation_id = ? and seq = ?"_s,
                                                    {m_conversation, seq});
        if (rows.isEmpty()) return std::nullopt;
        return rows[0][0].toInteger();
    }

    UnitOfWork& m_work;
    QUuid m_conversation;
    QHash<qint64, Seq> m_answeredSeq;
    QHash<Seq, qsizetype> m_questionOfSeq;
    std::vector<ListedEntry> m_entries;
    std::vector<SqlParams> m_answers;
};

}  // namespace

void insertListed(UnitOfWork& work, const QUuid& conversation, std::vector<ListedEntry> entries)
{
    static const SqlInsert insert{u"history_entries"_s,
                                  {{u"conversation_id"_s, SqlType::Uuid},
                                   {u"at_ticks"_s, SqlType::Integer},
                                   {u"message_id"_s, SqlType::Id},
                                   {u"question_rev"_s, SqlType::Integer},
                                   {u"answer_rev"_s, SqlType::Integer},
                                   {u"metadata"_s, SqlType::Json},
                                   {u"body_hash"_s, SqlType::Bytes}},
                                  SqlInsert::OnConflict::KeepOld,
                                  {u"conversation_id"_s, u"at_ticks"_s, u"message_id"_s}};
    std::vector<SqlParams> rows;
    rows.reserve(entries.size());
    for (const ListedEntry& entry : entries) {
        rows.push_back({conversation, entry.at, entry.messageId, SqlValue::orNull(entry.questionRev),
                        SqlValue::orNull(entry.answerRev), entry.metadata,
                        entry.bodyHash.isEmpty() ? SqlValue() : SqlValue::bytes(entry.bodyHash)});
    }
    work.session().insertMany(insert, rows);
}

void listThread(UnitOfWork& work, const ConversationRow& row)
{
    work.flush();
    SqlSession& session = work.session();
    const SqlRows found =
        session.query(u"select listed_rev from history_sessions where conversation_id = ?"_s, {row.uuid});
    const qint64 listed = found.isEmpty() ? 0 : found[0][0].toInteger();
    if (listed >= row.shown.lastRev) return;
    static const QString linesSql = u"select "_s + rows::kMessageColumns +
                                    u" from messages m where m.conversation_id = ? and m.rev > ? order by m.rev"_s;
    Listing listing(work, row.uuid);
    for (const SqlRow& line : session.query(linesSql, {row.uuid, listed}))
        listing.add(rows::readMessage(line));
    listing.write();
    if (found.isEmpty()) {
        session.execute(u"insert into history_sessions (conversation_id, listed_rev) values (?, ?)"_s,
                        {row.uuid, row.shown.lastRev});
    } else {
        session.execute(u"update history_sessions set listed_rev = ? where conversation_id = ?"_s,
                        {row.shown.lastRev, row.uuid});
    }
}

}  // namespace tongdai
