#pragma once

#include "tests/support/mariadb_server.h"
#include "tests/support/postgres_server.h"

#include "engine/history/disputes/sources/sql_dispute_source.h"

#include <memory>

/// Other programs' databases for the benchmarks of disputes: as many messages as asked for, in 50,000 threads.
namespace tongdai::bench {

inline constexpr int kForeignThreads = 50'000;
/// The name of a thread there, by a number.
QByteArray foreignThread(int number);

/// A private server with such a database. null: it says on stderr why there is none.
struct ForeignMysql {
    static std::unique_ptr<ForeignMysql> filled(int messages);
    SqlDisputeSource::Place place() const;
    testing::MariadbServer server;
};
struct ForeignPostgres {
    static std::unique_ptr<ForeignPostgres> filled(int messages);
    SqlDisputeSource::Place place() const;
    testing::PostgresServer server;
};

}  // namespace tongdai::bench
