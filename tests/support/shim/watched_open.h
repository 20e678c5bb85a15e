#pragma once

// What libraries for LD_PRELOAD share that follow a program's files: its open() and open64(). Whoever includes this,
// outside any namespace, defines `opened(fd, path)` before. No Qt, no allocation: the program is somebody else's.

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>
#include <cstdarg>
#include <cstring>

namespace {

constexpr int kMaxFd = 4096;
constexpr int kMaxPath = 400;

void opened(int fd, const char* path);

/// The whole path in `whole`, of kMaxPath bytes. False: it is longer. A server works inside its data folder.
bool wholePath(const char* path, char* whole)
{
    whole[0] = '\0';
    if (path[0] != '/') {
        if (!getcwd(whole, kMaxPath) || strlen(whole) + strlen(path) + 2 > kMaxPath) return false;
        strcat(whole, "/");
    }
    if (strlen(whole) + strlen(path) >= kMaxPath) return false;
    strcat(whole, path);
    return true;
}

mode_t modeOf(int flags, va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? mode_t(va_arg(arguments, int)) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    const int fd = int(syscall(SYS_openat, AT_FDCWD, path, flags, mode));
    opened(fd, path);
    return fd;
}

int open64(const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeOf(flags, arguments);
    va_end(arguments);
    const int fd = int(syscall(SYS_openat, AT_FDCWD, path, flags | O_LARGEFILE, mode));
    opened(fd, path);
    return fd;
}

}  // extern "C"
