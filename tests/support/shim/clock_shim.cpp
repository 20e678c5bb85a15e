// Loaded into a program with LD_PRELOAD: its clocks show another time (guarantees F13, F45). What counts intervals,
// CLOCK_MONOTONIC, stays as it is. No Qt, no allocation: the program is somebody else's.
//
// CLOCK_SHIFT: a file of two 64-bit numbers that the program and the test map: nanoseconds added to the time of day,
// and to the time since the machine was started, in which it may have slept.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <ctime>

namespace {

struct Shift {
    std::atomic<int64_t> timeOfDay;
    std::atomic<int64_t> sinceStart;
};
Shift* shift = nullptr;

void start()
{
    static bool isStarted = false;
    if (isStarted) return;
    isStarted = true;
    const char* file = getenv("CLOCK_SHIFT");
    if (!file) return;
    const int fd = int(syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC, 0));
    if (fd < 0) return;
    void* mapped = mmap(nullptr, sizeof(Shift), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped != MAP_FAILED) shift = static_cast<Shift*>(mapped);
    syscall(SYS_close, fd);
}

int64_t shiftOf(clockid_t clock)
{
    start();
    if (!shift) return 0;
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) return shift->timeOfDay.load();
    return clock == CLOCK_BOOTTIME ? shift->sinceStart.load() : 0;
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* time)
{
    const int outcome = int(syscall(SYS_clock_gettime, clock, time));
    const int64_t by = outcome == 0 ? shiftOf(clock) : 0;
    if (by == 0) return outcome;
    constexpr int64_t kSecond = 1'000'000'000;
    int64_t nanoseconds = time->tv_nsec + by % kSecond;
    time->tv_sec += by / kSecond;
    if (nanoseconds < 0) {
        nanoseconds += kSecond;
        --time->tv_sec;
    } else if (nanoseconds >= kSecond) {
        nanoseconds -= kSecond;
        ++time->tv_sec;
    }
    time->tv_nsec = nanoseconds;
    return outcome;
}

int gettimeofday(timeval* __restrict time, void* __restrict)
{
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *time = {now.tv_sec, now.tv_nsec / 1000};
    return 0;
}

time_t time(time_t* seconds)
{
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (seconds) *seconds = now.tv_sec;
    return now.tv_sec;
}

}  // extern "C"
