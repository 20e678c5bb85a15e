#include "engine/domain/conversation/chat_session.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace tongdai {

namespace {

void add(QCryptographicHash& hash, const QByteArray& part)
{
    hash.addData(QByteArray::number(part.size()) + ':');
    hash.addData(part);
}

void addText(QCryptographicHash& hash, const std::optional<QString>& text)
{
    // Nothing and an empty text are different entries.
    add(hash, text ? '+' + text->toUtf8() : QByteArray());
}

}  // namespace

QByteArray hashEntry(const ChatEntry& entry, bool hasTime)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    add(hash, entry.user.bytes());
    add(hash, entry.session.bytes());
    addText(hash, entry.userMessage);
    addText(hash, entry.aiResponse);
    add(hash, hasTime ? QByteArray::number(entry.at) : QByteArray());
    add(hash, QJsonDocument(entry.metadata).toJson(QJsonDocument::Compact));
    return hash.result();
}

}  // namespace tongdai
