#pragma once

namespace tongdai {

/// Whether there is a session bus to be asked. Without this check libdbus may try to start one of its own, and the
/// window would wait for it.
bool sessionBusExists();

}  // namespace tongdai
