#pragma once

#include <functional>
#include <memory>
#include <string>

struct pg_cancel;

namespace tongdai::postgres {

/// Asks the server through a connection of its own to end what `backend` is doing, if it is still wanted when that
/// connection stands. Whoever cannot be asked ends the statement at its time limit all the same. Any thread; waits.
void cancelStatement(const std::string& where, int backend, const std::function<bool()>& isStillWanted) noexcept;
/// The same through a pooler, which alone knows which server carries out what it was sent, and passes the word on.
/// Whenever it arrives it ends what its connection does then: once it was wanted, that connection must ask nothing
/// more.
void cancelStatement(const std::shared_ptr<pg_cancel>& way, const std::function<bool()>& isStillWanted) noexcept;

}  // namespace tongdai::postgres
