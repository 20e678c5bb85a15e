// Loaded into a program under test with LD_PRELOAD: writes down, in order, what it does to the files of one folder.
// From the record a test builds the disk a power cut would have left (guarantees 3.3). No Qt, no allocation on the way
// of a call: the program is somebody else's.
//
// DISK_SHIM_DIR: only files below it.  DISK_SHIM_LOG: where the record goes; others may append to it.
// An answer over HTTP is written down as well, before it leaves: a record 'a' without a path, its first line as data.
// A record: operation (1 byte), length of the path (4), offset (8), length of the data (4), path, data; little endian.

#include "tests/support/shim/watched_open.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

char paths[kMaxFd][kMaxPath];  // of watched descriptors; empty: not watched
const char* folder = nullptr;
int recordFd = -1;

void start()
{
    static bool isStarted = false;
    if (isStarted) return;
    isStarted = true;
    folder = getenv("DISK_SHIM_DIR");
    const char* file = getenv("DISK_SHIM_LOG");
    if (folder && file) recordFd = int(syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_APPEND | O_CLOEXEC, 0));
}

bool isWatched(int fd)
{
    return recordFd >= 0 && fd >= 0 && fd < kMaxFd && paths[fd][0] != '\0';
}

void record(char operation, const char* path, uint64_t offset, const void* data, uint32_t length)
{
    const auto pathLength = uint32_t(strlen(path));
    char head[17];
    head[0] = operation;
    memcpy(head + 1, &pathLength, 4);
    memcpy(head + 5, &offset, 8);
    memcpy(head + 13, &length, 4);
    const iovec parts[3] = {
        {head, sizeof head}, {const_cast<char*>(path), pathLength}, {const_cast<void*>(data), length}};
    // One call, so that records of several threads and processes do not mix.
    (void)!syscall(SYS_writev, recordFd, parts, 3);
}

/// The whole path in `whole`, of kMaxPath bytes, when the file is one to watch; else empty.
void watchedPath(const char* path, char* whole)
{
    start();
    whole[0] = '\0';
    char found[kMaxPath];
    if (wholePath(path, found) && recordFd >= 0 && strncmp(found, folder, strlen(folder)) == 0) strcpy(whole, found);
}

void opened(int fd, const char* path)
{
    if (fd >= 0 && fd < kMaxFd) watchedPath(path, paths[fd]);
}

/// The beginning of an answer of ours, not of a request that we make.
void noteAnswer(const void* data, size_t length)
{
    constexpr char kBegin[] = "HTTP/1.1 ";
    constexpr size_t kKept = 12;  // with the status
    start();
    if (recordFd < 0 || length < kKept || memcmp(data, kBegin, sizeof kBegin - 1) != 0) return;
    record('a', "", 0, data, kKept);
}

}  // namespace

extern "C" {

ssize_t send(int fd, const void* data, size_t length, int flags)
{
    noteAnswer(data, length);
    return syscall(SYS_sendto, fd, data, length, flags, nullptr, 0);
}

ssize_t sendmsg(int fd, const msghdr* message, int flags)
{
    if (message->msg_iovlen > 0) noteAnswer(message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
    return syscall(SYS_sendmsg, fd, message, flags);
}

int close(int fd)
{
    if (fd >= 0 && fd < kMaxFd) paths[fd][0] = '\0';
    return int(syscall(SYS_close, fd));
}

ssize_t pwrite64(int fd, const void* data, size_t length, off64_t offset)
{
    const ssize_t written = syscall(SYS_pwrite64, fd, data, length, offset);
    if (written > 0 && isWatched(fd)) record('w', paths[fd], uint64_t(offset), data, uint32_t(written));
    return written;
}

ssize_t pwrite(int fd, const void* data, size_t length, off_t offset)
{
    return pwrite64(fd, data, length, offset);
}

ssize_t write(int fd, const void* data, size_t length)
{
    if (!isWatched(fd)) noteAnswer(data, length);
    const off_t offset = isWatched(fd) ? lseek(fd, 0, SEEK_CUR) : -1;
    const ssize_t written = syscall(SYS_write, fd, data, length);
    if (written > 0 && offset >= 0 && isWatched(fd)) record('w', paths[fd], uint64_t(offset), data, uint32_t(written));
    return written;
}

int ftruncate64(int fd, off64_t size)
{
    const int result = int(syscall(SYS_ftruncate, fd, size));
    if (result == 0 && isWatched(fd)) record('t', paths[fd], uint64_t(size), nullptr, 0);
    return result;
}

int ftruncate(int fd, off_t size)
{
    return ftruncate64(fd, size);
}

int unlink(const char* path)
{
    const int result = int(syscall(SYS_unlinkat, AT_FDCWD, path, 0));
    char whole[kMaxPath];
    watchedPath(path, whole);
    if (result == 0 && whole[0] != '\0') record('u', whole, 0, nullptr, 0);
    return result;
}

int fsync(int fd)
{
    const int result = int(syscall(SYS_fsync, fd));
    if (result == 0 && isWatched(fd)) record('s', paths[fd], 0, nullptr, 0);
    return result;
}

int fdatasync(int fd)
{
    const int result = int(syscall(SYS_fdatasync, fd));
    if (result == 0 && isWatched(fd)) record('s', paths[fd], 0, nullptr, 0);
    return result;
}

}  // extern "C"
