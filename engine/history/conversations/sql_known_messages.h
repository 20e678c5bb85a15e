#pragma once

#include "engine/domain/ports/live/sender_limit.h"

namespace tongdai {

class SqlHistory;

/// Looks accepted messages up in the durable store, with the same readers as the rest of it. Lives on the engine loop;
/// must not outlive the history.
class SqlKnownMessages final : public ports::KnownMessages {
public:
    explicit SqlKnownMessages(SqlHistory& history) : m_history(history) {}
    QCoro::Task<bool> isKnown(MessageKey message) override;

private:
    SqlHistory& m_history;
};

}  // namespace tongdai
