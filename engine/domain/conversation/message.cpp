#include "engine/domain/conversation/message.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace tongdai {

QByteArray hashBody(const IncomingMessage& message)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QByteArray& part) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    };
    add(message.conversation.bytes());
    add(message.sender.bytes());
    add(message.senderType.toUtf8());
    add(message.content.toUtf8());
    add(QByteArray::number(message.sentAt, 'g', 17));
    add(QJsonDocument(message.metadata).toJson(QJsonDocument::Compact));  // keys are sorted by QJsonObject
    return hash.result();
}

}  // namespace tongdai
