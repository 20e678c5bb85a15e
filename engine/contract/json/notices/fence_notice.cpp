#include "engine/contract/json/notices/fence_notice.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxNoticeBytes = 1024;
}

QByteArray writeFenceNotice(const FenceNotice& notice)
{
    const QJsonObject object{{u"v"_s, 1},
                             {u"c"_s, notice.conversation.toString()},
                             {u"f"_s, notice.fence},
                             {u"why"_s, notice.takenOver ? u"taken_over"_s : u"released"_s}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<FenceNotice> readFenceNotice(const QByteArray& payload)
{
    if (payload.size() > kMaxNoticeBytes) return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(payload).object();
    FenceNotice notice;
    notice.conversation = ConversationId::fromString(object.value("c"_L1).toString());
    notice.fence = object.value("f"_L1).toInteger();
    notice.takenOver = object.value("why"_L1).toString() == "taken_over"_L1;
    if (object.value("v"_L1).toInt() != 1 || checkId(notice.conversation.bytes()) || notice.fence <= 0)
        return std::nullopt;
    return notice;
}

}  // namespace tongdai::contract
