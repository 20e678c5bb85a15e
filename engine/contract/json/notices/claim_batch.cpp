#include "engine/contract/json/notices/claim_batch.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostBatchBytes = 1024 * 1024;
constexpr qsizetype kMostNameLength = 200;

std::optional<ClaimEvent> claimEventOf(const QJsonObject& object)
{
    const auto act = claimActOf(object.value("act"_L1).toString());
    ClaimEvent event;
    event.conversation = ConversationId::fromString(object.value("c"_L1).toString());
    const double at = object.value("at"_L1).toDouble();
    if (!act || checkId(event.conversation.bytes()) || !(at > 0 && at < 1e15)) return std::nullopt;
    event.act = *act;
    event.owner = OwnerId::fromString(object.value("owner"_L1).toString().left(kMostNameLength));
    event.fence = object.value("fence"_L1).toInteger();
    event.current = object.value("current"_L1).toInteger();
    event.by = object.value("by"_L1).toString().left(kMostNameLength);
    event.rev = std::max<qint64>(0, object.value("rev"_L1).toInteger());
    event.at = TimePoint(std::chrono::milliseconds(qint64(at)));
    return event;
}

}  // namespace

QByteArray writeClaimBatch(const std::vector<ClaimEvent>& events)
{
    QJsonArray array;
    for (const ClaimEvent& event : events) {
        QJsonObject object{{u"c"_s, event.conversation.toString()},
                           {u"act"_s, claimActName(event.act)},
                           {u"owner"_s, event.owner.toString()},
                           {u"fence"_s, event.fence},
                           {u"at"_s, qint64(event.at.time_since_epoch().count())}};
        if (event.current > 0) object.insert("current"_L1, event.current);
        if (event.rev > 0) object.insert("rev"_L1, event.rev);
        if (!event.by.isEmpty()) object.insert("by"_L1, event.by);
        array.append(object);
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

std::vector<ClaimEvent> readClaimBatch(const QByteArray& text)
{
    std::vector<ClaimEvent> events;
    if (text.size() > kMostBatchBytes) return events;
    const QJsonArray array = QJsonDocument::fromJson(text).array();
    for (const QJsonValue& value : array) {
        if (auto event = claimEventOf(value.toObject())) events.push_back(*std::move(event));
    }
    return events;
}

}  // namespace tongdai::contract
