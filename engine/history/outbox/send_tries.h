#pragma once

#include "engine/history/store/unit_of_work.h"

namespace tongdai {

// What became of the tries to send an outbox row (guarantees 2.6), as the column `tries` keeps them.

/// Oldest first; `json` as the column has it, empty: none.
std::vector<SendTry> sendTriesIn(const QString& json);
/// With one more, of which the newest kMaxSendTries stay: one that may have arrived before any other.
SqlValue withSendTry(const QString& json, const SendTry& another);
/// At once, for a try whose end nobody wrote down.
void addSendTry(UnitOfWork& work, qint64 outboxId, const SendTry& another);

}  // namespace tongdai
