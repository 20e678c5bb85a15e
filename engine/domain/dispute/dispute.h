#pragma once

#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/message.h"
#include "engine/domain/ports/store/message_search.h"

#include <QMetaType>
#include <QString>

#include <optional>
#include <vector>

/// What somebody who judges a dispute is shown, wherever it was kept: our own history or another program's database.
/// Plain values, any thread. Names in quotes are those of contracts/realtime-chat §9.
namespace tongdai {

enum class SourceKind : quint8 { Own, RealtimeChat, HandleMessage };

enum class SourceState : quint8 {
    Opening,  ///< not asked yet
    Open,
    Away,           ///< does not answer; it is asked again by itself
    Slow,           ///< did not answer within its deadline
    Refused,        ///< said no: rights, password, TLS
    NotUnderstood,  ///< answers, and is not what it should be: `cause` names what is missing
};

/// Whether who looks is written down in the source itself, as well as in this shop's audit log.
enum class AccessRecord : quint8 { NotKept, Kept, NotAllowed };

struct SourceStatus {
    QByteArray name;  ///< "own", or the name of the settings
    SourceKind kind = SourceKind::Own;
    SourceState state = SourceState::Opening;
    QString cause;           ///< the server's own words, or what is missing
    QString target;          ///< file or address, without credentials
    QString account;         ///< who asks there
    qint64 messages = 0;     ///< that can be found so far
    bool isCounted = false;  ///< all of them
    bool keepsReceipts = false;
    AccessRecord access = AccessRecord::NotKept;
    friend bool operator==(const SourceStatus&, const SourceStatus&) = default;
};

/// A conversation in one of the sources.
struct ThreadRef {
    QByteArray source;
    QByteArray thread;
    friend bool operator==(const ThreadRef&, const ThreadRef&) = default;
};

enum class PartyRole : quint8 { Customer, Operator, Bot, System, Client, Freelancer, Admin, Arbitrator, Other };
/// "CLIENT", "FREELANCER", "ADMIN", "ARBITRATOR"; what nobody knows is Other.
PartyRole partyRoleOf(QStringView word);

struct DisputeParty {
    QByteArray id;  ///< empty: the system
    QString name;
    PartyRole role = PartyRole::Other;
    QString roleWord;                   ///< as it is written there
    std::optional<TimePoint> joinedAt;  ///< absent: not known
    std::optional<TimePoint> leftAt;
    bool hasReceipts = false;  ///< the source says of this party what has reached it
};

struct DisputeReceipt {
    QByteArray party;
    std::optional<TimePoint> deliveredAt;
    std::optional<TimePoint> readAt;
};

struct DisputeAttachment {
    QString name;
    QString mimeType;
    qint64 bytes = -1;  ///< -1: not known
    QString checksum;   ///< SHA-256; empty: not known
    QString url;
};

struct DisputeLine {
    QByteArray id;
    QByteArray party;
    PartyRole role = PartyRole::Other;
    QString name;
    QString body;    ///< empty where it was deleted: the original is asked for by itself, and that is recorded
    TimePoint at{};  ///< TimePoint{}: the source has no time of it; such lines stand before all others
    std::optional<TimePoint> editedAt;
    std::optional<TimePoint> deletedAt;
    bool hasOriginal = false;  ///< what was deleted is still kept
    std::vector<DisputeReceipt> receipts;
    std::vector<DisputeAttachment> attachments;
    std::optional<AnswerCard> card;  ///< where a bot's answer comes from
    std::optional<Delivery> delivery;
    bool isNote = false;    ///< no customer ever saw it
    bool isMasked = false;  ///< telephone, card or identity numbers in it are dots; they are revealed with a reason

    bool hasTime() const { return at != TimePoint{}; }
};

/// A place between two lines: strictly ordered by time, then id.
struct LineKey {
    TimePoint at{};
    QByteArray id;
};

/// The place behind a line and so many that followed it: a page back from there holds the line in its midst.
struct PlaceBehind {
    std::optional<LineKey> before;  ///< absent: the end of the thread
    bool hasLater = false;          ///< there are more behind it
};

struct DisputeThread {
    ThreadRef ref;
    QString title;
    std::vector<DisputeParty> parties;
    std::vector<DisputeLine> lines;  ///< oldest first
    std::optional<LineKey> earlier;  ///< there are lines before this one
    bool hasLater = false;           ///< there are lines behind the last one
    bool isRecorded = false;         ///< this look stands in the source's own access log
};

/// A case as the list shows it.
struct DisputeCase {
    ThreadRef ref;  ///< empty thread: there is no conversation with it
    QByteArray id;
    QString number;  ///< for people: "KN-0231", or the beginning of the id
    QString title;
    QString status;  ///< in the words of contracts/realtime-chat §9; others are possible
    TimePoint openedAt{};
    std::optional<TimePoint> deadline;
    double amount = 0;
    QString currency;  ///< empty: no amount
    QString parties;   ///< names, the claimant first
    bool isOpen = true;
    bool isHeld = false;
};
struct DisputeCasePage {
    std::vector<DisputeCase> cases;  ///< newest first
    std::optional<LineKey> earlier;
};

/// Filters that this shop's own history alone knows, as its own search has them (MessageQuery).
struct OwnFilters {
    SenderId person;              ///< who wrote it; empty: anybody
    std::optional<Speaker> role;  ///< absent: any
    std::optional<MessageQuery::Fact> fact;
    std::optional<QString> intent;  ///< empty: the AI named none
    QString model;
    ConversationId conversation = {};  ///< empty: all of them

    bool isEmpty() const
    {
        return person.isEmpty() && !role && !fact && !intent && model.isEmpty() && conversation.isEmpty();
    }
};

struct DisputeSearch {
    QString text;                   ///< empty: whatever was said in that time
    std::optional<TimePoint> from;  ///< with one of the two, a message without a time is not found
    std::optional<TimePoint> to;    ///< this moment itself is left out
    int limit = 50;
    QByteArray source = {};  ///< name of the only one that is asked; empty: all of them
    OwnFilters own = {};     ///< with one of them, other programs' sources are not asked
};
struct DisputeHit {
    ThreadRef ref;
    QByteArray line;
    TimePoint at{};
    QString who;  ///< empty: no name is known, and `role` says who it was
    QString body;
    QJsonObject note = {};  ///< of a line about what happened: SystemNote, for the screen to word
    PartyRole role = PartyRole::Other;
};
struct DisputeHits {
    std::vector<DisputeHit> hits;  ///< newest first
    qint64 found = 0;              ///< at least so many
    qint64 searched = 0;           ///< of so many messages, at least
    bool isWhole = true;           ///< false: not searched to its end
};

}  // namespace tongdai

Q_DECLARE_METATYPE(tongdai::SourceStatus)
