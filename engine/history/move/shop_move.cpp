#include "engine/history/move/shop_move.h"

#include "engine/history/migrations.h"
#include "engine/history/move/table_reader.h"

#include <QScopeGuard>
#include <QSet>

namespace tongdai {

using namespace Qt::StringLiterals;
using Trouble = SqlError::Trouble;
using Phase = MoveProgress::Phase;

namespace {

/// The limits of a desk's connection are for small statements; here the silence between two of them is our reading.
void liftLimits(SqlSession& target)
{
    if (target.dialect().name == "postgres"_L1) {
        target.run(u"set statement_timeout = 0"_s);
        target.run(u"set idle_in_transaction_session_timeout = 0"_s);
        return;
    }
    if (target.dialect().name != "mysql"_L1) return;
    const bool isMariadb = target.run(u"select version()"_s)[0][0].toText().contains("MariaDB"_L1);
    target.run(isMariadb ? u"set session max_statement_time = 0, session idle_write_transaction_timeout = 0"_s
                         : u"set session max_execution_time = 0, session wait_timeout = 600"_s);
}

}  // namespace

class ShopMove::Tables {
public:
    std::vector<PlannedTable> plan;
    std::vector<TableDigest> source;  ///< in the plan's order
};

ShopMove::ShopMove(SqlSession& sqlite, SqlSession& target, Report report, std::shared_ptr<std::atomic<bool>> cancelled)
    : m_source(sqlite),
      m_target(target),
      m_report(std::move(report)),
      m_cancelled(std::move(cancelled)),
      m_tables(std::make_shared<Tables>())
{
}

MoveOutcome ShopMove::run()
{
    const auto close = qScopeGuard([this] {
        m_target.rollback();
        m_target.close();
        m_source.rollback();
        m_source.close();
    });
    say(Phase::Preparing);
    openSource();
    openTarget();
    m_tables->plan = planTables(m_source, m_target);
    for (const PlannedTable& table : m_tables->plan)
        m_total += m_source.run(u"select count(*) from "_s + table.name)[0][0].toInteger();
    m_target.begin();
    if (!isEmptyTarget()) {
        m_tables->source = digestsOf(m_source, Phase::Preparing);
        if (digestsOf(m_target, Phase::Verifying) == m_tables->source) return outcome(true);
        throw SqlError(Trouble::Refused, u"move"_s, m_target.target(),
                       u"the database already holds another history; choose an empty one"_s);
    }
    carry();
    const std::vector<TableDigest> arrived = digestsOf(m_target, Phase::Verifying);
    for (size_t i = 0; i < arrived.size(); ++i) {
        if (arrived[i] == m_tables->source[i]) continue;
        throw SqlError(Trouble::Corrupt, u"move"_s, m_target.target(),
                       u"table %1 arrived differently: %2 rows of %3"_s.arg(m_tables->plan[i].name)
                           .arg(arrived[i].rows())
                           .arg(m_tables->source[i].rows()));
    }
    lookWhetherCancelled();
    forgetComputed(m_target);
    say(Phase::Finishing);
    m_target.commit();
    return outcome(false);
}

void ShopMove::openSource()
{
    m_source.open();
    m_source.checkUndamaged();
    migrate(m_source, migrationsFor(m_source.dialect().name));
    m_source.begin();  // nobody writes to it until the move has ended
}

void ShopMove::openTarget()
{
    m_target.open();
    liftLimits(m_target);
    if (const QStringList problems = m_target.durabilityProblems(); !problems.isEmpty()) {
        throw SqlError(Trouble::Refused, u"move"_s, m_target.target(),
                       u"what is stored there would not survive a power cut: "_s + problems.join("; "_L1));
    }
    const bool isPostgres = m_target.dialect().name == "postgres"_L1;
    const SqlRows strangers = m_target.run(
        u"select count(*), coalesce(sum(case when table_name = 'schema_version' then 1 else 0 end), 0) from "
        "information_schema.tables where table_schema = "_s +
        (isPostgres ? u"current_schema()"_s : u"database()"_s));
    if (strangers[0][0].toInteger() > 0 && strangers[0][1].toInteger() == 0) {
        throw SqlError(Trouble::Refused, u"move"_s, m_target.target(),
                       u"the database holds tables of another program; choose an empty one"_s);
    }
    migrate(m_target, migrationsFor(m_target.dialect().name));
}

/// A fresh schema has a few rows of its own, which the shop's replace; a table that a shop fills must be empty.
bool ShopMove::isEmptyTarget()
{
    // The installation's id is drawn when an engine first looks at a store; the shop brings its own.
    QSet<QString> seeded{u"installation"_s};
    for (const Migration& migration : migrationsFor(m_target.dialect().name)) {
        for (const QString& statement : migration.statements) {
            const QStringList words = statement.simplified().split(u' ');
            if (words.size() > 2 && words[0].toLower() == "insert"_L1)
                seeded.insert(words[words[1].toLower() == "ignore"_L1 ? 3 : 2]);
        }
    }
    for (const PlannedTable& table : m_tables->plan) {
        if (seeded.contains(table.name)) continue;
        if (!m_target.run(u"select 1 from %1 limit 1"_s.arg(table.name)).isEmpty()) return false;
    }
    return true;
}

void ShopMove::carry()
{
    m_done = 0;
    for (const PlannedTable& table : m_tables->plan) {
        for (const QString& column : table.numberedByStore)
            m_target.run(u"alter table %1 alter column %2 set generated by default"_s.arg(table.name, column));
        m_target.run(u"delete from "_s + table.name);  // a fresh schema's own rows
        SqlInsert insert{table.name, {}};
        for (const PlannedColumn& column : table.columns)
            insert.columns.push_back({column.name, column.type});
        TableDigest digest(table);
        TableReader reader(m_source, table);
        for (SqlRows page = reader.nextPage(); !page.isEmpty(); page = reader.nextPage()) {
            std::vector<SqlParams> rows;
            for (const SqlRow& row : page) {
                digest.add(row);
                SqlParams& values = rows.emplace_back();
                for (size_t i = 0; i < table.columns.size(); ++i)
                    values.push_back(valueFor(table.columns[i].type, row[int(i)]));
            }
            m_target.insertMany(insert, rows);
            m_done += page.size();
            say(Phase::Copying, table.name);
            lookWhetherCancelled();
        }
        m_tables->source.push_back(digest);
        for (const QString& column : table.numberedByStore) {
            m_target.run(u"alter table %1 alter column %2 set generated always"_s.arg(table.name, column));
            m_target.run(
                u"select setval(pg_get_serial_sequence('%1', '%2'), greatest(1, (select coalesce(max(%2), 0) from %1)))"_s
                    .arg(table.name, column));
        }
    }
}

std::vector<TableDigest> ShopMove::digestsOf(SqlSession& session, Phase phase)
{
    m_done = 0;
    std::vector<TableDigest> digests;
    for (const PlannedTable& table : m_tables->plan) {
        TableDigest& digest = digests.emplace_back(table);
        TableReader reader(session, table);
        for (SqlRows page = reader.nextPage(); !page.isEmpty(); page = reader.nextPage()) {
            for (const SqlRow& row : page)
                digest.add(row);
            m_done += page.size();
            say(phase, table.name);
            lookWhetherCancelled();
        }
    }
    return digests;
}

void ShopMove::say(Phase phase, const QString& table)
{
    m_report({phase, table, m_done, m_total});
}

void ShopMove::lookWhetherCancelled() const
{
    if (*m_cancelled) throw MoveCancelled();
}

MoveOutcome ShopMove::outcome(bool wasThereAlready) const
{
    MoveOutcome result;
    result.wasThereAlready = wasThereAlready;
    for (size_t i = 0; i < m_tables->plan.size(); ++i) {
        const TableDigest& digest = m_tables->source[i];
        result.tables.push_back({m_tables->plan[i].name, digest.rows(), digest.sum()});
    }
    return result;
}

}  // namespace tongdai
