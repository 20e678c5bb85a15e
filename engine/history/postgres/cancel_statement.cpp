#include "engine/history/postgres/cancel_statement.h"

#include <pqxx/pqxx>

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

}  // namespace tongdai::postgres
