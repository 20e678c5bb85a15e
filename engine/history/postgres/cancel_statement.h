#pragma once

#include <functional>
#include <string>

namespace tongdai::postgres {

/// Asks the server through a connection of its own to end what `backend` is doing, if it is still wanted when that
/// connection stands. Whoever cannot be asked ends the statement at its time limit all the same. Any thread; waits.
void cancelStatement(const std::string& where, int backend, const std::function<bool()>& isStillWanted) noexcept;

}  // namespace tongdai::postgres
