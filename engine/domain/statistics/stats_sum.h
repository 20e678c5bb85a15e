#pragma once

#include "engine/domain/statistics/quantile_sketch.h"
#include "engine/domain/statistics/stats_report.h"

#include <QHash>
#include <QSet>

#include <map>
#include <optional>

namespace tongdai {

/// What was counted in some piece of time. Sums of parts put together are the sum of the whole, and one can be written
/// down: so hours are counted once, kept by the store, and added up again when somebody asks for a year. Times in
/// sketches are seconds. Plain value, any thread.
struct StatsSum {
    struct Piece {
        qint64 in = 0;
        qint64 bot = 0;
        qint64 people = 0;
        friend bool operator==(const Piece&, const Piece&) = default;
    };
    struct Person {
        QString name;
        qint64 replies = 0;
        qint64 takeovers = 0;
        QSet<quint64> conversations;  ///< those replied in, by half of their random ids
        QuantileSketch firstReply;
        friend bool operator==(const Person&, const Person&) = default;
    };
    struct Intent {
        qint64 turns = 0;
        qint64 handedOver = 0;
        qint64 takenOver = 0;   ///< by people, whose newest answer of the bot had it
        double confidence = 0;  ///< sum over `confident`
        qint64 confident = 0;
        friend bool operator==(const Intent&, const Intent&) = default;
    };
    struct Actions {
        qint64 asked = 0;
        qint64 done = 0;
        qint64 failed = 0;
        qint64 notAtOnce = 0;
        qint64 triesInVain = 0;
        friend bool operator==(const Actions&, const Actions&) = default;
    };
    struct Model {
        qint64 calls = 0;
        qint64 failed = 0;
        QuantileSketch time;
        friend bool operator==(const Model&, const Model&) = default;
    };

    std::map<TimePoint, Piece> pieces;  ///< by their beginning; of an hour, or less while nothing is kept of it
    qint64 takeovers = 0;
    qint64 handOvers = 0;
    qint64 aiCalls = 0;
    qint64 aiFailures = 0;
    qint64 aiRepeated = 0;
    /// Of waits that the bot or a person ended; `first`: nobody had answered yet since the customer came.
    struct Waits {
        QuantileSketch first;
        QuantileSketch next;
        QuantileSketch all() const;
        QuantileSketch& of(bool isFirst) { return isFirst ? first : next; }
        void merge(const Waits& other);
        friend bool operator==(const Waits&, const Waits&) = default;
    };
    Waits botWaits;
    Waits peopleWaits;
    Waits workWaits;  ///< of people, in working time alone
    /// From when customers came until their conversations were closed (StatsReport::Resolutions).
    struct Resolutions {
        QuantileSketch bot;
        QuantileSketch people;
        QuantileSketch work;
        void merge(const Resolutions& other);
        friend bool operator==(const Resolutions&, const Resolutions&) = default;
    };
    Resolutions resolutions;
    QHash<SenderId, Person> people;
    QHash<QString, Intent> intents;
    QHash<QString, Model> models;
    QHash<QString, Actions> actions;  ///< by the name of their type

    /// Names beyond kMostNames are counted without one: an AI may make up an intent a message.
    Intent& intent(const QString& name);
    Model& model(const QString& name);
    Actions& action(const QString& name);
    /// `other` is later: of a person's two names its one is kept.
    void merge(const StatsSum& other);

    QByteArray toBytes() const;
    /// Nothing: these were not written by toBytes(), or by a newer program.
    static std::optional<StatsSum> fromBytes(QByteArrayView bytes);

    friend bool operator==(const StatsSum&, const StatsSum&) = default;

    static constexpr qsizetype kMostNames = 5000;
};

StatsTimes timesOf(const QuantileSketch& seconds);

/// The query with its end where the last whole piece of time ends (TimeBuckets).
StatsQuery cutToBuckets(const StatsQuery& query);

/// Everything but what is true now: waiting, outbox. `query` is cut already.
StatsReport reportOf(const StatsQuery& query, const StatsSum& sum);

}  // namespace tongdai
