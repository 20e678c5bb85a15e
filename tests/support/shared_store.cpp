#include "tests/support/shared_store.h"

#include "engine/domain/conversation/chat.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

/// Rows as lists of columns.
QList<QStringList> table(const QStringList& rows)
{
    QList<QStringList> result;
    for (const QString& row : rows)
        result << row.split(u'|');
    return result;
}

QStringList lines(const QByteArray& printed)
{
    return QString::fromUtf8(printed).split(u'\n', Qt::SkipEmptyParts);
}

}  // namespace

StoreFacts SharedStore::facts()
{
    StoreFacts facts;
    const auto conversations =
        table(rows(u"select conversation_id, next_seq, done_seq, pending, fence, lease_until - "_s + m_words.now +
                   u", channel from conversations"_s));
    for (const QStringList& c : conversations) {
        facts.conversations.push_back({c.value(0).toUtf8(), c.value(1).toLongLong(), c.value(2).toLongLong(),
                                       c.value(3).toInt() != 0, c.value(4).toLongLong(), c.value(5).toDouble(),
                                       c.value(6) == kWebChannel});
    }
    const auto inbox =
        table(rows(u"select m.source, m.message_id, c.conversation_id, m.seq, m.state, coalesce(%1, '') "
                   "from messages m join conversations c on c.id = m.conversation_id "
                   "where m.seq is not null"_s.arg(m_words.kind)));
    for (const QStringList& m : inbox) {
        facts.inbox.push_back({m.value(0).toUtf8(), m.value(1).toUtf8(), m.value(2).toUtf8(), m.value(3).toLongLong(),
                               m.value(4).toInt(), m.value(5) == "human"_L1});
    }
    // There is no commit order to read back; that turns follow each other and fences never fall holds in this order.
    const auto turns = table(
        rows(u"select c.conversation_id, t.fence, t.from_seq, t.upto_seq, t.outcome, (select count(*) from messages m "
             "join message_actions a on a.conversation_id = m.conversation_id and a.message_id = m.message_id "
             "where m.conversation_id = t.conversation_id and m.seq = t.upto_seq) from turns t "
             "join conversations c on c.id = t.conversation_id order by t.from_seq, t.upto_seq"_s));
    for (const QStringList& t : turns) {
        facts.turns.push_back({t.value(0).toUtf8(), t.value(1).toLongLong(), t.value(2).toLongLong(),
                               t.value(3).toLongLong(), t.value(4).toInt(), t.value(5).toInt() > 0});
    }
    const auto outbox =
        table(rows(u"select %1, c.conversation_id, o.ord, o.state, o.upto_seq from outbox o "
                   "join conversations c on c.id = o.conversation_id"_s.arg(m_words.hex.arg(u"o.dedup_key"_s))));
    for (const QStringList& o : outbox) {
        facts.outbox.push_back({QByteArray::fromHex(o.value(0).toLatin1()), o.value(1).toUtf8(),
                                o.value(2).toLongLong(), o.value(3).toInt(), o.value(4).toLongLong() > 0});
    }
    return facts;
}

QStringList SharedStore::actionsDone()
{
    return rows(
        u"select %1, a.action_type, a.action_data from message_actions a join outbox o on o.conversation_id = "
        u"a.conversation_id "
        "and o.ord = a.outbox_ord where a.status = 'succeeded' order by o.id, a.ord"_s.arg(
            m_words.hex.arg(u"o.dedup_key"_s)));
}

bool SharedStore::isQuiet()
{
    return rows(
               u"select (select count(*) from messages where seq is not null and state = 0), "
               "(select count(*) from outbox where state in (0, 1)), "
               "(select count(*) from conversations where pending = 1)"_s) == QStringList{u"0|0|0"_s};
}

QStringList SharedStore::openWork()
{
    return rows(
               u"select 'message', seq, message_id from messages where seq is not null and state = 0 "
               "order by seq limit 10"_s) +
           rows(
               u"select 'outbox', ord, state, attempts, next_at - %1, lease_until - %1, last_error from outbox "
               "where state in (0, 1) order by id limit 10"_s.arg(m_words.now)) +
           rows(
               u"select 'conversation', conversation_id, next_seq, done_seq, attempts, lease_until - %1, bot_mode "
               "from conversations where pending = 1 order by conversation_id limit 10"_s.arg(m_words.now));
}

// ---- PostgreSQL -----------------------------------------------------------------------------------------------------

SharedPostgres::SharedPostgres()
    : SharedStore({u"extract(epoch from clock_timestamp())"_s, u"encode(%1, 'hex')"_s, u"m.reply->>'kind'"_s})
{
}

bool SharedPostgres::useNewDatabase(const QString& name)
{
    m_database = name;
    return m_server.createDatabase(name);
}

QMap<QString, QString> SharedPostgres::settings() const
{
    return {{u"POSTGRES_HOST"_s, m_server.host()},
            {u"POSTGRES_DB"_s, m_database},
            {u"POSTGRES_USER"_s, PostgresServer::user()}};
}

QStringList SharedPostgres::rows(const QString& sql)
{
    return lines(m_server.psql(m_database, sql));
}

// ---- MariaDB --------------------------------------------------------------------------------------------------------

SharedMariadb::SharedMariadb()
    : SharedStore({u"unix_timestamp(now(6))"_s, u"lower(hex(%1))"_s, u"json_value(m.reply, '$.kind')"_s})
{
}

bool SharedMariadb::useNewDatabase(const QString& name)
{
    m_database = name;
    return m_server.createDatabase(name);
}

QMap<QString, QString> SharedMariadb::settings() const
{
    return {{u"MYSQL_HOST"_s, m_server.socketPath()},
            {u"MYSQL_DB"_s, m_database},
            {u"MYSQL_USER"_s, MariadbServer::user()}};
}

QStringList SharedMariadb::rows(const QString& sql)
{
    QStringList result = lines(m_server.ask(u"use %1; %2"_s.arg(m_database, sql)));
    for (QString& row : result)
        row.replace(u'\t', u'|').replace("\\\\"_L1, "\\"_L1);  // the client program doubles backslashes
    return result;
}

}  // namespace tongdai::testing
