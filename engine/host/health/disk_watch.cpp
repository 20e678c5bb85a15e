#include "engine/host/health/disk_watch.h"

#include "engine/domain/log.h"

#include <QFile>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <cerrno>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log diskLog("disk");

constexpr auto kLookEvery = 5s;
constexpr auto kLookEveryWhileFull = 2s;
/// About what a message, its answer and their index add to the history's log.
constexpr qsizetype kProbeBytes = 64 * 1024;
constexpr qint64 kGigabyte = qint64(1024) * 1024 * 1024;
constexpr qint64 kLowShare = 20;  // one part in

/// The error number of what went wrong; 0: nothing.
int writeProbe(const QByteArray& file)
{
    const int descriptor = ::open(file.constData(), O_CREAT | O_TRUNC | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0) return errno;
    const QByteArray content(kProbeBytes, 'x');
    int error = 0;
    const ssize_t written = ::write(descriptor, content.constData(), size_t(content.size()));
    if (written < 0)
        error = errno;
    else if (written != content.size())
        error = ENOSPC;
    else if (::fdatasync(descriptor) != 0)
        error = errno;
    ::close(descriptor);
    ::unlink(file.constData());
    return error;
}

}  // namespace

DiskLook lookAtDisk(const QString& folder)
{
    DiskLook look;
    struct statvfs system {};
    if (::statvfs(QFile::encodeName(folder).constData(), &system) == 0) {
        look.available = qint64(system.f_bavail) * qint64(system.f_frsize);
        look.total = qint64(system.f_blocks) * qint64(system.f_frsize);
    }
    if (const int error = writeProbe(QFile::encodeName(folder + "/.probe"_L1)); error != 0) {
        look.cause = qt_error_string(error);
        look.isFull = error == ENOSPC || error == EDQUOT;
    }
    return look;
}

bool isLow(const DiskLook& look)
{
    if (look.total <= 0) return false;
    return look.available < kGigabyte || (look.available < look.total / kLowShare && look.available < 10 * kGigabyte);
}

DiskWatch::DiskWatch(QString folder, HealthBoard& board) : m_folder(std::move(folder)), m_board(board)
{
    m_board.describe(Part::Disk, m_folder);
}

DiskWatch::~DiskWatch()
{
    stop();
}

void DiskWatch::start()
{
    if (m_thread.joinable()) return;
    m_isStopping = false;
    m_thread = std::thread([this] { run(); });
}

void DiskWatch::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable()) m_thread.join();
}

void DiskWatch::hurry()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isHurried = true;
    }
    m_wake.notify_all();
}

void DiskWatch::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        m_isHurried = false;
        lock.unlock();
        const DiskLook look = lookAtDisk(m_folder);
        QMetaObject::invokeMethod(this, [this, look] { take(look); });
        lock.lock();
        const auto pause = look.cause.isEmpty() ? kLookEvery : kLookEveryWhileFull;
        m_wake.wait_for(lock, pause, [this] { return m_isStopping || m_isHurried; });
    }
}

void DiskWatch::take(const DiskLook& look)
{
    const bool isFull = !look.cause.isEmpty();
    if (isFull) {
        m_board.reportTrouble(Part::Disk, look.isFull ? PartTrouble::DiskFull : PartTrouble::Away, look.cause);
    } else {
        m_board.report(Part::Disk, isLow(look) ? PartState::Slow : PartState::Ok);
    }
    m_board.reportRoom(Part::Disk, look.available);
    if (isFull == m_wasFull) return;
    m_wasFull = isFull;
    if (isFull)
        diskLog.error("the disk takes nothing more", {{u"folder"_s, m_folder}, {u"cause"_s, look.cause}});
    else
        diskLog.info("the disk takes what is written again", {{u"folder"_s, m_folder}});
    emit fullChanged(isFull);
}

}  // namespace tongdai
