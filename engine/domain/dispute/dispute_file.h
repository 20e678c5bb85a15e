#pragma once

#include "engine/domain/dispute/dispute.h"

namespace tongdai {

/// Whose fault it was, as two people of the shop see it.
enum class DisputeVerdict : quint8 { NotGiven, Shop, Customer, Shared, Nobody };
/// "SHOP", "CUSTOMER", "SHARED", "NONE", and an empty text.
QLatin1StringView verdictWord(DisputeVerdict verdict);
DisputeVerdict verdictOf(QStringView word);

struct CaseNote {
    QByteArray author;
    QString name;
    QString body;
    TimePoint at{};
};

struct CaseVerdict {
    DisputeVerdict verdict = DisputeVerdict::NotGiven;
    QString reasoning;
    QByteArray proposedBy;
    QString proposedName;
    std::optional<TimePoint> proposedAt;
    QByteArray approvedBy;
    QString approvedName;
    std::optional<TimePoint> decidedAt;  ///< absent: it waits for a second person
};

/// A case of this shop, whole.
struct CaseFile {
    DisputeCase shown;
    QByteArray message;  ///< it was opened from; empty: from none
    QString openedName;
    CaseVerdict verdict;
    std::vector<CaseNote> notes;  ///< oldest first
};

struct CaseDraft {
    ConversationId conversation;
    MessageId message;
    QString title;
    TimePoint deadline{};
};

/// Who acts.
struct CaseActor {
    OperatorId id;
    QString name;
};

enum class CaseAct : quint8 {
    Done,
    NotFound,
    NotOpen,    ///< it was decided or closed before
    SamePerson  ///< the second opinion must be somebody else's
};

}  // namespace tongdai
