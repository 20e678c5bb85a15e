#pragma once

#include "engine/domain/dispute/dispute.h"

namespace tongdai {

/// What one party knew of one message at an instant. The order is that of growing knowledge.
enum class Knew : quint8 {
    NotSaid,   ///< the message had not been sent
    Absent,    ///< the party did not take part then
    Unknown,   ///< the source does not say
    Nothing,   ///< it had not reached the party
    Received,  ///< and, as far as the source knows, not read
    Read,
    Sent,  ///< by this party
};

struct KnewCell {
    Knew knew = Knew::Unknown;
    std::optional<TimePoint> since;  ///< of Received and Read, and of Sent where the source has the time
    friend bool operator==(const KnewCell&, const KnewCell&) = default;
};

/// What a message was at an instant.
enum class LineThen : quint8 { NotSaid, Stood, Edited, Deleted };

struct KnewRow {
    int line = 0;  ///< index in the thread
    LineThen then = LineThen::NotSaid;
    std::vector<KnewCell> cells;  ///< one for each party
    friend bool operator==(const KnewRow&, const KnewRow&) = default;
};

/// Something that happened at a millisecond.
struct TravelEvent {
    enum class Kind : quint8 { Sent, Delivered, Read, Edited, Deleted, Joined, Left };
    TimePoint at{};
    Kind kind = Kind::Sent;
    int line = -1;   ///< of Joined and Left: none
    int party = -1;  ///< who; -1: not known
    friend bool operator==(const TravelEvent&, const TravelEvent&) = default;
};

/// The sentence that matters: what the newest answer of the shop's side was written in knowledge of.
struct AnswerInsight {
    enum class Kind : quint8 {
        NoAnswer,  ///< nobody of the shop has answered by then
        SawAll,    ///< what had been said to them before they had read
        Unseen,    ///< they answered without having read `unseen`
        Unknown,   ///< the source does not say what they had read
    };
    Kind kind = Kind::NoAnswer;
    int answer = -1;  ///< index of the line
    int party = -1;
    std::vector<int> unseen;  ///< lines, oldest first
    friend bool operator==(const AnswerInsight&, const AnswerInsight&) = default;
};

/// The knowledge of every party at any millisecond, rebuilt from what a thread's lines and receipts say. Nothing is
/// guessed: a read mark counts for its own message only, reading counts as receiving at the latest then, and where the
/// source keeps no receipt of a party the answer is Unknown. Immutable; any thread.
class TimeTravel {
public:
    explicit TimeTravel(DisputeThread thread);

    const DisputeThread& thread() const { return m_thread; }
    /// In the order of time; of one millisecond: sent before delivered before read. Lines without a time are none of
    /// them: they had been said at every instant.
    const std::vector<TravelEvent>& events() const { return m_events; }
    /// One row a line, in the thread's order. An event of this very millisecond has happened.
    std::vector<KnewRow> at(TimePoint instant) const;
    KnewCell cell(int line, int party, TimePoint instant) const;
    AnswerInsight insight(TimePoint instant) const;
    /// Number of events that have happened by then.
    int eventsUntil(TimePoint instant) const;

private:
    int partyOf(const QByteArray& id) const;
    void gather();

    DisputeThread m_thread;
    std::vector<int> m_authors;  ///< of each line; -1: not one of the parties
    std::vector<TravelEvent> m_events;
};

/// Somebody who answers for the shop or judges, not one who asks it.
bool isShopSide(PartyRole role);

}  // namespace tongdai
