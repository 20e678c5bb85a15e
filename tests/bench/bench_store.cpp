#include "tests/bench/bench_store.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

namespace tongdai::bench {

using namespace Qt::StringLiterals;

namespace {

struct ProcessTimes {
    qint64 parent = 0;
    qint64 ticks = 0;  ///< its own, and of its children that have ended
};

QHash<qint64, ProcessTimes> processes()
{
    QHash<qint64, ProcessTimes> found;
    for (const QString& name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        bool isProcess = false;
        const qint64 pid = name.toLongLong(&isProcess);
        QFile stat(u"/proc/"_s + name + u"/stat"_s);
        if (!isProcess || !stat.open(QFile::ReadOnly)) continue;
        const QByteArray text = stat.readAll();
        const QByteArrayList fields = text.mid(text.lastIndexOf(')') + 2).split(' ');  // from the state on
        if (fields.size() < 15) continue;
        qint64 ticks = 0;
        for (int i = 11; i < 15; ++i)
            ticks += fields[i].toLongLong();
        found.insert(pid, {fields[1].toLongLong(), ticks});
    }
    return found;
}

double cpuSecondsOfTree(qint64 root)
{
    const QHash<qint64, ProcessTimes> all = processes();
    qint64 ticks = 0;
    for (auto each = all.cbegin(); each != all.cend(); ++each) {
        qint64 ancestor = each.key();
        while (ancestor > 1 && ancestor != root)
            ancestor = all.value(ancestor).parent;
        if (ancestor == root) ticks += each->ticks;
    }
    return double(ticks) / double(sysconf(_SC_CLK_TCK));
}

}  // namespace

double BenchStore::serverCpuSeconds() const
{
    for (const qint64 pid : {m_postgres.processId(), m_mariadb.processId()}) {
        if (pid > 0) return cpuSecondsOfTree(pid);
    }
    return 0;
}

bool BenchStore::start(const QString& name)
{
    const QString database = u"bench"_s;
    if (name == "sqlite"_L1) {
        m_backend = sqliteBackend(m_folder.filePath(u"history.sqlite"_s));
        return true;
    }
    if (name == "postgres"_L1) {
        if (!m_postgres.start() || !m_postgres.createDatabase(database)) {
            m_problem = m_postgres.problem();
            return false;
        }
        m_backend =
            postgresBackend({m_postgres.host(), m_postgres.port(), database, testing::PostgresServer::user(), {}});
        return true;
    }
    if (name == "mysql"_L1) {
        m_mariadb.setMemory(128);  // what a server has that nobody configured
        if (!m_mariadb.start() || !m_mariadb.createDatabase(database)) {
            m_problem = m_mariadb.problem();
            return false;
        }
        m_backend = mysqlBackend({m_mariadb.socketPath(), 0, database, testing::MariadbServer::user(), {}});
        return true;
    }
    m_problem = u"the stores are sqlite, postgres and mysql"_s;
    return false;
}

}  // namespace tongdai::bench
