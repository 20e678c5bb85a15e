#pragma once

#include "engine/domain/dispute/dispute.h"
#include "engine/history/disputes/sources/source_questions.h"
#include "engine/history/store/sql_value.h"

#include <QHash>

/// Rows of contracts/realtime-chat §9 as values; each function reads the columns of one statement in their order.
namespace tongdai::realtime {

DisputeCase caseOf(SqlRow row);
/// The cell of the participant's own id was taken already.
DisputeParty partyOf(SqlRow& row);
DisputeLine lineOf(SqlRow row);
/// Who wrote without taking part, as one who has no receipts.
void addAuthor(DisputeThread& thread, const DisputeLine& line);
void addReceipts(std::vector<DisputeLine>& lines, const SqlRows& rows, const QHash<QByteArray, QByteArray>& parties);
void addAttachments(std::vector<DisputeLine>& lines, const SqlRows& rows);
SourceTexts textsOf(const SqlRows& rows, int limit);
std::vector<DisputeHit> hitsOf(const std::vector<IndexedLine>& lines, const SqlRows& rows);
/// Vietnamese order: the family name first. Without a name the address, without that the id.
QString personName(const QString& first, const QString& last, const QString& email, const QByteArray& id);

}  // namespace tongdai::realtime
