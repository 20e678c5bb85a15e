#pragma once

#include "engine/domain/conversation/system_note.h"
#include "engine/domain/ports/clock.h"
#include "engine/history/sql_history.h"
#include "engine/history/store/sql_session.h"

#include <QTemporaryDir>
#include <QUuid>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace tongdai::testing {

/// Stands still.
class ScriptClock final : public ports::Clock {
public:
    TimePoint now() const override { return at; }
    std::chrono::nanoseconds elapsed() const override { return at.time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
    TimePoint at{};
};

/// When the script begins and how long it goes on, in seconds since 1970, UTC; reckoned without the program's calendar.
inline constexpr qint64 kWeekHours = 9 * 24;           // events from a day before the week until a day after it
inline constexpr qint64 kScriptBegin = 1'760'832'000;  // Sunday, 19 October 2025, 00:00 UTC
inline constexpr qint64 kSummerEnds = 1'761'440'400;   // Sunday, 26 October 2025, 01:00 UTC, in Berlin
/// Conversations that a person has taken over and that wait for that person since Wednesday.
inline constexpr qint64 kStillWaiting = 2;

/// What happens in a cycle, so many seconds after it began.
struct ScriptStep {
    int after;
    int speaker;
    std::optional<SystemEvent> event = {};
};

/// Where the week is asked about.
struct ScriptZone {
    QByteArray name;
    qint64 weekBegin;  ///< Monday, 20 October 2025, 00:00 there
    qint64 weekEnd;    ///< Sunday 23:59 there
    /// Of its clock before UTC.
    qint64 offset(qint64 second) const
    {
        if (name == "Asia/Ho_Chi_Minh") return 7 * 3600;
        return second < kSummerEnds ? 2 * 3600 : 3600;
    }
};

/// Counted by plain arithmetic over the script, which never looks at the store.
struct ScriptFigures {
    qint64 in = 0, bot = 0, people = 0, takeovers = 0, handOvers = 0, turns = 0, failures = 0, botWaits = 0,
           peopleWaits = 0;
    std::map<qint64, std::array<qint64, 3>> hours;
    std::array<std::array<qint64, 24>, 7> heat{};
    qint64 botFirst = 0;       ///< of botWaits: nobody had answered since the customer came
    qint64 takenByIntent = 0;  ///< takeovers from a bot whose newest answer named an intent
    qint64 actions = 0, actionsDone = 0, actionsFailed = 0, actionsRetried = 0, triesInVain = 0;
    std::vector<double> botSettled, peopleSettled;  ///< seconds from when customers came until it was closed
    std::map<QString, qint64> replies;
    std::map<QString, std::set<int>> rooms;  ///< those replied in
    std::map<QString, qint64> taken;
};

/// The week in a store of its own: 200,000 events with TONGDAI_LONG_TESTS, some thousands otherwise, from seeds that
/// stay the same. `expected` says what every figure of them is.
class ScriptedWeek {
public:
    /// Into an empty store; its writer, besides, for plain SQL. @throws StoreError
    void open();
    void close();
    void rollUp();

    ScriptFigures expected(const ScriptZone& zone) const;
    /// Seconds that customers have waited by now, all together.
    double debt() const;

    QTemporaryDir dir;
    ScriptClock clock;
    std::unique_ptr<SqlHistory> history;
    std::unique_ptr<SqlSession> raw;

private:
    struct Event {
        int room;
        qint64 said;
        qint64 stored;
        ScriptStep step;
        QString who;
        QUuid id = {};
    };
    static void settle(ScriptFigures& wanted, const Event& event);
    void script();
    void plant();
    void deliverTwice();
    void failToSend();
    std::vector<SqlParams> actionsOf(const std::map<int, QUuid>& rooms) const;

    std::vector<Event> m_events;
    qint64 m_twice = 0;  ///< messages that were delivered again, all of them within both weeks
};

}  // namespace tongdai::testing
