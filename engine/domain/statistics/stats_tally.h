#pragma once

#include "engine/domain/conversation/turn.h"
#include "engine/domain/statistics/stats_sum.h"

#include <QHash>
#include <QUuid>

#include <map>
#include <optional>
#include <utility>

namespace tongdai {

/// A line of a thread as far as it is counted.
struct StatsLine {
    QUuid conversation;
    /// Closed ends a wait that nobody has answered, and no answer is counted. Closed and Reopened say how long a
    /// concern took (Contact), which is counted there.
    enum class Kind : quint8 { Customer, Bot, Person, TakeOver, HandOver, Closed, Reopened } kind = Kind::Customer;
    TimePoint said{};
    bool isSynced = false;  ///< said elsewhere and brought in later: nobody waited here, or answered here
    SenderId who = {};      ///< of Person and TakeOver
    QString name = {};
    std::optional<QString> intent = {};  ///< of TakeOver: what the bot's newest answer was about (SystemNote)
    /// Of Person: other words in place of an older answer. It is written, and ends no wait: who has written since goes
    /// on waiting (guarantees 2.6).
    bool answersOlder = false;
    bool isAnswer() const { return !isSynced && !answersOlder && (kind == Kind::Bot || kind == Kind::Person); }
};

/// A run of the AI as far as it is counted.
struct StatsTurn {
    TurnOutcome outcome = TurnOutcome::Answered;
    QString intent;
    std::optional<double> confidence;
    QString model;
    double milliseconds = 0;
    int tries = 1;
    TimePoint at{};
    bool proposedNothing = false;  ///< of Failed: the AI answered whoever asked for a proposal, and had none
};

/// An action that an answer asked for, as far as it is counted: how far it is by now.
struct StatsAction {
    QString type;
    bool isDone = false;
    bool hasFailed = false;
    int retries = 0;
    TimePoint at{};  ///< when its answer was written
};

/// A customer's concern that was closed after somebody had answered.
struct StatsResolution {
    TimePoint came{};
    TimePoint closed{};
    bool byPerson = false;  ///< one had written to the customer since they came
    friend bool operator==(const StatsResolution&, const StatsResolution&) = default;
};

/// Counts lines, turns and actions, each hour apart. Lines of one conversation come in their order; those of different
/// ones in any. A wait is counted in the hour in which it began, whatever ended it when. Memory grows with hours,
/// conversations, people and intents, not with lines. Any thread, one at a time.
class StatsTally {
public:
    /// Counts what was said within the query's time.
    explicit StatsTally(const StatsQuery& query, const WorkingRules& working = {});
    /// Counts everything, in pieces of an hour.
    explicit StatsTally(const WorkingRules& working = {});

    /// Whether something of this conversation was seen: if not, recall() its earlier lines first, so that it is known
    /// who was waiting.
    bool knows(const QUuid& conversation) const { return m_waiting.contains(conversation); }
    /// Of a conversation that has no earlier lines.
    void meet(const QUuid& conversation) { m_waiting[conversation]; }
    /// An earlier line: it tells who waits, and is not counted.
    void recall(const StatsLine& line);
    /// Since when this customer waits for an answer, as far as lines were added or recalled.
    std::optional<TimePoint> waitsSince(const QUuid& conversation) const { return m_waiting.value(conversation).since; }
    void add(const StatsLine& line);
    void add(const StatsTurn& turn);
    void add(const StatsAction& action);
    /// In the hour in which it was closed.
    void add(const StatsResolution& resolution);

    /// By the beginning of their hours.
    const std::map<TimePoint, StatsSum>& hours() const { return m_hours; }
    /// These, and goes on without them; who waits stays known.
    std::map<TimePoint, StatsSum> takeHours() { return std::exchange(m_hours, {}); }
    StatsSum total() const;
    const WorkingRules& working() const { return m_working.rules(); }
    /// Everything but what is true now: waiting, outbox.
    StatsReport report() const;

private:
    struct Waiting {
        std::optional<TimePoint> since;   ///< of the first line nobody has answered
        std::optional<TimePoint> first;   ///< the same without what was passed on: of the first since the last answer
        std::optional<TimePoint> before;  ///< `first` when the bot answered last
        std::optional<TimePoint> said;    ///< the newest line of anybody
        bool isAnswered = false;          ///< since the customer came
        // Whether nobody had answered when these began.
        bool sinceIsFirst = false;
        bool firstIsFirst = false;
        bool beforeIsFirst = false;
    };
    struct Wait {
        TimePoint since;
        bool isFirst;
    };
    static void hear(Waiting& waiting, const StatsLine& line);
    static std::optional<Wait> answered(Waiting& waiting, const StatsLine& line);
    bool isAsked(TimePoint time) const { return !m_isBounded || (time >= m_query.from && time < m_query.to); }
    StatsSum& hourOf(TimePoint time);
    StatsSum::Piece& pieceOf(TimePoint time);
    StatsSum::Person& personOf(StatsSum& hour, const StatsLine& line);
    std::optional<Wait> follow(const StatsLine& line);
    void countWait(const StatsLine& line, const Wait& wait);

    StatsQuery m_query;
    bool m_isBounded = true;
    std::chrono::minutes m_piece{60};
    std::map<TimePoint, StatsSum> m_hours;
    QHash<QUuid, Waiting> m_waiting;
    WorkingHours m_working;
};

/// The hour since 1970 that holds a time: hours of all zones but a few begin with these.
TimePoint hourBegin(TimePoint time);

}  // namespace tongdai
