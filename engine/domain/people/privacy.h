#pragma once

#include "engine/domain/conversation/message.h"

#include <QStringList>
#include <QUuid>

#include <optional>
#include <vector>

namespace tongdai {

enum class HoldKind : quint8 { Person = 0, Conversation = 1 };

/// Freezes what is kept about a person or a conversation against erasure and retention (features F10).
struct LegalHold {
    QUuid id;
    HoldKind kind = HoldKind::Person;
    QByteArray subject;  ///< sender id or conversation id
    QString reason;
    QString placedBy;
    TimePoint placedAt{};
};

/// What was found, removed or made anonymous in one place.
struct ErasedPlace {
    QString place;  ///< "messages", "drafts", "redis: chat_history", …
    qint64 removed = 0;
    qint64 anonymised = 0;
};

/// By when whoever asks to be erased is answered, and erased: as the law has it (Decree 356/2025), unless the shop's
/// settings say otherwise.
struct ErasureTerms {
    int answerWorkingDays = 2;
    int erasureDays = 20;
    friend bool operator==(const ErasureTerms&, const ErasureTerms&) = default;
};
/// Somebody asked to be erased; by when what is due says erasure_clock.h (features F12).
struct ErasureRequest {
    TimePoint askedAt{};
    std::optional<TimePoint> answeredAt = {};  ///< they were told that it is under way
    std::optional<TimePoint> erasedAt = {};
    ErasureTerms terms = {};  ///< the shop's, as they are now
};
/// A request of somebody who is not erased yet.
struct OpenErasure {
    SenderId customer;
    QString name;  ///< as their newest conversation has it; empty: not known
    ErasureRequest request;
};
/// What is written down about such a request.
struct ErasureNote {
    std::optional<TimePoint> askedAt = {};  ///< nothing: now
    bool isAnswered = false;
    std::optional<TimePoint> answeredAt = {};  ///< of isAnswered; nothing: now
};

/// What an erasure leaves where it is.
struct LeftPlace {
    enum class Why : quint8 {
        Kept,       ///< has to be kept, and names nobody
        NotReached  ///< lies with others, or in files: somebody has to ask for it, or do it by hand
    };
    QString place;  ///< "audit", "backups", …
    Why why = Why::Kept;
    qint64 count = -1;  ///< so much of it is about them; -1: not counted
};
/// What no erasure reaches.
std::vector<LeftPlace> placesNotReached();

/// What a person's erasure did, or would do.
struct ErasureReport {
    QUuid id;                      ///< null: nothing was done
    std::vector<LegalHold> holds;  ///< not empty: refused
    std::vector<ErasedPlace> places;
    bool livePending = false;  ///< Redis could not be asked yet; it is tried again until it answers
    /// The one that was written down, if any was: open, or ended by this erasure.
    std::optional<ErasureRequest> request = {};
    std::vector<LeftPlace> left = {};
};

/// What live state has to forget. Empty user: the conversations only.
struct LiveTraces {
    SenderId user;
    bool isWholePerson = false;  ///< false: the user has other conversations left
    std::vector<ConversationId> conversations;
    /// Of others, in which the person wrote: copies of them are made anew from the store.
    std::vector<ConversationId> touched = {};
};
struct PendingErasure {
    QUuid id;
    LiveTraces traces;
};

/// Days each kind of data is kept; 0: for ever (features I7).
struct RetentionPolicy {
    int conversations = 0;  ///< whole finished ones, since their last activity
    int turns = 0;          ///< what the bot understood and which steps it took; the answer stays
    int outbox = 0;         ///< settled deliveries
    int events = 0;
    int drafts = 0;

    bool isEmpty() const { return conversations + turns + outbox + events + drafts == 0; }
};
struct RetentionCount {
    QString kind;
    qint64 removed = 0;  ///< or would be
    qint64 held = 0;     ///< old enough, kept by a hold
};

/// Who stands in the audit log for a program that acts by itself, or for a token that names nobody: "engine", "admin",
/// "start", "desk", "retention". Begins with a space, which no id does (checkId()), so that nobody who signs in under
/// such a name shares it.
inline QByteArray programActor(QByteArrayView name)
{
    return ' ' + name.toByteArray();
}

struct AuditEntry {
    QByteArray actor;  ///< ids are kept as pseudonyms only
    QString action;
    QByteArray object;
    QJsonObject detail;  ///< no ids and no contents
};
struct AuditLine {
    qint64 n = 0;
    TimePoint at{};
    QByteArray actor;  ///< pseudonym
    QString action;
    QByteArray object;
    QJsonObject detail;
};
/// Where the chain ends, and how far the store's count of events is: what is kept outside of it (guarantees 2.15).
struct AuditHead {
    qint64 n = 0;
    QByteArray hash;
    qint64 events = 0;
    friend bool operator==(const AuditHead&, const AuditHead&) = default;
};
struct AuditLook {
    AuditHead head;
    QByteArray hashThen;  ///< of the entry that was asked for; empty: it is not there
};
struct AuditVerdict {
    qint64 entries = 0;
    std::optional<qint64> firstBad;  ///< removed, altered, or out of order from here on
};

}  // namespace tongdai
