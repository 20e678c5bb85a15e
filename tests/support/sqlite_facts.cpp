#include "tests/support/sqlite_facts.h"

#include "engine/domain/conversation/chat.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

#include <functional>
#include <stdexcept>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

class ReadOnlyFile {
public:
    explicit ReadOnlyFile(const QString& file) : m_name(QUuid::createUuid().toString())
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
        database.setDatabaseName(file);
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s);
        if (!database.open()) throw std::runtime_error(database.lastError().text().toStdString());
    }
    ~ReadOnlyFile() { QSqlDatabase::removeDatabase(m_name); }

    void each(const QString& sql, const std::function<void(const QSqlQuery&)>& row) const
    {
        QSqlQuery query(QSqlDatabase::database(m_name));
        if (!query.exec(sql)) throw std::runtime_error(query.lastError().text().toStdString());
        while (query.next())
            row(query);
    }

private:
    QString m_name;
};

}  // namespace

StoreFacts sqliteFacts(const QString& file)
{
    StoreFacts facts;
    const ReadOnlyFile store(file);
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1000.0;
    store.each(
        u"select conversation_id, next_seq, done_seq, pending, fence, lease_until, channel from conversations"_s,
        [&](const QSqlQuery& q) {
            facts.conversations.push_back({q.value(0).toByteArray(), q.value(1).toLongLong(), q.value(2).toLongLong(),
                                           q.value(3).toInt() != 0, q.value(4).toLongLong(),
                                           q.value(5).toDouble() - now, q.value(6).toString() == kWebChannel});
        });
    store.each(
        u"select m.source, m.message_id, c.conversation_id, m.seq, m.state, m.reply from messages m "
        "join conversations c on c.id = m.conversation_id where m.seq is not null"_s,
        [&](const QSqlQuery& q) {
            const QJsonObject reply = QJsonDocument::fromJson(q.value(5).toByteArray()).object();
            const bool byPerson = reply.value("kind"_L1).toString() == "human"_L1;
            facts.inbox.push_back({q.value(0).toByteArray(), q.value(1).toByteArray(), q.value(2).toByteArray(),
                                   q.value(3).toLongLong(), q.value(4).toInt(), byPerson});
        });
    // rowid: the order of the inserts, and one writer commits in that order.
    store.each(
        u"select c.conversation_id, t.fence, t.from_seq, t.upto_seq, t.outcome, (select count(*) from messages m "
        "join message_actions a on a.conversation_id = m.conversation_id and a.message_id = m.message_id "
        "where m.conversation_id = t.conversation_id and m.seq = t.upto_seq) from turns t "
        "join conversations c on c.id = t.conversation_id order by t.rowid"_s,
        [&](const QSqlQuery& q) {
            facts.turns.push_back({q.value(0).toByteArray(), q.value(1).toLongLong(), q.value(2).toLongLong(),
                                   q.value(3).toLongLong(), q.value(4).toInt(), q.value(5).toInt() > 0});
        });
    store.each(
        u"select o.dedup_key, c.conversation_id, o.ord, o.state, o.upto_seq from outbox o "
        "join conversations c on c.id = o.conversation_id"_s,
        [&](const QSqlQuery& q) {
            facts.outbox.push_back({q.value(0).toByteArray(), q.value(1).toByteArray(), q.value(2).toLongLong(),
                                    q.value(3).toInt(), q.value(4).toLongLong() > 0});
        });
    return facts;
}

}  // namespace tongdai::testing
