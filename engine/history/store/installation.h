#pragma once

#include "engine/history/store/sql_session.h"

namespace tongdai {

/// The id of the installation this store belongs to: drawn when the store is first opened, the same for every engine
/// on it and for ever (guarantees 2.13, `engine:install`). Writer thread, outside a transaction. @throws SqlError
QByteArray installationId(SqlSession& session);

}  // namespace tongdai
