#pragma once

#include "engine/domain/work/background_task.h"

#include <QByteArrayList>

#include <optional>
#include <variant>

/// The tasks other programs push into message_queue (contracts/background §3). Any thread; never throws.
namespace tongdai::contract {

/// Types that this engine adopts.
QByteArrayList queueTaskTypes();

/// An element of the list as a task of the store: its key is the element's id, or a hash of it where it has none, so
/// that an element that comes again is the same task. The whole element is its payload. What is wrong with it shows
/// when it is carried out. Nothing: it is no task of a known type.
std::optional<NewTask> readQueueTask(const QByteArray& element);
/// Since when it stands there, and how often it was tried, as its own program says; of any element of the list.
struct QueuedSince {
    std::optional<TimePoint> at;
    int attempts = 0;
};
QueuedSince readQueuedSince(const QByteArray& element);
/// The session it is about; nothing: it names none that could be.
std::optional<ConversationId> sessionOf(const QJsonObject& element);

/// `payload` of save_message.
struct SavedMessage {
    MessageId messageId;
    QString senderType;  ///< "customer", "admin", "bot"
    QString senderName;
    QString content;
    QStringList images;
    std::optional<TimePoint> createdAt;
};
std::variant<SavedMessage, QString> readSavedMessage(const QJsonObject& element);

/// `payload` of update_session_status.
struct SessionStatusChange {
    bool botMayReply = true;
    QString receiver;                ///< who has it now
    std::optional<TimePoint> until;  ///< when the bot answers again by itself
    qint64 version = 0;
};
std::variant<SessionStatusChange, QString> readSessionStatus(const QJsonObject& element);

/// As it stands in the list of the dead.
QJsonObject deadQueueTask(QJsonObject element, int attempts, const QString& why);
/// What its done mark is called; empty: it has no id that could have one.
QByteArray doneMarkOf(const QJsonObject& element);

}  // namespace tongdai::contract
