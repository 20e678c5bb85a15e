#pragma once

#include "engine/domain/people/privacy.h"

namespace tongdai {

/// What of the audit log lies outside the store, in two files of the data folder (guarantees 2.15). Blocking, for any
/// thread but the engine's; several at once are kept apart by a lock file. A line that cannot be read is passed over.

/// Acts that no store could be told of yet: made before there was an engine (tokens, settings, a restore), or left over
/// when it stopped while its store was away. Ids stand in the clear here, for the owner of the folder only (0600),
/// until an engine has taken the acts into the chain. `now`: when they happened, where they do not say it themselves.
/// What went wrong; empty: kept.
QString keepForAudit(const QString& dataDir, const std::vector<AuditEntry>& entries, TimePoint now);
/// All of them, the oldest first. They stay until forgetTakenAudit(), so that nothing is lost in between.
std::vector<AuditEntry> takeKeptAudit(const QString& dataDir);
void forgetTakenAudit(const QString& dataDir);

/// A head of the chain as this computer saw it, and of which store.
struct KeptHead {
    AuditHead head;
    QByteArray installation;
    QString target;  ///< where that store was
    TimePoint at{};
    bool isRestored = false;  ///< not a head: from here on an older store is what somebody wanted
};
/// The oldest first; at most kMostKeptHeads.
std::vector<KeptHead> keptHeads(const QString& dataDir);
QString keepHead(const QString& dataDir, const KeptHead& head);
inline constexpr int kMostKeptHeads = 200;

}  // namespace tongdai
