#include "engine/history/postgres/postgres_session.h"

#include "engine/history/postgres/cancel_statement.h"
#include "engine/history/postgres/plan_age.h"
#include "engine/history/postgres/postgres_link.h"
#include "engine/history/postgres/postgres_text.h"
#include "engine/history/postgres/postgres_writes.h"
#include "engine/history/postgres/session_terms.h"

#include <QScopeGuard>
#include <QThreadPool>

#include <algorithm>
#include <unordered_map>

namespace tongdai {

using namespace Qt::StringLiterals;
using Trouble = SqlError::Trouble;

namespace {

constexpr int kOldestServer = 120000;
const QString kBegin = u"begin isolation level read committed"_s;
const QString kCommit = u"commit"_s;
const QString kPoolerThere =
    u"a pooler (PgBouncer) stands before the database; it must be said with POSTGRES_POOLED=true, or "
    "DISPUTE_POSTGRES_POOLED=true where disputes are read"_s;

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
    if (state == "40003") return Trouble::ConnectionLost;  // whether it was carried out is unknown
    if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("58") || state == "25P03")
        return Trouble::ConnectionLost;
    if (state.startsWith("XX")) return Trouble::Corrupt;
    return Trouble::Statement;
}

// libpq gives no code for a connection that never came to be.
Trouble connectTrouble(const QString& cause)
{
    for (const auto words :
         {"authentication failed"_L1, "no password supplied"_L1, "pg_hba.conf"_L1, "does not exist"_L1,
          "permission denied"_L1, "SSL error"_L1, "does not support SSL"_L1, "does not match host name"_L1,
          "root certificate"_L1, "no such database"_L1, "no such user"_L1}) {
        if (cause.contains(words)) return Trouble::Refused;
    }
    return Trouble::ConnectionLost;
}

}  // namespace

struct PostgresSession::Link {
    Link(const std::string& where, bool pooled, bool readOnly) : wire(where), isPooled(pooled), terms(readOnly) {}
    postgres::PostgresLink::Statement statementOf(const QString& sql, const Spelled& values);
    /// What has to fly before the next statement so that the terms hold for it; empty where they do already.
    std::string termsDue(bool begins) const;

    postgres::PostgresLink wire;
    bool isPooled;
    postgres::SessionTerms terms;
    /// Their names, or through a pooler their texts. They stay where they are when others come: the statements of one
    /// flight are looked up one after the other.
    std::unordered_map<QString, std::string> words;
    postgres::PlanAge plans;
    bool beginsNext = false;
    std::vector<Question> expected;                      ///< fly with the next statement
    std::vector<std::pair<Question, SqlRows>> foreseen;  ///< have flown, and nobody has asked yet
};

postgres::PostgresLink::Statement PostgresSession::Link::statementOf(const QString& sql, const Spelled& values)
{
    std::string& said = words[sql];
    if (said.empty()) {
        std::string text = postgres::withNumbers(sql);
        if (isPooled) {
            said = std::move(text);
        } else {
            std::string name = 's' + std::to_string(words.size());
            wire.prepare(name, text);
            said = std::move(name);
        }
    }
    return {said.c_str(), &values, isPooled};
}

std::string PostgresSession::Link::termsDue(bool begins) const
{
    const bool areDue = isPooled && (begins || !wire.isInTransaction());
    return areDue ? terms.statement(postgres::SessionTerms::Until::TransactionEnds) : std::string();
}

bool PostgresSession::Running::markCancelled(quint64 number)
{
    quint64 found = number;
    return statement.compare_exchange_strong(found, number | kIsCancelled) || found == (number | kIsCancelled);
}

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

void PostgresSession::refuse(const QString& cause)
{
    close();
    throw SqlError(Trouble::Refused, u"open"_s, m_target, cause);
}

void PostgresSession::open()
{
    close();
    const bool readOnly = m_access == Access::ReadOnly;
    try {
        const std::string where = postgres::connectionString(m_address, readOnly);
        m_link = std::make_unique<Link>(where, m_address.isPooled, readOnly);
    } catch (const std::exception& error) {
        const QString cause = QString::fromUtf8(error.what()).simplified();
        if (cause.contains("unsupported startup parameter"_L1, Qt::CaseInsensitive))
            refuse(kPoolerThere + u": "_s + cause);
        throw SqlError(connectTrouble(cause), u"open"_s, m_target, cause);
    }
    if (m_link->wire.serverVersion() < kOldestServer) refuse(u"PostgreSQL 12 or newer is needed"_s);
    const SqlRows facts = run(u"select current_setting('server_encoding'), pg_backend_pid()"_s);
    const QString encoding = facts[0][0].toText();
    if (encoding != "UTF8"_L1) refuse(u"the database keeps texts as %1, it must be UTF8"_s.arg(encoding));
    // Whoever stands between gives the client numbers of its own. One that is not known of takes settings and drops
    // them: nothing would be ended at its time, and what only reads could write.
    if (!m_address.isPooled && facts[0][1].toInteger() != m_link->wire.backend()) refuse(kPoolerThere);
    const std::lock_guard lock(m_running->mutex);
    m_running->way = m_address.isPooled ? m_link->wire.wayToCancel() : nullptr;
}

void PostgresSession::close() noexcept
{
    m_link.reset();
}

QString PostgresSession::tlsVersion()
{
    return m_link ? m_link->wire.tlsVersion() : QString();
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

void PostgresSession::liftLimits()
{
    if (!m_link) throw SqlError(Trouble::ConnectionLost, u"lift limits"_s, m_target, u"there is no connection"_s);
    m_link->terms.liftLimits();
    if (m_link->isPooled) return;  // they go with each transaction
    run(QString::fromStdString(m_link->terms.statement(postgres::SessionTerms::Until::ConnectionEnds)));
}

void PostgresSession::begin()
{
    if (!m_link) throw SqlError(Trouble::ConnectionLost, u"begin"_s, m_target, u"there is no connection"_s);
    forgetAll();
    m_link->beginsNext = true;  // nothing is locked, so it can wait for the first statement
}

void PostgresSession::commit()
{
    if (m_link) {
        forgetAll();
        if (std::exchange(m_link->beginsNext, false)) return;  // nothing has happened
    }
    fly({{kCommit, {}}});
}

bool PostgresSession::rollback() noexcept
{
    if (!m_link) return false;
    try {
        forgetAll();
        if (!std::exchange(m_link->beginsNext, false))
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
    } catch (const postgres::LinkError& error) {
        const QByteArrayView words(error.what());
        if (words.contains(postgres::kNotAllFound))
            throw StoreError(StoreError::Kind::Corrupt, operation, m_target,
                             QString::fromLatin1(postgres::kNotAllFound));
        if (words.contains(postgres::kNoCounter))
            throw SqlError(Trouble::Corrupt, operation, m_target, QString::fromLatin1(postgres::kNoCounter));
        const Trouble trouble = postgresTrouble(error.state());
        const bool isLost = trouble == Trouble::ConnectionLost || !m_link->wire.isOpen();
        // Where one only reads, the same address may lead to one that writes by now.
        if (isLost || trouble == Trouble::ReadOnly) close();
        throw SqlError(isLost ? Trouble::ConnectionLost : trouble, operation, m_target,
                       QString::fromUtf8(error.what()).simplified());
    } catch (const std::bad_alloc&) {
        close();
        throw SqlError(Trouble::Full, operation, m_target, u"out of memory"_s);
    } catch (const std::exception& error) {
        close();
        throw SqlError(Trouble::ConnectionLost, operation, m_target, QString::fromUtf8(error.what()).simplified());
    }
}

template <class Act>
auto PostgresSession::guarded(const QString& operation, Act act)
{
    if (!m_link) throw SqlError(Trouble::ConnectionLost, operation, m_target, u"there is no connection"_s);
    m_running->backend = m_link->wire.backend();
    m_running->statement = ++m_statementNumber;
    bool isCancelled = false;
    const auto leave = qScopeGuard([&] {
        if (isCancelled) close();
    });
    try {
        auto answer = [&] {
            const auto rest = qScopeGuard([&] { isCancelled = m_running->end(); });
            return act(*m_link);
        }();
        if (!isCancelled) return answer;
    } catch (...) {
        translate(operation);
    }
    throw SqlError(Trouble::Interrupted, operation, m_target, u"ended on request"_s);
}

SqlRows PostgresSession::run(const QString& sql)
{
    return guarded(sql.left(60), [&](Link& link) {
        forgetAll();
        const bool begins = std::exchange(link.beginsNext, false);
        if (begins) link.wire.run(kBegin.toStdString());
        const std::string terms = link.termsDue(begins);
        return link.wire.run(terms.empty() ? sql.toStdString() : terms + "; " + sql.toStdString());
    });
}

/// One after the other with one wait, the beginning of the transaction before them where it is due.
std::vector<postgres::PostgresLink::Answer> PostgresSession::fly(const std::vector<Question>& questions)
{
    return guarded(questions.front().sql.left(60), [&](Link& link) {
        static const Spelled nothing;
        std::vector<postgres::PostgresLink::Statement> flight;
        flight.reserve(questions.size() + 2);
        const bool begins = std::exchange(link.beginsNext, false);
        const std::string terms = link.termsDue(begins);
        if (begins) flight.push_back(link.statementOf(kBegin, nothing));
        if (!terms.empty()) flight.push_back({terms.c_str(), &nothing, true});
        const size_t ahead = flight.size();
        bool areOld = false;
        for (const Question& question : questions) {
            areOld = link.plans.areOld() || areOld;
            flight.push_back(link.statementOf(question.sql, question.values));
        }
        if (areOld && !link.isPooled) link.wire.run("discard plans");  // a pooler's statements are planned each time
        noteFlight(questions.size() + (begins ? 1 : 0));
        auto answers = link.wire.fly(flight);
        answers.erase(answers.begin(), answers.begin() + qsizetype(ahead));
        return answers;
    });
}

void PostgresSession::forgetAll()
{
    m_link->expected.clear();
    m_link->foreseen.clear();
}

SqlRows PostgresSession::ask(const QString& sql, Spelled values)
{
    Question question{sql, std::move(values)};
    if (m_link) {
        const auto known = std::find_if(m_link->foreseen.begin(), m_link->foreseen.end(),
                                        [&](const auto& each) { return each.first == question; });
        if (known != m_link->foreseen.end()) {
            SqlRows rows = std::move(known->second);
            m_link->foreseen.erase(known);
            return rows;
        }
    }
    std::vector<Question> questions;
    questions.push_back(std::move(question));
    if (m_link) {
        for (Question& next : std::exchange(m_link->expected, {})) {
            if (next != questions.front()) questions.push_back(std::move(next));
        }
    }
    auto answers = fly(questions);
    for (size_t i = 1; i < questions.size(); ++i)
        m_link->foreseen.emplace_back(std::move(questions[i]), std::move(answers[i].rows));
    return std::move(answers.front().rows);
}

qint64 PostgresSession::change(const QString& sql, Spelled values)
{
    if (m_link) forgetAll();  // what was asked before the change is not true any more
    return fly({{sql, std::move(values)}}).front().matched;
}

void PostgresSession::expectList(const QString& sql, std::span<const SqlValue> list)
{
    if (m_link && !list.empty()) m_link->expected.push_back({listText(sql), {postgres::arrayOf(list)}});
}

void PostgresSession::expectAny(const QString& sql, std::span<const SqlParams> sets)
{
    if (m_link && !sets.empty()) m_link->expected.push_back({anyText(sql, sets), arraysOf(sets)});
}

PostgresSession::Spelled PostgresSession::arraysOf(std::span<const SqlParams> rows)
{
    Spelled arrays;
    for (size_t column = 0; column < rows.front().size(); ++column)
        arrays.push_back(postgres::arrayOf(rows, column));
    return arrays;
}

SqlRows PostgresSession::runSpelled(const QString& sql, Spelled values, qint64* matched)
{
    if (!matched) return ask(sql, std::move(values));
    *matched = change(sql, std::move(values));
    return {};
}

PostgresSession::Spelled PostgresSession::spelled(const SqlParams& values)
{
    Spelled texts;
    texts.reserve(values.size());
    for (const SqlValue& value : values)
        texts.push_back(postgres::spelled(value));
    return texts;
}

SqlRows PostgresSession::runPrepared(const QString& sql, const SqlParams& values, qint64* matched)
{
    return runSpelled(sql, spelled(values), matched);
}

std::vector<SqlRows> PostgresSession::queryTogether(std::span<const SqlQuestion> questions)
{
    std::vector<Question> flight;
    flight.reserve(questions.size());
    for (const SqlQuestion& question : questions)
        flight.push_back({expanded(question.sql), spelled(question.values)});
    std::vector<SqlRows> answers;
    for (auto& answer : fly(flight))
        answers.push_back(std::move(answer.rows));
    return answers;
}

SqlRows PostgresSession::runList(const QString& sql, std::span<const SqlValue> list, const SqlParams& before,
                                 const SqlParams& after, qint64* matched)
{
    Spelled values;
    values.reserve(before.size() + 1 + after.size());
    for (const SqlValue& value : before)
        values.push_back(postgres::spelled(value));
    values.push_back(postgres::arrayOf(list));
    for (const SqlValue& value : after)
        values.push_back(postgres::spelled(value));
    return runSpelled(listText(sql), std::move(values), matched);
}

const QString& PostgresSession::listText(const QString& sql)
{
    QString& text = m_arrayTexts[sql];
    if (text.isEmpty()) text = expanded(postgres::listText(sql));
    return text;
}

const QString& PostgresSession::anyText(const QString& sql, std::span<const SqlParams> sets)
{
    QString& text = m_arrayTexts[sql];
    if (text.isEmpty()) text = expanded(postgres::anyText(sql, sets.front()));
    return text;
}

SqlRows PostgresSession::runAny(const QString& sql, std::span<const SqlParams> sets)
{
    return ask(anyText(sql, sets), arraysOf(sets));
}

void PostgresSession::insertMany(const SqlInsert& insert, std::span<const SqlParams> rows)
{
    if (rows.empty()) return;
    const QString sql = postgres::insertText(insert, conflictClause(insert));
    if (insert.onConflict == SqlInsert::OnConflict::Overwrite)
        change(sql, arraysOf(lastOfEachKey(insert, rows)));
    else
        change(sql, arraysOf(rows));
}

PostgresSession::Question PostgresSession::questionOf(const SqlWrites& writes, bool mustFindAll)
{
    QString& text = m_writeTexts[postgres::shapeOf(writes, mustFindAll)];
    if (text.isEmpty()) text = expanded(postgres::textOf(writes, mustFindAll));
    return {text, postgres::valuesOf(writes, mustFindAll)};
}

void PostgresSession::write(SqlWrites& writes)
{
    if (writes.isEmpty()) return;
    if (m_link) forgetAll();
    postgres::takeAnswers(fly({questionOf(writes, false)}).front().rows, writes);
}

PostgresSession::Question PostgresSession::questionOf(const SqlNumbered& numbered)
{
    QString& text = m_numberTexts[numbered.insert.table];
    if (text.isEmpty()) text = expanded(postgres::textOf(numbered));
    return {text, postgres::valuesOf(numbered)};
}

void PostgresSession::takeNumbers(const SqlRows& counter, SqlNumbered& numbered)
{
    numbered.first = counter[0][0].toInteger() - qint64(numbered.rows.size()) + 1;
}

void PostgresSession::write(SqlNumbered& numbered)
{
    if (m_link) forgetAll();
    takeNumbers(fly({questionOf(numbered)}).front().rows, numbered);
}

void PostgresSession::writeAndCommit(SqlWrites& writes, SqlNumbered& numbered,
                                     const std::function<void()>& beforeCommit)
{
    std::vector<Question> questions;
    if (!writes.isEmpty()) questions.push_back(questionOf(writes, true));
    if (!numbered.rows.empty()) questions.push_back(questionOf(numbered));
    beforeCommit();
    if (questions.empty()) return commit();
    if (m_link) forgetAll();
    questions.push_back({kCommit, {}});
    const auto answers = fly(questions);
    size_t next = 0;
    if (!writes.isEmpty()) postgres::takeAnswers(answers[next++].rows, writes);
    if (!numbered.rows.empty()) takeNumbers(answers[next].rows, numbered);
}

qint64 PostgresSession::updateMany(const SqlUpdate& update, std::span<const SqlParams> rows)
{
    if (rows.empty()) return 0;
    return change(expanded(postgres::updateText(update)), arraysOf(rows));
}

void PostgresSession::interrupt() noexcept
{
    const quint64 number = m_running->statement & ~Running::kIsCancelled;
    if (number == 0) return;
    if (m_address.isPooled) {
        const auto isStillWanted = [running = m_running, number] { return running->markCancelled(number); };
        const std::lock_guard lock(m_running->mutex);
        QThreadPool::globalInstance()->start(
            [way = m_running->way, isStillWanted] { postgres::cancelStatement(way, isStillWanted); });
        return;
    }
    const auto isStillWanted = [running = m_running, number] { return running->statement == number; };
    const auto cancel = [isStillWanted, backend = m_running->backend.load(),
                         where = postgres::connectionString(m_address, true)] {
        postgres::cancelStatement(where, backend, isStillWanted);
    };
    QThreadPool::globalInstance()->start(cancel);
}

}  // namespace tongdai
