#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/shop/working_hours.h"
#include "engine/domain/statistics/time_buckets.h"

#include <QMetaType>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace tongdai {

/// What is asked: which time, in pieces of which size, by whose days. At most TimeBuckets::kMostDays (kMostDaysByDay).
struct StatsQuery {
    TimePoint from{};
    TimePoint to{};
    TimeBuckets::Size size = TimeBuckets::Size::Hour;
    QByteArray zone;      ///< its IANA name, e.g. "Asia/Ho_Chi_Minh"
    bool sample = false;  ///< of the sample shop alone; otherwise of everything but it
};

/// How long something took, in seconds; each within QuantileSketch::kRelativeError.
struct StatsTimes {
    qint64 count = 0;
    double p50 = 0;
    double p90 = 0;
    double p95 = 0;
    double p99 = 0;
};

struct StatsPoint {
    TimePoint start{};
    qint64 in = 0;
    qint64 bot = 0;
    qint64 people = 0;
};

struct StatsIntent {
    QString name;  ///< empty: the AI named none
    qint64 turns = 0;
    qint64 handedOver = 0;
    qint64 takenOver =
        0;  ///< conversations that a person took over from the bot after such a turn, without being asked
    double confidence = 0;  ///< mean, 0 … 1
    /// Taken over, of its turns; nothing: there was none in the range.
    std::optional<double> takeoverRate() const
    {
        return turns > 0 ? std::optional(double(takenOver) / double(turns)) : std::nullopt;
    }
};

/// Of one intent: how often the bot proposed an answer to people, and how near to it was what they sent (features C11).
struct StatsProposal {
    QString name;           ///< of the intent; empty: the AI named none
    qint64 proposed = 0;    ///< in the range
    qint64 answered = 0;    ///< of them, those a person answered after, before the customer wrote again
    qint64 unchanged = 0;   ///< of those, sent word for word
    double changed = 0;     ///< mean of the letters changed, of those answered
    double similarity = 0;  ///< mean share of the letters kept, 0 … 1, of those answered
    friend bool operator==(const StatsProposal&, const StatsProposal&) = default;
};

/// Actions of one type that answers asked for (contracts/handle-message §2), and what became of them. Those that are
/// neither done nor failed wait, are on their way, or were withdrawn.
struct StatsActions {
    QString name;  ///< as the contract has it: "send_message"
    qint64 asked = 0;
    qint64 done = 0;
    qint64 failed = 0;       ///< given up, or nobody can tell whether they arrived
    qint64 notAtOnce = 0;    ///< of those asked for, the ones that one try was not enough for
    qint64 triesInVain = 0;  ///< tries that came to nothing, all together
    friend bool operator==(const StatsActions&, const StatsActions&) = default;
};

struct StatsModel {
    QString name;  ///< empty: it did not say
    qint64 calls = 0;
    qint64 failed = 0;
    StatsTimes time;
};

struct StatsOperator {
    SenderId id;
    QString name;
    qint64 replies = 0;
    qint64 conversations = 0;  ///< those replied in
    qint64 takeovers = 0;      ///< from the bot
    StatsTimes firstReply;
};

/// The one truth behind tile, chart, table, export and REST number (features H6): whoever shows a figure reads it here.
///
/// Excluded: the sample shop (or everything else), notes, answers that were not given. A line counts at the time it was
/// received; one that the history API brought in, at the time it was said.
struct StatsReport {
    StatsQuery query;
    TimePoint at{};          ///< when it was counted
    bool isPartial = false;  ///< there is more than kMostLines; the oldest were counted

    qint64 in = 0;      ///< what customers wrote
    qint64 bot = 0;     ///< answers of the bot that were given
    qint64 people = 0;  ///< replies of people, on the desk or in the platform's own window
    qint64 takeovers = 0;
    qint64 handOvers = 0;  ///< the bot asked for a person, or the AI failed

    // Now, whatever time is asked.
    qint64 waiting = 0;  ///< conversations whose customers wait for a person
    std::optional<TimePoint> oldestWait;
    double answerDebt = 0;        ///< seconds of waiting, all together (features 2.17)
    double answerDebtBefore = 0;  ///< what it was kDebtSlopeOver before
    /// By how many seconds of waiting the debt grew in the last hour; negative: it shrank.
    double answerDebtSlope() const { return answerDebt - answerDebtBefore; }

    /// From a customer's first unanswered line to the bot's next answer or a person's next reply. Counted where the
    /// waiting began.
    StatsTimes botFirst;
    StatsTimes peopleFirst;
    StatsTimes peopleWork;  ///< the waits that people ended, in working time alone
    /// The same waits apart: whether it was the first answer since the customer came (kNewContact), or a later one.
    struct Responses {
        StatsTimes botFirst, botNext;
        StatsTimes peopleFirst, peopleNext;
        StatsTimes workFirst, workNext;  ///< of people, in working time alone
    };
    Responses responses;
    WorkingRules working;  ///< by which working time was counted

    /// Of conversations that were closed in the range: from the customer's first line since they came (kNewContact)
    /// until it was closed. `bot`: no person had written to the customer since they came. Those that nobody had
    /// answered are left out.
    struct Resolutions {
        StatsTimes bot, people;
        StatsTimes work;  ///< of people, in working time alone
    };
    Resolutions resolutions;

    qint64 aiCalls = 0;
    qint64 aiFailures = 0;   ///< turns that ended without an answer
    qint64 aiRepeated = 0;   ///< tries beyond the first
    qint64 undelivered = 0;  ///< given up, not dropped by anybody
    qint64 unknown = 0;      ///< nobody can tell whether they arrived

    std::vector<StatsPoint> points;                ///< one for each piece of time
    std::array<std::array<qint64, 24>, 7> heat{};  ///< messages in, by weekday (0 Monday) and hour
    std::vector<StatsIntent> intents;              ///< most frequent first, at most kMostRows; so are the others
    std::vector<StatsProposal> proposals;
    std::vector<StatsModel> models;
    std::vector<StatsActions> actions;
    std::vector<StatsOperator> operators;

    bool isEmpty() const { return in == 0 && bot == 0 && people == 0; }

    /// Who writes after so long a silence comes anew.
    static constexpr std::chrono::hours kNewContact{24};
    static constexpr std::chrono::hours kDebtSlopeOver{1};
    static constexpr qint64 kMostLines = 1'000'000;
    static constexpr size_t kMostRows = 50;
};

}  // namespace tongdai

Q_DECLARE_METATYPE(tongdai::StatsReport)
