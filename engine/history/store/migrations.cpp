#include "engine/history/store/migrations.h"

#include "engine/domain/failpoint.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

// Resources of a static library are linked only when somebody asks for them, from outside any namespace.
static void registerSqlResources()
{
    Q_INIT_RESOURCE(history_sql);
}

namespace tongdai {

using namespace Qt::StringLiterals;

QStringList splitStatements(const QString& sql)
{
    QString code;
    for (const QString& line : sql.split(u'\n')) {
        const qsizetype comment = line.indexOf("--"_L1);
        code += (comment < 0 ? line : line.left(comment)).trimmed() + u'\n';
    }
    QStringList statements;
    for (const QString& part : code.split(QRegularExpression(u";\\s*\\n"_s))) {
        if (const QString statement = part.trimmed(); !statement.isEmpty()) statements << statement;
    }
    return statements;
}

std::vector<Migration> migrationsFor(const QString& dialect)
{
    registerSqlResources();
    std::vector<Migration> migrations;
    const QDir folder(u":/sql/"_s + dialect);
    for (const QString& file : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile source(folder.filePath(file));
        if (!source.open(QIODevice::ReadOnly)) qFatal("a compiled-in migration cannot be read");
        migrations.push_back({file.left(4).toInt(), file, splitStatements(QString::fromUtf8(source.readAll()))});
    }
    return migrations;
}

namespace {

int storedVersion(SqlSession& session)
{
    const SqlRows rows = session.run(u"select max(version) from schema_version where statements < 0"_s);
    return int(rows[0][0].toInteger());
}

// `statements` is the number of statements done so far; -1 says that the version is complete.
void record(SqlSession& session, const Migration& migration, int statements)
{
    session.execute(u"delete from schema_version where version = ?"_s, {migration.version});
    session.execute(u"insert into schema_version (version, name, statements) values (?, ?, ?)"_s,
                    {migration.version, migration.name, statements});
}

void applyInOneTransaction(SqlSession& session, const Migration& migration)
{
    session.begin();
    try {
        if (storedVersion(session) < migration.version) {  // nobody was faster
            for (const QString& statement : migration.statements) {
                FAILPOINT("migration.statement");
                session.run(statement);
            }
            record(session, migration, -1);
        }
        session.commit();
    } catch (...) {
        session.rollback();
        throw;
    }
}

// A column or an index has no "if not exists" that both MySQL and MariaDB know.
void runOnce(SqlSession& session, const QString& statement)
{
    try {
        session.run(statement);
    } catch (const SqlError& error) {
        if (error.trouble() != SqlError::Trouble::Exists) throw;
    }
}

// Each statement must be repeatable ("create table if not exists"): a crash may come between it and its record.
void applyStepByStep(SqlSession& session, const Migration& migration)
{
    const SqlRows rows =
        session.query(u"select statements from schema_version where version = ?"_s, {migration.version});
    for (int step = rows.isEmpty() ? 0 : int(rows[0][0].toInteger()); step < migration.statements.size(); ++step) {
        FAILPOINT("migration.statement");
        runOnce(session, migration.statements[step]);
        record(session, migration, step + 1);
    }
    record(session, migration, -1);
}

}  // namespace

int schemaVersion(SqlSession& session)
{
    try {
        return storedVersion(session);
    } catch (const SqlError& error) {
        if (error.trouble() != SqlError::Trouble::Statement) throw;
        return 0;  // there is no such table
    }
}

void migrate(SqlSession& session, const std::vector<Migration>& migrations)
{
    session.run(
        u"create table if not exists schema_version (version integer primary key, name varchar(255) not null, "
        "statements integer not null)"_s);
    const int newest = migrations.empty() ? 0 : migrations.back().version;
    const int found = storedVersion(session);
    if (found > newest) {
        throw SqlError(
            SqlError::Trouble::Refused, u"open"_s, session.target(),
            u"this history has schema version %1, made by a newer program; this one knows up to %2"_s.arg(found).arg(
                newest));
    }
    if (found == newest) return;
    // A big table is made anew, or gets an index, within minutes rather than seconds.
    const bool isServer = session.dialect().name == "postgres"_L1 || session.dialect().name == "mysql"_L1;
    if (isServer) session.liftLimits();
    for (const Migration& migration : migrations) {
        if (migration.version <= found) continue;
        if (session.dialect().ddlInTransaction)
            applyInOneTransaction(session, migration);
        else
            applyStepByStep(session, migration);
    }
    if (!isServer) return;
    session.close();
    session.open();
}

}  // namespace tongdai
