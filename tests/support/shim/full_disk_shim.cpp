// Loaded into a database server with LD_PRELOAD: the files of one folder share so many bytes of room and no more, as on
// a volume that is nearly full (guarantees F38). What would grow a file beyond it fails with ENOSPC; what overwrites is
// let through, as a file system does. No Qt, no allocation on the way of a call: the program is somebody else's.
//
// FULL_DISK_DIR: only files below it.  FULL_DISK_ROOM: a file of two 64-bit numbers that all its processes and the test
// map: bytes left, and calls refused for want of them. What is deleted gives no room back.

#include "tests/support/shim/watched_open.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

bool isWatched[kMaxFd];
const char* folder = nullptr;

struct Room {
    std::atomic<int64_t> left;
    std::atomic<int64_t> refused;
};
Room* room = nullptr;

void start()
{
    static bool isStarted = false;
    if (isStarted) return;
    isStarted = true;
    folder = getenv("FULL_DISK_DIR");
    const char* file = getenv("FULL_DISK_ROOM");
    if (!folder || !file) return;
    const int fd = int(syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC, 0));
    if (fd < 0) return;
    void* mapped = mmap(nullptr, sizeof(Room), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped != MAP_FAILED) room = static_cast<Room*>(mapped);
    syscall(SYS_close, fd);
}

bool isBelowTheFolder(const char* path)
{
    start();
    if (!room) return false;
    char whole[kMaxPath];
    return wholePath(path, whole) && strncmp(whole, folder, strlen(folder)) == 0;
}

void opened(int fd, const char* path)
{
    if (fd >= 0 && fd < kMaxFd) isWatched[fd] = isBelowTheFolder(path);
}

/// False, with errno, when the file may not become so long.
bool mayReach(int fd, int64_t end)
{
    if (!room || fd < 0 || fd >= kMaxFd || !isWatched[fd]) return true;
    struct stat now;
    if (fstat(fd, &now) != 0 || !S_ISREG(now.st_mode)) return true;
    const int64_t growth = end - int64_t(now.st_size);
    if (growth <= 0) return true;
    int64_t left = room->left.load();
    while (left >= growth) {
        if (room->left.compare_exchange_weak(left, left - growth)) return true;
    }
    room->refused.fetch_add(1);
    errno = ENOSPC;
    return false;
}

int64_t sizeOf(const iovec* parts, int count)
{
    int64_t size = 0;
    for (int i = 0; i < count; ++i)
        size += int64_t(parts[i].iov_len);
    return size;
}

int64_t positionOf(int fd)
{
    return fd >= 0 && fd < kMaxFd && isWatched[fd] ? lseek(fd, 0, SEEK_CUR) : 0;
}

}  // namespace

extern "C" {

int close(int fd)
{
    if (fd >= 0 && fd < kMaxFd) isWatched[fd] = false;
    return int(syscall(SYS_close, fd));
}

ssize_t pwrite64(int fd, const void* data, size_t length, off64_t offset)
{
    return mayReach(fd, offset + int64_t(length)) ? syscall(SYS_pwrite64, fd, data, length, offset) : -1;
}

ssize_t pwrite(int fd, const void* data, size_t length, off_t offset)
{
    return pwrite64(fd, data, length, offset);
}

ssize_t pwritev64(int fd, const iovec* parts, int count, off64_t offset)
{
    return mayReach(fd, offset + sizeOf(parts, count)) ? syscall(SYS_pwritev, fd, parts, count, offset, 0) : -1;
}

ssize_t pwritev(int fd, const iovec* parts, int count, off_t offset)
{
    return pwritev64(fd, parts, count, offset);
}

ssize_t write(int fd, const void* data, size_t length)
{
    return mayReach(fd, positionOf(fd) + int64_t(length)) ? syscall(SYS_write, fd, data, length) : -1;
}

ssize_t writev(int fd, const iovec* parts, int count)
{
    return mayReach(fd, positionOf(fd) + sizeOf(parts, count)) ? syscall(SYS_writev, fd, parts, count) : -1;
}

int ftruncate64(int fd, off64_t size)
{
    return mayReach(fd, size) ? int(syscall(SYS_ftruncate, fd, size)) : -1;
}

int ftruncate(int fd, off_t size)
{
    return ftruncate64(fd, size);
}

int fallocate64(int fd, int mode, off64_t offset, off64_t length)
{
    return mayReach(fd, offset + length) ? int(syscall(SYS_fallocate, fd, mode, offset, length)) : -1;
}

int fallocate(int fd, int mode, off_t offset, off_t length)
{
    return fallocate64(fd, mode, offset, length);
}

/// Says what went wrong by its result.
int posix_fallocate64(int fd, off64_t offset, off64_t length)
{
    return fallocate64(fd, 0, offset, length) == 0 ? 0 : errno;
}

int posix_fallocate(int fd, off_t offset, off_t length)
{
    return posix_fallocate64(fd, offset, length);
}

}  // extern "C"
