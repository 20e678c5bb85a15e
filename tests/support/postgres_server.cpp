#include "tests/support/postgres_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTcpServer>
#include <QTest>

#include <csignal>

#include <pwd.h>
#include <unistd.h>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 60'000;
constexpr int kRestartPatience = 30'000;

// Debian keeps the server's programs out of the search path, one folder per version.
QString programFolder()
{
    const QDir versions(u"/usr/lib/postgresql"_s);
    QString newest;
    int best = 0;
    for (const QString& version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString folder = versions.filePath(version + u"/bin"_s);
        if (version.toInt() <= best || !QFileInfo(folder + u"/initdb"_s).isExecutable()) continue;
        best = version.toInt();
        newest = folder;
    }
    return newest;
}

}  // namespace

PostgresServer::~PostgresServer()
{
    if (m_server.state() != QProcess::NotRunning) stop();
}

// A server refuses to run as root.
void PostgresServer::launch(QProcess& process, const QString& program, const QStringList& arguments) const
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(m_dir.path());
    if (::geteuid() != 0) {
        process.start(m_programs + u'/' + program, arguments);
        return;
    }
    const QStringList asPostgres{u"--reuid=postgres"_s, u"--regid=postgres"_s, u"--clear-groups"_s,
                                 m_programs + u'/' + program};
    process.start(u"setpriv"_s, asPostgres + arguments);
}

bool PostgresServer::finishes(QProcess& process, const QString& what)
{
    if (process.waitForFinished(kPatience) && process.exitCode() == 0) return true;
    m_problem = what + u" failed: "_s + process.errorString() + u' ' + QString::fromUtf8(process.readAll());
    return false;
}

bool PostgresServer::prepareFolder()
{
    m_programs = programFolder();
    if (m_programs.isEmpty()) {
        m_problem = u"PostgreSQL is missing: apt-get install postgresql postgresql-client"_s;
        return false;
    }
    if (::geteuid() == 0) {
        const passwd* account = ::getpwnam("postgres");
        if (!account || ::chown(QFile::encodeName(m_dir.path()).constData(), account->pw_uid, account->pw_gid) != 0) {
            m_problem = u"as root these tests need the account postgres: apt-get install postgresql"_s;
            return false;
        }
    }
    return true;
}

bool PostgresServer::copyFrom(const PostgresServer& primary)
{
    if (!prepareFolder()) return false;
    QProcess copy;
    launch(copy, u"pg_basebackup"_s,
           {u"-D"_s, m_dir.filePath(u"data"_s), u"-h"_s, primary.host(), u"-p"_s, QString::number(primary.port()),
            u"-U"_s, user(), u"-c"_s, u"fast"_s, u"-R"_s, u"--no-sync"_s});
    return finishes(copy, u"pg_basebackup"_s);
}

bool PostgresServer::initialise()
{
    if (!prepareFolder()) return false;
    QProcess initdb;
    launch(initdb, u"initdb"_s,
           {u"--pgdata"_s, m_dir.filePath(u"data"_s), u"--username"_s, user(), u"--auth"_s, u"trust"_s, u"--encoding"_s,
            u"UTF8"_s, u"--locale"_s, u"C"_s, u"--no-sync"_s});
    return finishes(initdb, u"initdb"_s);
}

void PostgresServer::listenOnTcp(const QStringList& settings)
{
    QTcpServer free;
    free.listen(QHostAddress::LocalHost);
    m_port = free.serverPort();
    m_settings = {u"-p"_s, QString::number(m_port), u"-c"_s, u"listen_addresses=127.0.0.1"_s};
    for (const QString& setting : settings)
        m_settings << u"-c"_s << setting;
}

QByteArray PostgresServer::log()
{
    if (m_server.isOpen()) m_log += m_server.readAll();
    return m_log;
}

bool PostgresServer::start()
{
    if (!QFileInfo::exists(m_dir.filePath(u"data"_s)) && !initialise()) return false;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kPatience) {
        if (m_server.state() == QProcess::NotRunning) {
            // Straight after a kill the dead process' lock file may refuse the first starts (guarantees 2.17).
            if (timer.elapsed() > kRestartPatience) break;
            log();  // QProcess forgets the earlier run's
            launch(m_server, u"postgres"_s,
                   QStringList{u"-D"_s, m_dir.filePath(u"data"_s), u"-k"_s, m_dir.path(), u"-c"_s,
                               u"listen_addresses="_s, u"-c"_s, u"shared_buffers=32MB"_s} +
                       m_settings);
        }
        QProcess ready;
        launch(ready, u"pg_isready"_s, {u"-q"_s, u"-h"_s, host(), u"-p"_s, QString::number(m_port)});
        const auto hasEnded = [&ready] { return ready.state() == QProcess::NotRunning; };
        const bool isTold = m_isBesideEvents ? QTest::qWaitFor(hasEnded, kPatience) : ready.waitForFinished(kPatience);
        if (isTold && ready.exitCode() == 0) return true;
        if (m_isBesideEvents)
            QTest::qWait(50);
        else
            m_server.waitForFinished(50);
    }
    m_problem = u"postgres did not start: "_s + QString::fromUtf8(log());
    return false;
}

void PostgresServer::stop()
{
    ::kill(pid_t(m_server.processId()), SIGINT);  // fast shutdown
    if (!m_server.waitForFinished(kPatience)) kill();
}

// SIGKILL would leave the connections' own processes at work for a moment.
void PostgresServer::kill()
{
    ::kill(pid_t(m_server.processId()), SIGQUIT);
    if (m_server.waitForFinished(kPatience)) return;
    m_server.kill();
    m_server.waitForFinished(kPatience);
}

bool PostgresServer::createDatabase(const QString& name)
{
    psql(u"postgres"_s, u"create database "_s + name);
    return psql(u"postgres"_s, u"select 1 from pg_database where datname = '%1'"_s.arg(name)) == "1";
}

bool PostgresServer::keepRows(const QString& name)
{
    const QString copyTables =
        uR"(do $$ declare name text; begin
  create schema kept;
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('create table kept.%1$I as table public.%1$I', name);
  end loop;
end $$; select 'kept')"_s;
    return psql(name, copyTables) == "kept";
}

bool PostgresServer::resetDatabase(const QString& name)
{
    // Truncated, not deleted: what the planner knew of the old rows goes, too. Most tables have none, which is soon
    // seen.
    const QString replaceRows =
        uR"(set client_min_messages = warning; do $$ declare name text; filled text; has_rows boolean; begin
  set local session_replication_role = replica;
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('select exists (select from public.%I)', name) into has_rows;
    if has_rows then
      filled := concat_ws(', ', filled, format('public.%I', name));
    end if;
  end loop;
  execute 'truncate ' || filled || ' restart identity cascade';
  for name in select tablename from pg_tables where schemaname = 'kept' loop
    execute format('select exists (select from kept.%1$I) and not exists (select from public.%1$I)', name) into has_rows;
    if has_rows then
      execute format('insert into public.%1$I select * from kept.%1$I', name);
    end if;
  end loop;
  for name in select sequencename from pg_sequences where schemaname = 'public' loop
    execute format('alter sequence public.%I restart', name);
  end loop;
end $$; select 'reset')"_s;
    const QByteArray said = psql(name, replaceRows);
    if (said != "reset") m_problem = QString::fromUtf8(said);
    return said == "reset";
}

void PostgresServer::dropDatabase(const QString& name)
{
    psql(u"postgres"_s, u"drop database if exists %1 with (force)"_s.arg(name));
}

QByteArray PostgresServer::psql(const QString& database, const QString& sql)
{
    QProcess client;
    launch(client, u"psql"_s,
           {u"-X"_s, u"-q"_s, u"-A"_s, u"-t"_s, u"-h"_s, host(), u"-p"_s, QString::number(m_port), u"-U"_s, user(),
            u"-d"_s, database, u"-c"_s, sql});
    client.waitForFinished(kPatience);
    return client.readAll().trimmed();
}

}  // namespace tongdai::testing
