#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/statistics/stats_sum.h"

#include <QStringList>

namespace tongdai {

/// What StatsReport counts, of one conversation alone: a row of the detail export (features H11). Counts of all rows of
/// a range are those of its report (features H6), which goes on counting what was erased or went with retention since;
/// times are exact, in seconds, and of what began in the range.
struct ConversationFigures {
    ConversationId conversation;
    QString customer;  ///< as people call them
    SenderId customerId;
    QString channel;
    TimePoint openedAt{};
    ConversationStatus status = ConversationStatus::Active;  ///< now; so are these four
    BotMode mode = BotMode::Bot;
    QString assignee;
    std::optional<TimePoint> waitingSince;  ///< for a person
    QStringList tags;
    std::optional<TimePoint> closedAt;  ///< the last time in the range

    std::optional<TimePoint> firstLineAt;  ///< the customer's first in the range
    QString firstLine;
    std::optional<TimePoint> lastLineAt;  ///< of anybody in the range
    std::optional<Speaker> lastSpeaker;
    QString lastLine;
    qint64 in = 0;
    qint64 bot = 0;
    qint64 people = 0;
    QStringList answeredBy;  ///< people who replied, by name, most replies first

    qint64 botWaits = 0;  ///< waits that the bot ended
    qint64 peopleWaits = 0;
    std::optional<double> botFirst;         ///< of the first wait that the bot ended
    std::optional<double> peopleFirst;      ///< of the first that a person ended
    std::optional<double> peopleFirstWork;  ///< the same in working time alone
    std::optional<double> longestWait;      ///< whoever ended it

    qint64 resolvedByBot = 0;  ///< concerns that were closed (StatsReport::Resolutions)
    qint64 resolvedByPeople = 0;
    std::optional<double> resolution;      ///< of the last of them
    std::optional<double> resolutionWork;  ///< the same in working time alone

    qint64 takeovers = 0;
    qint64 handOvers = 0;
    QString handOverReason;  ///< of the last one
    QStringList intents;     ///< most turns first; the AI may have named none
    qint64 aiCalls = 0;
    qint64 aiFailures = 0;
    qint64 aiRepeated = 0;
    qint64 actions = 0;  ///< that answers asked for
    qint64 actionsFailed = 0;
    qint64 undelivered = 0;
    qint64 unknown = 0;

    /// Nothing of it is in the range.
    bool isEmpty() const;
};

/// What was counted of one conversation.
void takeCounts(const StatsSum& sum, ConversationFigures& figures);
/// Telephone, card and identity numbers in it become dots, in ids as well.
void maskNumbers(ConversationFigures& figures);

/// A page of conversations, in the order of their ids.
struct ConversationFiguresQuery {
    StatsQuery range;
    WorkingRules working;
    QUuid after = {};  ///< where the page before ended; null: the first page
    int limit = 200;   ///< conversations that are looked at
};
struct ConversationFiguresPage {
    std::vector<ConversationFigures> rows;  ///< of those that have something in the range
    QUuid after;
    qint64 looked = 0;  ///< conversations
    qint64 total = 0;   ///< there are so many; of the first page alone
    bool isLast = false;
};

}  // namespace tongdai
