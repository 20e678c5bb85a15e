#pragma once

#include "engine/domain/conversation/conversation.h"

#include <optional>

/// Until when a platform takes an answer to a customer of one of the shop's pages (features B9, contracts/pancake §4).
namespace tongdai {

/// What a platform allows, counted from the customer's last message.
struct ReplyRule {
    QLatin1StringView platform;  ///< "facebook", as pages are set up with it
    std::chrono::hours anybody;  ///< so long the bot and people may answer
    std::chrono::hours people;   ///< so long people may; `anybody`, where there is no second window
    int replies = 0;             ///< so many messages are taken within `counted`; 0: they are not counted
    std::chrono::hours counted{};
};
/// Null: nothing is known of a limit there. Valid for good.
const ReplyRule* replyRule(const QString& platform);

/// How things stand at some moment.
struct ReplyWindow {
    enum class State : quint8 {
        Open,        ///< whoever answers
        PeopleOnly,  ///< the platform's human-agent window
        Closed,      ///< until the customer writes again
    };
    State state = State::Open;
    std::chrono::milliseconds left{};  ///< of this state; nothing of Closed
    /// Of ReplyRule::replies, while they are counted; nothing where the customer's newest line was not looked at.
    std::optional<int> repliesLeft{};

    bool isClosed() const { return state == State::Closed; }
    /// There is little time or nothing left of it.
    bool isShort() const { return left < kShort || repliesLeft == 0; }

    static constexpr std::chrono::hours kShort{1};
};

/// What the window of one conversation hangs on: its platform, the customer's newest line by the platform's clock, and
/// what was said to them since. Plain value, any thread.
class ReplyTerms {
public:
    /// Nothing is limited.
    ReplyTerms() = default;
    /// Limited where it lives in the inbox of a page whose platform has a rule; comments are answered at any time.
    explicit ReplyTerms(const Conversation& conversation);

    /// Null: nothing is limited, and lines need not be looked at.
    const ReplyRule* rule() const { return m_rule; }
    /// Lines of the thread, the newest first; what the conversation's row says may be older than one of them.
    void lookAt(const StoredMessage& line);
    /// Nothing: there is no limit, or the customer has not written yet. A customer's clock that runs ahead counts as
    /// now.
    std::optional<ReplyWindow> at(TimePoint now) const;

private:
    const ReplyRule* m_rule = nullptr;
    TimePoint m_row{};    ///< the customer's newest line as the row has it
    TimePoint m_line{};   ///< the same of the lines that were looked at
    int m_saidSince = 0;  ///< of them, what was said to the customer behind m_line
    int m_saidSoFar = 0;
};

}  // namespace tongdai
