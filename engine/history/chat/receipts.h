#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"
#include "engine/history/store/sql_session.h"

namespace tongdai {

/// A line that people who take part by chat are shown.
struct ShownLine {
    QUuid message;
    QUuid conversation;
    SenderId sender;
    MessageId messageId;
    qint64 rev = 0;
};

/// One receipt for each participant who has not left (contracts/realtime-chat §5 step 2): delivered and read now for
/// who wrote the line, whose read mark moves to it; open for the others. Gathered into `writes`, behind the lines.
void addReceipts(SqlSession& session, const std::vector<ShownLine>& lines, TimePoint now, SqlWrites& writes);

}  // namespace tongdai
