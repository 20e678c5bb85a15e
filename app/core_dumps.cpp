#include "app/core_dumps.h"

#include <sys/resource.h>

namespace tongdai::app {

void turnOffCoreDumps()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);  // lowering it is always allowed
}

}  // namespace tongdai::app
