#pragma once

#include "engine/domain/ports/live/plain_sessions.h"
#include "engine/history/sql_history.h"

namespace tongdai {

/// ports::PlainSessionStore in the durable store. Lives on the engine loop; must not outlive the history.
class SqlPlainSessions final : public ports::PlainSessionStore {
public:
    explicit SqlPlainSessions(SqlHistory& history) : m_history(history) {}

    QCoro::Task<std::vector<PlainSession>> plainSessions(PlainSessionQuery query) override;
    QCoro::Task<std::vector<StoredMessage>> saidLines(ConversationId session, int offset, int limit) override;
    QCoro::Task<Tags> tagsOf(std::vector<ConversationId> conversations) override;
    QCoro::Task<bool> setTags(ConversationId conversation, std::vector<QByteArray> tags) override;

private:
    SqlHistory& m_history;
};

}  // namespace tongdai
