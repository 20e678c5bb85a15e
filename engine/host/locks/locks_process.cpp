#include "engine/host/locks/locks_process.h"

#include <QFile>
#include <QSysInfo>

#include <unistd.h>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostProcessText = 300;

struct ProcessStat {
    char state = 0;
    qint64 start = 0;
};

/// Behind the name in brackets, which may hold anything: the state, and 19 fields on the start (proc(5)).
std::optional<ProcessStat> statOf(qint64 pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    const QByteArray text = file.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20 || fields.first().isEmpty()) return std::nullopt;
    return ProcessStat{fields.first().at(0), fields.at(19).toLongLong()};
}

}  // namespace

ProcessName ProcessName::ofThisProcess()
{
    const qint64 pid = ::getpid();
    const auto stat = statOf(pid);
    QByteArray host = QSysInfo::machineHostName().toUtf8().left(120);
    host.replace('/', '-');
    return {host, pid, stat ? stat->start : 0};
}

std::optional<ProcessName> ProcessName::fromText(const QByteArray& text)
{
    const QList<QByteArray> parts = text.left(kMostProcessText).split('/');
    if (parts.size() != 3) return std::nullopt;
    const ProcessName name{parts.at(0), parts.at(1).toLongLong(), parts.at(2).toLongLong()};
    if (name.pid <= 0) return std::nullopt;
    return name;
}

QByteArray ProcessName::text() const
{
    return host + '/' + QByteArray::number(pid) + '/' + QByteArray::number(start);
}

QString ProcessName::shown() const
{
    return QString::fromUtf8(host) + u'/' + QString::number(pid);
}

ProcessLife lifeOf(const ProcessName& process)
{
    if (process.host != ProcessName::ofThisProcess().host) return ProcessLife::Unknown;
    const auto stat = statOf(process.pid);
    if (!stat) return ProcessLife::Gone;
    if (stat->start != process.start || stat->state == 'Z' || stat->state == 'X') return ProcessLife::Gone;
    return stat->state == 'T' || stat->state == 't' ? ProcessLife::Stopped : ProcessLife::Runs;
}

}  // namespace tongdai
