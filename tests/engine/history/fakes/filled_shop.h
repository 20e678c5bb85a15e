#pragma once

#include <QString>

namespace tongdai::testing {

/// Writes an embedded history with `messages` customer messages, their answers, turns, actions, outbox rows, events
/// and drafts, and some rows in every other table: names with marks, quotes and zero bytes left out, numbers at their
/// edges. False when it cannot.
bool fillShop(const QString& file, int messages);

}  // namespace tongdai::testing
