#include "engine/contract/json/handle_message_answer.h"

#include <QJsonArray>

#include <cmath>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

QJsonObject handledEnvelope(const QJsonObject& result, TimePoint now, std::chrono::nanoseconds processingTime)
{
    // Tenths are what the samples show; more digits would only be noise.
    const double milliseconds = std::round(double(processingTime.count()) / 1e5) / 10;
    return {{u"success"_s, true},
            {u"result"_s, result},
            {u"timestamp"_s, toUnixSeconds(now)},
            {u"processing_time_ms"_s, milliseconds}};
}

QJsonObject lockedResult(QLatin1StringView reason, Seq seq, const QString& storageBackend)
{
    return {{u"status"_s, u"locked"_s},
            {u"reason"_s, reason},
            {u"accepted"_s, true},
            {u"seq"_s, seq},
            {u"storage_backend"_s, storageBackend}};
}

QJsonObject restartNeededResult(const std::vector<NewerMessage>& newer, const QJsonObject& currentResult)
{
    QJsonArray messages;
    for (const NewerMessage& message : newer) {
        messages.append(
            QJsonObject{{u"message_id"_s, message.messageId.toString()}, {u"timestamp"_s, message.timestamp}});
    }
    return {{u"status"_s, u"restart_needed"_s}, {u"newer_messages"_s, messages}, {u"current_result"_s, currentResult}};
}

QJsonObject acceptedResult(Seq seq)
{
    return {{u"status"_s, u"accepted"_s}, {u"accepted"_s, true}, {u"seq"_s, seq}};
}

QJsonObject journalledResult()
{
    return {{u"status"_s, u"accepted"_s}, {u"accepted"_s, true}, {u"stored"_s, u"journal"_s}};
}

QJsonObject markedDuplicate(QJsonObject result)
{
    result.insert(u"duplicate"_s, true);
    return result;
}

}  // namespace tongdai::contract
