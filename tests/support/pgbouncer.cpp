#include "tests/support/pgbouncer.h"

#include <QElapsedTimer>
#include <QFile>
#include <QLocalSocket>
#include <QStandardPaths>

#include <pwd.h>
#include <unistd.h>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPoolerPatience = 60'000;

// Debian keeps it out of the search path of ordinary accounts.
QString pgbouncerProgram()
{
    const QString found = QStandardPaths::findExecutable(u"pgbouncer"_s);
    return found.isEmpty() ? u"/usr/sbin/pgbouncer"_s : found;
}

bool writeWhole(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() &&
           file.setPermissions(file.permissions() | QFile::ReadOther);
}

}  // namespace

Pgbouncer::Pgbouncer(const PostgresServer& server, Options options) : m_server(server), m_options(options) {}

Pgbouncer::~Pgbouncer()
{
    kill();
}

/// The file that is shipped, but for places, accounts and the number of connections.
bool Pgbouncer::writeFiles()
{
    QFile shipped(QStringLiteral(TONGDAI_SOURCE_DIR "/installer/pgbouncer.ini"));
    if (!shipped.open(QIODevice::ReadOnly)) {
        m_problem = u"installer/pgbouncer.ini cannot be read"_s;
        return false;
    }
    QString text = QString::fromUtf8(shipped.readAll());
    const auto replace = [this, &text](const QString& from, const QString& to) {
        if (!text.contains(from)) m_problem = u"installer/pgbouncer.ini has no line "_s + from;
        text.replace(from, to);
    };
    const QString port = QString::number(m_server.port());
    replace(u"\nenhanced_chatbot = host=127.0.0.1 port=5432\n"_s,
            u"\n* = host=%1 port=%2\n"_s.arg(m_server.host(), port));
    replace(u"\nlisten_addr = 127.0.0.1\n"_s, u"\n"_s);
    replace(u"\nunix_socket_dir = /var/run/postgresql\n"_s, u"\nunix_socket_dir = %1\n"_s.arg(m_dir.path()));
    replace(u"\nauth_type = scram-sha-256\n"_s, u"\nauth_type = trust\n"_s);
    replace(u"/etc/pgbouncer/userlist.txt"_s, m_dir.filePath(u"userlist.txt"_s));
    replace(u"\ndefault_pool_size = 20\n"_s, u"\ndefault_pool_size = %1\n"_s.arg(m_options.connections));
    text += "log_connections = 0\nlog_disconnections = 0\n"_L1;    // for people who read it after a failure
    text += "stats_users = "_L1 + PostgresServer::user() + u'\n';  // may ask it what holds
    if (m_options.swallowsOptions) text += "ignore_startup_parameters = options\n"_L1;
    if (!m_problem.isEmpty()) return false;
    const QByteArray users = '"' + PostgresServer::user().toUtf8() + "\" \"\"\n\"console_ro\" \"geheim\"\n";
    return writeWhole(m_dir.filePath(u"pgbouncer.ini"_s), text.toUtf8()) &&
           writeWhole(m_dir.filePath(u"userlist.txt"_s), users);
}

bool Pgbouncer::start()
{
    const QString program = pgbouncerProgram();
    if (!QFile::exists(program)) {
        m_problem = u"pgbouncer is missing: apt-get install pgbouncer"_s;
        return false;
    }
    if (!writeFiles()) return false;
    QStringList command{program, m_dir.filePath(u"pgbouncer.ini"_s)};
    if (::geteuid() == 0) {  // it refuses to run as root
        const passwd* account = ::getpwnam("postgres");
        if (!account || ::chown(QFile::encodeName(m_dir.path()).constData(), account->pw_uid, account->pw_gid) != 0) {
            m_problem = u"as root these tests need the account postgres: apt-get install postgresql"_s;
            return false;
        }
        command =
            QStringList{u"setpriv"_s, u"--reuid=postgres"_s, u"--regid=postgres"_s, u"--clear-groups"_s} + command;
    }
    // Not into a pipe: nobody reads it while a test waits, and what writes into a full one stands still.
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(logFile(), QIODevice::Append);
    m_process.setWorkingDirectory(m_dir.path());
    m_process.start(command.takeFirst(), command);
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kPoolerPatience) {
        QLocalSocket door;
        door.connectToServer(u"%1/.s.PGSQL.%2"_s.arg(host()).arg(port()));
        if (door.waitForConnected(100)) return true;
        if (m_process.waitForFinished(50)) break;
    }
    m_problem = u"pgbouncer did not start: "_s + QString::fromUtf8(log());
    return false;
}

void Pgbouncer::kill()
{
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.kill();
    m_process.waitForFinished(kPoolerPatience);
}

QByteArray Pgbouncer::log() const
{
    QFile file(logFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace tongdai::testing
