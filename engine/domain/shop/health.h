#pragma once

#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

#include "engine/domain/conversation/message.h"
#include "engine/domain/store_error.h"

namespace tongdai {

/// The ladder of design §7. One value for status bar, health routes and metrics. The names are levelName()'s.
enum class HealthLevel : quint8 { Full = 1, NoRedis = 2, NoDatabase = 3, NoAi = 4, NoChannel = 5, ReadOnly = 6 };

/// Journal: the local file that takes messages while a history on a server is away; Off with an embedded history.
/// Disk: the one with the data folder; Slow when little room is left on it.
enum class Part : quint8 { Engine, Redis, History, Ai, Platform, Journal, Disk };
enum class PartState : quint8 { Off, Starting, Ok, Slow, Down };
/// What kind of trouble a part that is Down has, as far as people must do something else about it.
enum class PartTrouble : quint8 { Away, DiskFull, Damaged, TokenRefused };

/// One part of the program in figures; the words belong to the screen.
struct PartHealth {
    Part part = Part::Engine;
    PartState state = PartState::Starting;
    QString endpoint;  ///< address or file, without credentials
    QString version;
    QString cause;  ///< of Down: what the part said
    std::optional<std::chrono::duration<double, std::milli>> latency;
    std::optional<TimePoint> since;           ///< when it entered this state
    PartTrouble trouble = PartTrouble::Away;  ///< of Down
    std::optional<qint64> room = {};          ///< of Disk: bytes left
};

/// Whether the store is still the one it was, by the heads of its audit log that are kept outside of it (F41).
enum class AuditState : quint8 {
    Unknown,  ///< not looked yet
    Ok,
    Older,     ///< what was there is missing: an older copy, or cut off
    Altered,   ///< what was written down reads differently now
    Replaced,  ///< another store stands at the same place
};
constexpr bool isTrouble(AuditState state)
{
    return state != AuditState::Unknown && state != AuditState::Ok;
}
struct AuditHealth {
    AuditState state = AuditState::Unknown;
    qint64 missing = 0;                 ///< of Older: audit entries
    std::optional<TimePoint> keptAt{};  ///< when the head was kept that does not fit
    std::optional<TimePoint> asOf{};    ///< of Older: what is there now was so then, as far as is known

    bool isTrouble() const { return tongdai::isTrouble(state); }
};

/// A page of the shop that has been silent for longer than is usual at this hour (page_rhythm.h).
struct SilentPage {
    QString name;  ///< as people of the shop call it, else its id
    TimePoint since{};
    friend bool operator==(const SilentPage&, const SilentPage&) = default;
};

struct HealthSnapshot {
    HealthLevel level = HealthLevel::Full;
    std::vector<PartHealth> parts;
    TimePoint at{};
    qint64 outboxWaiting = 0;
    qint64 journalWaiting = 0;      ///< accepted into the local journal, not yet in the store
    qint64 journalReplayed = 0;     ///< brought from it into the store since the store went away last
    bool journalOrderKnown = true;  ///< what other engines' journals hold is known
    AuditHealth audit = {};
    std::vector<SilentPage> silentPages = {};
};

/// What a store's error says of the store.
PartTrouble partTroubleOf(const StoreError& error);
/// The level these parts leave.
HealthLevel levelOf(const std::vector<PartHealth>& parts);
/// For programs: "full", "no_redis", "no_database", "no_ai", "no_channel", "read_only"; "redis", "history" …;
/// "off", "starting", "ok", "slow", "down".
QLatin1StringView levelName(HealthLevel level);
QLatin1StringView partName(Part part);
QLatin1StringView partStateName(PartState state);
/// "unknown", "ok", "older_copy", "altered", "replaced".
QLatin1StringView auditStateName(AuditState state);

}  // namespace tongdai

Q_DECLARE_METATYPE(tongdai::HealthSnapshot)
