#pragma once

#include "engine/domain/quantile_sketch.h"
#include "engine/domain/stats_report.h"
#include "engine/domain/turn.h"

#include <QHash>
#include <QSet>
#include <QUuid>

#include <optional>

namespace tongdai {

/// A line of a thread as far as it is counted.
struct StatsLine {
    QUuid conversation;
    enum class Kind : quint8 { Customer, Bot, Person, TakeOver, HandOver } kind = Kind::Customer;
    TimePoint said{};
    bool isSynced = false;  ///< said elsewhere and brought in later: how long anybody waited is not known
    SenderId who = {};      ///< of Person and TakeOver
    QString name = {};
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
};

/// Counts lines and turns of a range into a report. Lines of one conversation come in their order; those of different
/// ones in any. Memory grows with conversations, people and intents, not with lines. Any thread, one at a time.
class StatsTally {
public:
    explicit StatsTally(const StatsQuery& query);

    /// Lines from before the range tell who was waiting when it began: a day of them is enough for most.
    static constexpr std::chrono::hours kLookBack{24};

    void add(const StatsLine& line);
    void add(const StatsTurn& turn);
    /// Everything but what is true now: waiting, outbox.
    StatsReport report() const;

private:
    struct Waiting {
        std::optional<TimePoint> since;   ///< of the first line nobody has answered
        std::optional<TimePoint> before;  ///< what the bot answered last had waited since then
    };
    struct Person {
        QString name;
        qint64 replies = 0;
        qint64 takeovers = 0;
        QSet<QUuid> conversations;
        QuantileSketch firstReply;
    };
    struct Intent {
        qint64 turns = 0;
        qint64 handedOver = 0;
        double confidence = 0;
        qint64 confident = 0;
    };
    struct Model {
        qint64 calls = 0;
        qint64 failed = 0;
        QuantileSketch time;
    };

    bool isAsked(TimePoint time) const { return time >= m_report.query.from && time < m_report.query.to; }
    Person& person(const StatsLine& line);
    void countCustomer(const StatsLine& line);
    void countPerson(const StatsLine& line);
    std::optional<double> endWait(const StatsLine& line);

    StatsReport m_report;
    TimeBuckets m_buckets;
    TimeBuckets m_hours;
    QHash<QUuid, Waiting> m_waiting;
    QHash<SenderId, Person> m_people;
    QHash<QString, Intent> m_intents;
    QHash<QString, Model> m_models;
    QuantileSketch m_botFirst;
    QuantileSketch m_peopleFirst;
};

}  // namespace tongdai
