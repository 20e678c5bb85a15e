#pragma once

#include "engine/domain/conversation/message.h"

#include <QJsonObject>
#include <QStringList>

/// What an administrator of the other chat asks about its disputes by REST (contracts/realtime-chat §8). Plain values,
/// any thread. Objects are as the contract writes them (contract/json/dispute_fields.h).
namespace tongdai {

struct DisputeAdminQuery {
    int page = 1;
    int limit = 20;
    QStringList statuses;  ///< none: all
    std::optional<bool> needsAdmin;
    QString contractId;
    QString clientId;
    QString freelancerId;
    QString search;  ///< in titles; or the whole id
    std::optional<TimePoint> from;
    std::optional<TimePoint> to;
    TimePoint now{};
};

struct DisputeAdminPage {
    qint64 total = 0;
    std::vector<QJsonObject> items;
};

/// Why something is not done; in the order in which it is looked at.
enum class DisputeRefusal : quint8 {
    None,
    NotFound,
    NotInMediation,
    JoinedBefore,
    NoThread,
    NotEligible,     ///< for a package: another state, or fewer than two proposals were rejected
    NotOurs,         ///< the database is only read here
    NoAccessRecord,  ///< the look could not be written down there
    TooLong          ///< more messages than a package holds; part of a conversation is no evidence
};

struct DisputeJoin {
    QString dispute;
    QString admin;   ///< id of the user there
    QString reason;  ///< may be empty; at most 255 letters are kept
    TimePoint at{};
};

struct DisputeOutcome {
    DisputeRefusal refusal = DisputeRefusal::None;
    QJsonObject answer;  ///< where nothing refuses
    QString thread;      ///< that was joined or looked at
};

}  // namespace tongdai
