#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/conversation/long_wait.h"

#include <QHash>

#include <deque>
#include <vector>

namespace tongdai {

/// What somebody at the desk should hear of (workspace 3.9).
enum class AlertKind : quint8 {
    NewCustomer,   ///< waits for a person, and nobody has the conversation
    HandOver,      ///< the same, because the bot gave it up
    NobodyCame,    ///< promised a person, who did not come in time: whoever sits here is asked to
    StillWaiting,  ///< nobody has taken them for AlertWatch::kAgain
    Writes,        ///< waits for the bot, or for somebody who has the conversation
};

/// Why it sounded, or did not.
enum class AlertReason : quint8 {
    Sounded,
    SoundOff,      ///< turned off in the menu
    NoOutput,      ///< this computer has nothing to sound with
    SoundedJust,   ///< the sound of another one was still in the air
    BotAnswers,    ///< it is the bot's
    SomebodysOwn,  ///< `owner` has it
    MadeUp,        ///< of the sample shop, and has waited since before it was opened
};

/// One decision; the log keeps the last of them.
struct Alert {
    TimePoint at{};
    AlertKind kind = AlertKind::NewCustomer;
    AlertReason reason = AlertReason::Sounded;
    ConversationId conversation{};  ///< of StillWaiting: who waits longest
    QString customer{};
    QString text{};
    OperatorId owner{};
    TimePoint waitingSince{};
    int waiting = 0;  ///< of StillWaiting: how many
    friend bool operator==(const Alert&, const Alert&) = default;
};

/// What there is to sound with at this moment.
struct AlertMeans {
    bool isOn = true;
    bool hasOutput = true;
};

/// Decides when a waiting customer is heard: once when they begin to wait and nobody has them, and every kAgain until
/// nobody waits any more whom nobody has. Notes, and what the bot or a colleague has, stay silent; made-up customers
/// are not repeated. Keeps the last kLogged decisions with their reasons. Pure: rows and time come with each call.
class AlertWatch {
public:
    static constexpr std::chrono::seconds kAgain{30};
    static constexpr std::chrono::seconds kOneSound{2};  ///< so long a sound is in the air
    static constexpr size_t kLogged = 50;

    /// Who waits and whom nobody has, read afresh: at the start, or when everything may have changed. Who was not
    /// known yet is announced by the next remind(). `isWhole`: there are no others.
    void adopt(const std::vector<Conversation>& rows, bool isWhole);
    /// Rows that changed. What is to be announced now, in their order.
    std::vector<Alert> observe(const std::vector<Conversation>& rows, AlertMeans means, TimePoint now);
    /// To whom nobody came: each wait is announced once to whoever is asked to go there.
    std::vector<Alert> observeNobodyCame(const std::vector<LongWait>& waits, bool isAsked, AlertMeans means,
                                         TimePoint now);
    /// Out of the sight of whoever sits here (features I2): silent from now on, and told anew when they come back.
    void forget(const std::vector<ConversationId>& ids);
    /// To be called every second: the reminder, when one is due.
    std::optional<Alert> remind(AlertMeans means, TimePoint now);
    /// Who stopped waiting, was taken or left the sight, since this was last asked.
    std::vector<ConversationId> takeEnded();

    /// Newest first.
    const std::deque<Alert>& log() const { return m_log; }
    /// How many decisions there were, those included that have left the log.
    int decided() const { return m_decided; }

private:
    struct Known {
        bool isBots = false;
        bool waits = false;    ///< for a person, and nobody has it
        bool isOwned = false;  ///< waits for `assignee`
        bool isSample = false;
        TimePoint since{};
        QString customer;
        QString text;
    };
    static Known stateOf(const Conversation& row);
    std::optional<Alert> judge(const Conversation& row, const Known* before, AlertMeans means, TimePoint now);
    AlertReason soundNow(AlertMeans means, TimePoint now);
    void keep(const Conversation& row, const Known& state);
    void write(const Alert& alert);

    QHash<ConversationId, Known> m_known;
    QHash<ConversationId, TimePoint> m_nobodyCame;  ///< announced, with the wait
    std::vector<ConversationId> m_ended;
    std::deque<Alert> m_log;
    int m_decided = 0;
    TimePoint m_lastCall{};  ///< when a customer was announced last, heard or not
    TimePoint m_lastSound{};
    bool m_isDue = false;
};

}  // namespace tongdai
