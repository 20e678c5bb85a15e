#include "engine/domain/failpoint.h"

#include "engine/domain/store_error.h"

#include <QByteArray>
#include <QList>
#include <QMutex>

#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <chrono>
#include <thread>

namespace tongdai::failpoint {

using namespace Qt::StringLiterals;

namespace {

struct Fault {
    QByteArray name;
    QByteArray kind;  ///< empty: any
    int at = 1;       ///< the pass that triggers it
    QByteArray what;
    double amount = 0;
    int passed = 0;
};

bool isKnown(std::string_view name)
{
    return std::ranges::find(kPlaces, name) != kPlaces.end() || std::ranges::find(kAmounts, name) != kAmounts.end();
}

/// `name/kind@n:what:amount`, separated by commas.
QList<Fault> parse(const QByteArray& text)
{
    QList<Fault> faults;
    for (const QByteArray& entry : text.split(',')) {
        if (entry.trimmed().isEmpty()) continue;
        const QList<QByteArray> parts = entry.trimmed().split(':');
        const QList<QByteArray> place = parts[0].split('@');
        const QByteArray name = place[0].split('/')[0];
        if (parts.size() < 2 || !isKnown(std::string_view(name.constData(), size_t(name.size()))))
            qFatal("FAIL: no failpoint \"%s\"", entry.constData());
        const int at = place.size() > 1 ? qMax(1, place[1].toInt()) : 1;
        Fault fault{name, place[0].mid(name.size() + 1), at, parts[1], 0, 0};
        if (parts.size() > 2) fault.amount = parts[2].toDouble();
        faults.append(fault);
    }
    return faults;
}

void stopFor(double seconds)
{
    if (fork() == 0) {  // the child only sleeps and wakes its parent: async-signal-safe calls
        const pid_t parent = getppid();
        usleep(useconds_t(seconds * 1e6));
        kill(parent, SIGCONT);
        _exit(0);
    }
    raise(SIGSTOP);
}

void act(const Fault& fault)
{
    if (fault.what == "kill") {
        kill(getpid(), SIGKILL);
    } else if (fault.what == "stop") {
        stopFor(fault.amount);
    } else if (fault.what == "delay") {
        std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(fault.amount));
    } else if (fault.what == "err") {
        throw StoreError(StoreError::Kind::Unreachable, QString::fromUtf8(fault.name), u"failpoint"_s,
                         u"injected fault"_s);
    }
}

}  // namespace

void pass(Place place, const QString& kind)
{
    static QMutex mutex;
    static QList<Fault> faults = parse(qgetenv("FAIL"));
    if (faults.isEmpty()) return;
    Fault due;
    {
        const QMutexLocker lock(&mutex);
        for (Fault& fault : faults) {
            const bool isHere = fault.name == QByteArrayView(place.name().data(), qsizetype(place.name().size()));
            if (isHere && (fault.kind.isEmpty() || kind == QLatin1StringView(fault.kind)) && ++fault.passed == fault.at)
                due = fault;
        }
    }
    if (!due.what.isEmpty()) act(due);
}

double amount(std::string_view name, double usual)
{
    static const QList<Fault> given = parse(qgetenv("FAIL"));
    for (const Fault& each : given) {
        if (each.name == QByteArrayView(name.data(), qsizetype(name.size()))) return each.what.toDouble();
    }
    return usual;
}

}  // namespace tongdai::failpoint
