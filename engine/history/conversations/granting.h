#pragma once

#include "engine/history/store/unit_of_work.h"

namespace tongdai {

/// Grants the row to `owner`: raises the fence, sets the lease, counts the attempt. The caller has checked that nobody
/// holds it and that messages wait (guarantees 2.4).
Claim grantClaim(rows::ConversationRow& row, const OwnerId& owner);
/// What `owner` holds already, if its lease still runs: the answer to a claim whose first outcome was lost.
std::optional<Claim> currentClaim(const rows::ConversationRow& row, const OwnerId& owner);
Claim claimOf(const rows::ConversationRow& row);
/// Always, but in the control of guarantees 2.19, which shows that the tests would notice.
bool isFenceChecked();
/// How long a claim lasts: kLease, except for fault tests.
double leaseSeconds();
void extendLease(rows::ConversationRow& row);
/// Shuts the holder out, whoever it is. `cause` says why; see ConversationRow::fenceCause.
void raiseFence(rows::ConversationRow& row, const QString& cause);

/// Gives the line its rev, lets the row show it as its newest, and gathers both for writing.
/// `visible` false: the row's newest text and activity stay (notes, system lines, answers that were not given).
void appendLine(UnitOfWork& work, rows::ConversationRow& row, rows::MessageRow& line, bool visible);
rows::MessageRow systemLine(const UnitOfWork& work, const rows::ConversationRow& row, const QJsonObject& note);
HistoryEvent lineEvent(const rows::ConversationRow& row, const rows::MessageRow& line);
HistoryEvent rowEvent(const rows::ConversationRow& row, const QString& kind, QJsonObject data = {});

}  // namespace tongdai
