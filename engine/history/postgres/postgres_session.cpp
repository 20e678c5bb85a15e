#include "engine/history/postgres/postgres_session.h"

#include "engine/history/postgres/plan_age.h"
#include "engine/history/postgres/postgres_text.h"
#include "engine/history/postgres/postgres_writes.h"

#include <QScopeGuard>
#include <QThreadPool>

#include <pqxx/pqxx>

namespace tongdai {

using namespace Qt::StringLiterals;
using Trouble = SqlError::Trouble;

namespace {

constexpr int kOldestServer = 120000;

SqlDialect postgresDialect()
{
    return {u"postgres"_s,   u"extract(epoch from clock_timestamp())::double precision"_s,
            u"for update"_s, u"for update skip locked"_s,
            QString(),       true};
}

Trouble postgresTrouble(const QByteArray& state)
{
    if (state.isEmpty()) return Trouble::ConnectionLost;  // the client's own words: every server error has a code
    if (state == "23505") return Trouble::UniqueTaken;
    if (state == "40001" || state == "40P01" || state == "55P03") return Trouble::Retry;
    if (state == "42P07") return Trouble::Retry;  // another engine created the same table meanwhile
    if (state == "57014") return Trouble::Interrupted;
    if (state == "25006") return Trouble::ReadOnly;
    if (state == "42501" || state.startsWith("28")) return Trouble::Refused;
    if (state == "53100" || state == "53200") return Trouble::Full;
    if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("58") || state == "25P03")
        return Trouble::ConnectionLost;
    if (state.startsWith("XX")) return Trouble::Corrupt;
    return Trouble::Statement;
}

// libpq gives no code for a connection that never came to be.
Trouble connectTrouble(const QString& cause)
{
    for (const auto words : {"authentication failed"_L1, "no password supplied"_L1, "pg_hba.conf"_L1,
                             "does not exist"_L1, "permission denied"_L1, "SSL error"_L1, "does not support SSL"_L1,
                             "does not match host name"_L1, "root certificate"_L1}) {
        if (cause.contains(words)) return Trouble::Refused;
    }
    return Trouble::ConnectionLost;
}

SqlValue valueOf(const pqxx::field& field)
{
    constexpr pqxx::oid kInt8 = 20, kInt2 = 21, kInt4 = 23, kFloat4 = 700, kFloat8 = 701, kBytea = 17;
    if (field.is_null()) return {};
    const QByteArray text(field.c_str(), qsizetype(field.size()));
    switch (field.type()) {
        case kInt2:
        case kInt4:
        case kInt8: return text.toLongLong();
        case kFloat4:
        case kFloat8: return text.toDouble();
        case kBytea: return SqlValue::bytes(QByteArray::fromHex(text.mid(2)));  // after "\x"
        default: return SqlValue::bytes(text);                                  // the reader knows what it is
    }
}

SqlRows rowsOf(const pqxx::result& result)
{
    SqlRows rows(int(result.columns()));
    for (const pqxx::row& row : result) {
        for (const pqxx::field& field : row)
            rows.append(valueOf(field));
    }
    return rows;
}

}  // namespace

struct PostgresSession::Link {
    explicit Link(const std::string& where) : connection(where), work(connection) {}
    pqxx::connection connection;
    pqxx::nontransaction work;  // begin, commit and rollback are statements like any other
    QHash<QString, std::string> statements;
    postgres::PlanAge plans;
};

PostgresSession::PostgresSession(SqlServerAddress address, Access access)
    : SqlSession(postgresDialect()),
      m_address(std::move(address)),
      m_access(access),
      m_target(m_address.target(u"postgresql"_s))
{
}

PostgresSession::~PostgresSession()
{
    PostgresSession::close();
}

void PostgresSession::open()
{
    close();
    try {
        m_link = std::make_unique<Link>(postgres::connectionString(m_address, m_access == Access::ReadOnly));
    } catch (const std::exception& error) {
        const QString cause = QString::fromUtf8(error.what()).simplified();
        throw SqlError(connectTrouble(cause), u"open"_s, m_target, cause);
    }
    const auto refuse = [this](const QString& cause) {
        close();
        throw SqlError(Trouble::Refused, u"open"_s, m_target, cause);
    };
    if (m_link->connection.server_version() < kOldestServer) refuse(u"PostgreSQL 12 or newer is needed"_s);
    const QString encoding = run(u"show server_encoding"_s)[0][0].toText();
    if (encoding != "UTF8"_L1) refuse(u"the database keeps texts as %1, it must be UTF8"_s.arg(encoding));
}

void PostgresSession::close() noexcept
{
    m_running->backend = 0;
    m_link.reset();
}

QStringList PostgresSession::durabilityProblems()
{
    QStringList problems;
    for (const QString& setting : {u"fsync"_s, u"full_page_writes"_s, u"synchronous_commit"_s}) {
        const QString found = run(u"show "_s + setting)[0][0].toText();
        if (found == "off"_L1) problems << setting + u" is off"_s;
    }
    return problems;
}

void PostgresSession::begin()
{
    noteStatement();
    run(u"begin isolation level read committed"_s);
}

void PostgresSession::commit()
{
    noteStatement();
    run(u"commit"_s);
}

bool PostgresSession::rollback() noexcept
{
    if (!m_link) return false;
    try {
        run(u"rollback"_s);  // without a transaction a warning only, which nobody is told
        return true;
    } catch (...) {
        close();
        return false;
    }
}

void PostgresSession::translate(const QString& operation)
{
    try {
        throw;
    } catch (const pqxx::sql_error& error) {
        const Trouble trouble = postgresTrouble(QByteArray::fromStdString(error.sqlstate()));
        const bool isLost = trouble == Trouble::ConnectionLost || !m_link->connection.is_open();
        // Where one only reads, the same address may lead to one that writes by now.
        if (isLost || trouble == Trouble::ReadOnly) close();
        throw SqlError(isLost ? Trouble::ConnectionLost : trouble, operation, m_target,
                       QString::fromUtf8(error.what()).simplified());
    } catch (const pqxx::statement_completion_unknown& error) {
        close();
        throw SqlError(Trouble::ConnectionLost, operation, m_target, QString::fromUtf8(error.what()).simplified());
    } catch (const pqxx::transaction_rollback& error) {
        // A deadlock and its like (40001, 40P01), which libpqxx does not count among the server's errors: undone whole,
        // and the connection is as good as before.
        throw SqlError(Trouble::Retry, operation, m_target, QString::fromUtf8(error.what()).simplified());
    } catch (const std::bad_alloc&) {
        close();
        throw SqlError(Trouble::Full, operation, m_target, u"out of memory"_s);
    } catch (const std::exception& error) {
        // broken_connection, or something libpqxx did not expect: what the server did is unknown.
        close();
        throw SqlError(Trouble::ConnectionLost, operation, m_target, QString::fromUtf8(error.what()).simplified());
    }
}

template <class Act>
auto PostgresSession::guarded(const QString& operation, Act act)
{
    if (!m_link) throw SqlError(Trouble::ConnectionLost, operation, m_target, u"there is no connection"_s);
    m_running->number += 1;
    m_running->backend = m_link->connection.backendpid();
    const auto rest = qScopeGuard([this] { m_running->backend = 0; });
    try {
        return act(*m_link);
    } catch (...) {
        translate(operation);
    }
}

SqlRows PostgresSession::run(const QString& sql)
{
    return guarded(sql.left(60), [&](Link& link) { return rowsOf(link.work.exec(sql.toStdString())); });
}

SqlRows PostgresSession::runSpelled(const QString& sql, const Spelled& values, qint64* matched)
{
    noteStatement();
    return guarded(sql.left(60), [&](Link& link) {
        if (link.plans.areOld()) link.work.exec("discard plans");
        std::string& name = link.statements[sql];
        if (name.empty()) {
            name = 's' + std::to_string(link.statements.size());
            link.connection.prepare(name, postgres::withNumbers(sql));
        }
        const pqxx::result result = link.work.exec_prepared(name, pqxx::prepare::make_dynamic_params(values));
        if (!matched) return rowsOf(result);
        *matched = qint64(result.affected_rows());
        return SqlRows();
    });
}

SqlRows PostgresSession::runPrepared(const QString& sql, const SqlParams& values, qint64* matched)
{
    Spelled texts;
    texts.reserve(values.size());
    for (const SqlValue& value : values)
        texts.push_back(postgres::spelled(value));
    return runSpelled(sql, texts, matched);
}

SqlRows PostgresSession::runList(const QString& sql, std::span<const SqlValue> list, const SqlParams& before,
                                 const SqlParams& after, qint64* matched)
{
    QString& text = m_arrayTexts[sql];
    if (text.isEmpty()) text = expanded(postgres::listText(sql));
    Spelled values;
    values.reserve(before.size() + 1 + after.size());
    for (const SqlValue& value : before)
        values.push_back(postgres::spelled(value));
    values.push_back(postgres::arrayOf(list));
    for (const SqlValue& value : after)
        values.push_back(postgres::spelled(value));
    return runSpelled(text, values, matched);
}

SqlRows PostgresSession::runAny(const QString& sql, std::span<const SqlParams> sets)
{
    QString& text = m_arrayTexts[sql];
    if (text.isEmpty()) text = expanded(postgres::anyText(sql, sets.front()));
    Spelled arrays;
    for (size_t column = 0; column < sets.front().size(); ++column)
        arrays.push_back(postgres::arrayOf(sets, column));
    return runSpelled(text, arrays, nullptr);
}

qint64 PostgresSession::runArrays(const QString& sql, size_t columns, std::span<const SqlParams> rows)
{
    Spelled arrays;
    for (size_t column = 0; column < columns; ++column)
        arrays.push_back(postgres::arrayOf(rows, column));
    qint64 matched = 0;
    runSpelled(sql, arrays, &matched);
    return matched;
}

void PostgresSession::insertMany(const SqlInsert& insert, std::span<const SqlParams> rows)
{
    if (rows.empty()) return;
    const QString sql = postgres::insertText(insert, conflictClause(insert));
    if (insert.onConflict == SqlInsert::OnConflict::Overwrite)
        runArrays(sql, insert.columns.size(), lastOfEachKey(insert, rows));
    else
        runArrays(sql, insert.columns.size(), rows);
}

void PostgresSession::write(SqlWrites& writes)
{
    if (writes.isEmpty()) return;
    const postgres::Statement statement = postgres::statementOf(writes);
    postgres::takeAnswers(runSpelled(expanded(statement.text), statement.values, nullptr), writes);
}

void PostgresSession::write(SqlNumbered& numbered)
{
    const postgres::Statement statement = postgres::statementOf(numbered);
    const SqlRows counter = runSpelled(expanded(statement.text), statement.values, nullptr);
    if (counter.isEmpty()) throw SqlError(Trouble::Corrupt, numbered.insert.table, m_target, u"a counter is missing"_s);
    numbered.first = counter[0][0].toInteger() - qint64(numbered.rows.size()) + 1;
}

qint64 PostgresSession::updateMany(const SqlUpdate& update, std::span<const SqlParams> rows)
{
    if (rows.empty()) return 0;
    return runArrays(expanded(postgres::updateText(update)), update.keys.size() + update.columns.size(), rows);
}

void PostgresSession::interrupt() noexcept
{
    const int backend = m_running->backend;
    if (backend == 0) return;
    const auto cancel = [running = m_running, backend, number = m_running->number.load(),
                         where = postgres::connectionString(m_address, true)] {
        try {
            pqxx::connection connection(where);
            pqxx::nontransaction work(connection);
            if (running->backend != backend || running->number != number) return;  // it ended meanwhile
            work.exec_params("select pg_cancel_backend($1)", backend);
        } catch (const std::exception&) {
            // The statement ends at its time limit all the same.
        }
    };
    QThreadPool::globalInstance()->start(cancel);
}

}  // namespace tongdai
