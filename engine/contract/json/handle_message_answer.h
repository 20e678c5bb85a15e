#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ids.h"
#include "engine/domain/ports/store/conversation_store.h"

#include <QJsonObject>

#include <chrono>
#include <vector>

/// The answers of POST /api/v1/enhanced-handle-message (contracts/handle-message §2). `result` of status completed is
/// built in handled_message.h, where the turn is recorded.
namespace tongdai::contract {

/// `{"success":true,"result":…,"timestamp":…,"processing_time_ms":…}`
QJsonObject handledEnvelope(const QJsonObject& result, TimePoint now, std::chrono::nanoseconds processingTime);

/// Status locked. `accepted` and `seq` are ours: the message is stored and will be answered by whoever holds it.
QJsonObject lockedResult(QLatin1StringView reason, Seq seq, const QString& storageBackend);
/// Status restart_needed.
QJsonObject restartNeededResult(const std::vector<NewerMessage>& newer, const QJsonObject& currentResult);
/// Status accepted (with 202): stored, not answered yet.
QJsonObject acceptedResult(Seq seq);
/// Status accepted (with 202): stored in the local journal, because the shop's store is away.
QJsonObject journalledResult();
/// Marks what is told a second time.
QJsonObject markedDuplicate(QJsonObject result);

}  // namespace tongdai::contract
