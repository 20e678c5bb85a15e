#include "app/open_files.h"

#include <sys/resource.h>

#include <algorithm>

namespace tongdai::app {

namespace {

constexpr rlim_t kEnough = 12'000;

}  // namespace

void takeOpenFiles()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kEnough) return;
    limit.rlim_cur = std::min(limit.rlim_max, kEnough);
    ::setrlimit(RLIMIT_NOFILE, &limit);  // up to the hard limit it is always allowed
}

}  // namespace tongdai::app
