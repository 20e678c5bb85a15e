#include "engine/history/postgres/cancel_statement.h"

#include <libpq-fe.h>
#include <pqxx/pqxx>

#include <array>

namespace tongdai::postgres {

void cancelStatement(const std::string& where, int backend, const std::function<bool()>& isStillWanted) noexcept
{
    try {
        pqxx::connection connection(where);
        pqxx::nontransaction work(connection);
        if (isStillWanted()) work.exec_params("select pg_cancel_backend($1)", backend);
    } catch (const std::exception&) {
        // The statement's own limit ends it.
    }
}

void cancelStatement(const std::shared_ptr<pg_cancel>& way, const std::function<bool()>& isStillWanted) noexcept
{
    std::array<char, 256> trouble{};
    if (way && isStillWanted()) PQcancel(way.get(), trouble.data(), int(trouble.size()));
}

}  // namespace tongdai::postgres
