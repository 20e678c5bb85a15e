#include "app/process_limits.h"

#include <sys/resource.h>

namespace tongdai::app {

void turnOffCoreDumps()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);  // lowering it is always allowed
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);  // where it is refused, the old one holds
}

}  // namespace tongdai::app
