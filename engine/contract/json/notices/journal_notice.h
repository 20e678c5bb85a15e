#pragma once

#include "engine/domain/ports/live/journal_news.h"

#include <optional>

namespace tongdai::contract {

/// Conversations in one notice: what is held beyond is told in further ones.
inline constexpr size_t kMaxHeldInANotice = 1'000;

/// Published on engine:journals: {"v":1,"e":"<engine>","whole":true,"held":[["<conversation>",<ms since 1970>],…]}.
QByteArray writeJournalNotice(const JournalNotice& notice);
std::optional<JournalNotice> readJournalNotice(const QByteArray& payload);

}  // namespace tongdai::contract
