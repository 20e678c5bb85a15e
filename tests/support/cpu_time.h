#pragma once

#include <ctime>

namespace tongdai::testing {

/// How long the processor has worked for this program since this began, in milliseconds, all threads together. What it
/// costs to do something is the same on a busy machine, where it only takes longer.
class CpuTime {
public:
    double spent() const { return now() - m_begin; }

private:
    static double now()
    {
        timespec time{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }
    double m_begin = now();
};

}  // namespace tongdai::testing
