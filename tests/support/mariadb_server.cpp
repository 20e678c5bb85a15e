#include "tests/support/mariadb_server.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTcpServer>

#include <pwd.h>
#include <unistd.h>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMariaDbPatience = 60'000;

QString program(const QString& name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/libexec"_s}) : found;
}

QStringList asAccount()
{
    return ::geteuid() == 0 ? QStringList{u"--user=mysql"_s} : QStringList{};
}

}  // namespace

MariadbServer::~MariadbServer()
{
    if (m_server.state() != QProcess::NotRunning) kill();
}

/// A server that starts removes every temporary table it finds in its folder for them, those of its neighbours, too.
QProcessEnvironment MariadbServer::environment() const
{
    QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    own.insert(u"TMPDIR"_s, m_dir.path());
    return own;
}

bool MariadbServer::initialise()
{
    if (program(u"mariadbd"_s).isEmpty() || program(u"mariadb-install-db"_s).isEmpty()) {
        m_problem = u"MariaDB is missing: apt-get install mariadb-server mariadb-client"_s;
        return false;
    }
    if (::geteuid() == 0) {
        const passwd* account = ::getpwnam("mysql");
        if (!account || ::chown(QFile::encodeName(m_dir.path()).constData(), account->pw_uid, account->pw_gid) != 0) {
            m_problem = u"as root these tests need the account mysql: apt-get install mariadb-server"_s;
            return false;
        }
    }
    QProcess install;
    install.setProcessChannelMode(QProcess::MergedChannels);
    install.setProcessEnvironment(environment());
    install.start(program(u"mariadb-install-db"_s),
                  QStringList{u"--no-defaults"_s, u"--datadir="_s + m_dir.filePath(u"data"_s), u"--skip-test-db"_s,
                              u"--auth-root-authentication-method=normal"_s} +
                      asAccount());
    if (install.waitForFinished(kMariaDbPatience) && install.exitCode() == 0) return true;
    m_problem = u"mariadb-install-db failed: "_s + QString::fromUtf8(install.readAll());
    return false;
}

void MariadbServer::listenOnTcp(const QStringList& options)
{
    QTcpServer free;
    free.listen(QHostAddress::LocalHost);
    m_port = free.serverPort();
    m_options = QStringList{u"--bind-address=127.0.0.1"_s, u"--port=%1"_s.arg(m_port)} + options;
}

bool MariadbServer::start()
{
    if (!QFileInfo::exists(m_dir.filePath(u"data/mysql"_s)) && !initialise()) return false;
    log();  // QProcess forgets the earlier run's
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.setProcessEnvironment(environment());
    m_server.start(program(u"mariadbd"_s),
                   QStringList{u"--no-defaults"_s, u"--datadir="_s + m_dir.filePath(u"data"_s),
                               u"--socket="_s + socketPath(), u"--pid-file="_s + m_dir.filePath(u"mysql.pid"_s),
                               u"--innodb-buffer-pool-size=%1M"_s.arg(m_memory), u"--innodb-log-file-size=16M"_s} +
                       (m_port == 0 ? QStringList{u"--skip-networking"_s} : m_options) + asAccount());
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kMariaDbPatience && m_server.state() != QProcess::NotRunning) {
        if (ask(u"select 'ready'"_s) == "ready") return true;
        m_server.waitForFinished(50);
    }
    m_problem = u"mariadbd did not start: "_s + QString::fromUtf8(log());
    return false;
}

QByteArray MariadbServer::log()
{
    if (m_server.isOpen()) m_log += m_server.readAll();
    return m_log;
}

void MariadbServer::stop()
{
    m_server.terminate();
    if (!m_server.waitForFinished(kMariaDbPatience)) kill();
}

void MariadbServer::kill()
{
    m_server.kill();
    m_server.waitForFinished(kMariaDbPatience);
}

bool MariadbServer::createDatabase(const QString& name)
{
    // With the server's own, unfit collation: the tables must say theirs.
    return ask(u"create database %1; select 'made'"_s.arg(name)) == "made";
}

bool MariadbServer::resetDatabase(const QString& name, const QString& toThoseOf)
{
    const QByteArray tables =
        ask(u"select table_name from information_schema.tables where table_type = 'BASE TABLE' "
            "and table_schema = '%1'"_s.arg(name));
    QString statements = u"set foreign_key_checks = 0; "_s;
    for (const QByteArray& table : tables.split('\n')) {
        statements += u"delete from %2.`%1`; insert into %2.`%1` select * from %3.`%1`; "_s.arg(
            QString::fromUtf8(table), name, toThoseOf);
    }
    return ask(statements + u"select 'reset'"_s) == "reset";
}

void MariadbServer::dropDatabase(const QString& name)
{
    ask(u"drop database if exists "_s + name);
}

std::unique_ptr<QProcess> MariadbServer::beginSession()
{
    auto client = std::make_unique<QProcess>();
    client->start(program(u"mariadb"_s), {u"--no-defaults"_s, u"--socket="_s + socketPath(), u"--user="_s + user(),
                                          u"--batch"_s, u"--unbuffered"_s});
    client->waitForStarted(kMariaDbPatience);
    return client;
}

QByteArray MariadbServer::ask(const QString& sql)
{
    QProcess client;
    client.start(program(u"mariadb"_s), {u"--no-defaults"_s, u"--socket="_s + socketPath(), u"--user="_s + user(),
                                         u"--batch"_s, u"--skip-column-names"_s, u"--execute="_s + sql});
    client.waitForFinished(kMariaDbPatience);
    return client.readAllStandardOutput().trimmed();
}

}  // namespace tongdai::testing
