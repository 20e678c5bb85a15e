#include "engine/contract/json/notices/queue_hint.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

QByteArray writeQueueHint(const ConversationId& conversation)
{
    const QJsonObject hint{{u"v"_s, 1}, {u"t"_s, u"conv"_s}, {u"c"_s, conversation.toString()}};
    return QJsonDocument(hint).toJson(QJsonDocument::Compact);
}

std::optional<ConversationId> readQueueHint(const QByteArray& element)
{
    if (element.size() > kMaxHintBytes) return std::nullopt;
    const QJsonObject hint = QJsonDocument::fromJson(element).object();
    if (hint.value("v"_L1).toInt() != 1 || hint.value("t"_L1).toString() != "conv"_L1) return std::nullopt;
    const ConversationId conversation = ConversationId::fromString(hint.value("c"_L1).toString());
    if (checkId(conversation.bytes())) return std::nullopt;
    return conversation;
}

}  // namespace tongdai::contract
