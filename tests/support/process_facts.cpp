#include "tests/support/process_facts.h"

#include <QDir>
#include <QFile>
#include <QProcess>

#include <unistd.h>

namespace tongdai::testing::process {

using namespace Qt::StringLiterals;

namespace {

QByteArray told(qint64 pid, QLatin1StringView what)
{
    QFile file(u"/proc/%1/"_s.arg(pid) + what);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A line of /proc/PID/status, without its unit.
qint64 statusOf(qint64 pid, const QByteArray& name)
{
    for (const QByteArray& line : told(pid, "status"_L1).split('\n')) {
        if (line.startsWith(name + ':')) return line.mid(name.size() + 1).simplified().split(' ').first().toLongLong();
    }
    return -1;
}

}  // namespace

int descriptors(qint64 pid)
{
    const QDir folder(u"/proc/%1/fd"_s.arg(pid));
    return folder.exists() ? int(folder.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size()) : -1;
}

int threads(qint64 pid)
{
    return int(statusOf(pid, "Threads"));
}

qint64 residentKiB(qint64 pid)
{
    return statusOf(pid, "VmRSS");
}

qint64 writableKiB(qint64 pid)
{
    return statusOf(pid, "VmData");
}

qint64 cpuMilliseconds(qint64 pid)
{
    const QByteArray text = told(pid, "stat"_L1);
    const QByteArrayList fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 13) return -1;
    return (fields[11].toLongLong() + fields[12].toLongLong()) * 1'000 / ::sysconf(_SC_CLK_TCK);
}

bool setLimit(qint64 pid, const QString& limit)
{
    return QProcess::execute(u"prlimit"_s, {u"--pid"_s, QString::number(pid), limit}) == 0;
}

}  // namespace tongdai::testing::process
