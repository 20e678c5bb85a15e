#pragma once

#include "engine/domain/conversation/conversation.h"

#include <QUuid>

#include <optional>
#include <vector>

/// What chat knows beside conversations and their lines: who takes part and what has reached whom
/// (contracts/realtime-chat §3, guarantees 2.8).
namespace tongdai {

/// Channel of conversations that live in our own chat, the widget's and those of plain sockets: what is written there
/// reaches its people over their sockets and goes to no outside platform.
inline constexpr QLatin1StringView kWebChannel{"web"};
/// What their lines say of themselves: metadata "platform" is the channel, and "chat" is an object of our own. A
/// platform outside may well call itself "web"; it brings no such object.
QJsonObject ownChatMetadata(const QJsonObject& chat = {});
bool livesInOwnChat(const QJsonObject& metadata);
/// A thread nobody has written in yet has no metadata.
bool livesInOwnChat(const Conversation& conversation);
/// The channel that a line's metadata names; earlier versions called the web's "chat".
QString channelOf(const QJsonObject& metadata, const QString& otherwise);

enum class ChatRole : quint8 { Client = 0, Freelancer = 1, Admin = 2, Arbitrator = 3 };
/// "CLIENT", "FREELANCER", "ADMIN", "ARBITRATOR".
QLatin1StringView chatRoleName(ChatRole role);
/// Those names, and "customer" and "operator" as a shop says them.
std::optional<ChatRole> chatRole(QStringView name);
/// Somebody of the shop: what they write where they take part is an operator's line. Opens no conversation by itself.
inline bool isStaff(ChatRole role)
{
    return role == ChatRole::Admin || role == ChatRole::Arbitrator;
}

/// Unknown while the shared live state cannot be asked: never shown as "offline" (guarantees G7).
enum class Presence : quint8 { Unknown, Offline, Online };

struct ChatUser {
    SenderId id;
    QString email;
    ChatRole role = ChatRole::Client;
    QString firstName;  ///< empty: not known
    QString lastName;
    QString avatar;

    QString shownName() const;
};

struct Participant {
    QUuid id;
    ConversationId thread;
    ChatUser user;
    ChatRole role = ChatRole::Client;  ///< in this thread
    TimePoint joinedAt{};
    std::optional<TimePoint> leftAt;
    qint64 lastReadRev = 0;
    MessageId lastReadMessage;
    std::optional<TimePoint> lastReadAt;
    bool isMuted = false;
    QJsonObject metadata;
};

/// As what somebody acts in a thread whose token claims this role (none: it says nothing of it, and what they were let
/// in as counts). Never more than either. Nothing: they were let in as staff and are none any more.
std::optional<ChatRole> roleIn(const Participant& participant, std::optional<ChatRole> claimed);

struct Receipt {
    QUuid participant;
    qint64 rev = 0;
    std::optional<TimePoint> deliveredAt;
    std::optional<TimePoint> readAt;
    TimePoint createdAt{};
};

/// A conversation as chat sees it.
struct ChatThread {
    ConversationId id;
    QString type;  ///< PROJECT, ADMIN_CLIENT, ADMIN_FREELANCER
    QString subject;
    QString jobPostId;
    QString contractId;
    QJsonObject metadata;
    TimePoint createdAt{};
    TimePoint updatedAt{};
    std::vector<Participant> participants;  ///< those who have not left, in the order they joined
    std::vector<SenderId> former;           ///< those who have
    SenderId customer;                      ///< of its first message: takes part without having joined
    qint64 lastRev = 0;
    BotMode mode = BotMode::Bot;

    const Participant* participant(const SenderId& user) const;
};

/// A thread to be made. Making it again changes nothing.
struct ThreadDraft {
    ConversationId id;
    QString type = QStringLiteral("PROJECT");
    QString subject;
    QString jobPostId;
    QString contractId;
    QJsonObject metadata;
    std::vector<ChatUser> participants;
    bool withBot = false;
};

/// A message with what has reached whom, as a chat client is shown it.
struct ChatLine {
    StoredMessage message;
    std::vector<Receipt> receipts;
};

}  // namespace tongdai

Q_DECLARE_METATYPE(tongdai::ChatThread)
