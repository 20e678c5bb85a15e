#pragma once

#include <QString>

namespace tongdai::testing {

/// The tables of contracts/realtime-chat §9, as their migrations leave them, for the client program.
QString realtimeChatSchema();
/// A dispute about a short delivery: thread "thr-1" of contract "con-1", with the odd things the contract lists: a
/// role and a status nobody knows, a column nobody knows, metadata that is a JSON text, a message of nobody, a deleted
/// one, an edited one, attachments and receipts.
QString realtimeChatDispute();

/// What the dispute routes read beyond that, after both: the remaining columns of "Dispute", negotiations, mediation
/// proposals, and disputes in each state that matters, with times that stand.
QString realtimeChatDisputeRoutes();

}  // namespace tongdai::testing
