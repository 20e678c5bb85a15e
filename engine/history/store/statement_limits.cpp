#include "engine/history/store/statement_limits.h"

namespace tongdai {

using namespace Qt::StringLiterals;

void liftLimits(SqlSession& session)
{
    if (session.dialect().name == "postgres"_L1) {
        session.run(u"set statement_timeout = 0"_s);
        // What changes a table waits for whoever reads it, and new readers wait behind: a while, not for ever.
        session.run(u"set lock_timeout = '60s'"_s);
        session.run(u"set idle_in_transaction_session_timeout = 0"_s);
        return;
    }
    if (session.dialect().name != "mysql"_L1) return;
    const bool isMariadb = session.run(u"select version()"_s)[0][0].toText().contains("MariaDB"_L1);
    session.run(isMariadb ? u"set session max_statement_time = 0, session idle_write_transaction_timeout = 0"_s
                          : u"set session max_execution_time = 0, session wait_timeout = 600"_s);
}

}  // namespace tongdai
