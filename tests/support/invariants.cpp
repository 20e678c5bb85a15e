#include "tests/support/invariants.h"

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/conversation/outbox.h"
#include "engine/domain/conversation/turn.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

QString text(const QByteArray& id)
{
    return QString::fromUtf8(id);
}

bool isFinal(int messageState)
{
    return messageState != int(MessageState::Waiting);
}

/// The turn decided about messages, whatever it decided.
/// A proposal is for the person who answers, and decides nothing about a message.
bool isCommitted(const TurnFact& turn)
{
    return turn.outcome != int(TurnOutcome::Cancelled) && turn.outcome != int(TurnOutcome::Proposed);
}

bool hasEffect(const TurnFact& turn)
{
    return isCommitted(turn) && turn.outcome != int(TurnOutcome::Superseded);
}

class Checker {
public:
    explicit Checker(const WorldFacts& facts) : m_facts(facts)
    {
        for (const InboxFact& row : facts.store.inbox)
            m_inbox[row.conversation][row.seq] = row;
        for (const TurnFact& turn : facts.store.turns) {
            if (isCommitted(turn)) m_turns[turn.conversation].push_back(turn);
        }
        for (const ConversationFact& row : facts.store.conversations) {
            if (row.isChat) m_chats.insert(row.id);
        }
    }

    QStringList run()
    {
        nothingPromisedIsLost();
        everyMessageIsDecidedOnce();
        turnsFollowEachOther();
        countersAgree();
        everythingLeftTheHouseInOrder();
        return m_broken;
    }

private:
    void fail(const char* invariant, const QString& what) { m_broken << QLatin1StringView(invariant) + u": "_s + what; }

    void nothingPromisedIsLost()
    {
        std::set<std::tuple<QByteArray, QByteArray, QByteArray>> stored;
        std::set<std::pair<QByteArray, QByteArray>> anywhere;
        for (const InboxFact& row : m_facts.store.inbox) {
            anywhere.emplace(row.source, row.messageId);
            if (!stored.emplace(row.source, row.conversation, row.messageId).second) {
                fail("I2", u"message %1 is stored twice"_s.arg(text(row.messageId)));
            }
            if (m_facts.faultsStopped && !isFinal(row.state)) {
                fail("I1", u"message %1 still waits"_s.arg(text(row.messageId)));
            }
        }
        for (const PromiseFact& promise : m_facts.promises) {
            const bool isStored = promise.conversation.isEmpty()
                                      ? anywhere.contains({promise.source, promise.messageId})
                                      : stored.contains({promise.source, promise.conversation, promise.messageId});
            if (!isStored) {
                fail("I1", u"message %1 was promised and is not stored"_s.arg(text(promise.messageId)));
            }
        }
    }

    int turnsOver(const InboxFact& row, const std::function<bool(const TurnFact&)>& wanted) const
    {
        const auto found = m_turns.find(row.conversation);
        if (found == m_turns.end()) return 0;
        return int(std::count_if(found->second.begin(), found->second.end(), [&](const TurnFact& turn) {
            return turn.from < row.seq && row.seq <= turn.upto && wanted(turn);
        }));
    }

    void everyMessageIsDecidedOnce()
    {
        for (const InboxFact& row : m_facts.store.inbox) {
            const int effects = turnsOver(row, hasEffect);
            const int superseding =
                turnsOver(row, [](const TurnFact& turn) { return turn.outcome == int(TurnOutcome::Superseded); });
            const int failed =
                turnsOver(row, [](const TurnFact& turn) { return turn.outcome == int(TurnOutcome::Failed); });
            const auto state = MessageState(row.state);
            bool isRight = true;
            switch (state) {
                case MessageState::Waiting: isRight = effects == 0 && superseding == 0; break;
                case MessageState::Answered:
                    isRight = superseding == 0 && failed == 0 && effects == (row.byPerson ? 0 : 1);
                    break;
                case MessageState::Superseded: isRight = effects == 0 && superseding == 1; break;
                case MessageState::Dead: isRight = failed == 1 && effects == 1 && superseding == 0; break;
            }
            if (!isRight) {
                fail("I2", u"message %1 in state %2 has %3 effects, %4 superseding and %5 failed turns"_s
                               .arg(text(row.messageId))
                               .arg(row.state)
                               .arg(effects)
                               .arg(superseding)
                               .arg(failed));
            }
        }
    }

    void turnsFollowEachOther()
    {
        for (const auto& [conversation, rows] : m_inbox) {
            qint64 expected = 0;
            for (const auto& [seq, row] : rows) {
                if (seq != ++expected)
                    fail("I3", u"conversation %1 misses seq %2"_s.arg(text(conversation)).arg(expected));
                expected = seq;
            }
        }
        for (const auto& [conversation, turns] : m_turns) {
            qint64 done = 0;
            qint64 fence = 0;
            for (const TurnFact& turn : turns) {
                if (turn.from < done || !isCoveredByPeople(conversation, done, turn.from)) {
                    fail("I3", u"conversation %1: a turn begins at %2 after %3"_s.arg(text(conversation))
                                   .arg(turn.from)
                                   .arg(done));
                }
                if (turn.upto <= turn.from) fail("I3", u"conversation %1: an empty turn"_s.arg(text(conversation)));
                if (turn.fence < fence)
                    fail("I3",
                         u"conversation %1: fence %2 after %3"_s.arg(text(conversation)).arg(turn.fence).arg(fence));
                done = turn.upto;
                fence = turn.fence;
            }
        }
    }

    bool isCoveredByPeople(const QByteArray& conversation, qint64 from, qint64 upto) const
    {
        const auto rows = m_inbox.find(conversation);
        for (qint64 seq = from + 1; seq <= upto; ++seq) {
            if (rows == m_inbox.end()) return false;
            const auto row = rows->second.find(seq);
            if (row == rows->second.end() || !row->second.byPerson) return false;
        }
        return true;
    }

    void countersAgree()
    {
        for (const ConversationFact& row : m_facts.store.conversations) {
            if (row.doneSeq > row.nextSeq)
                fail("I4", u"conversation %1: done %2 of %3"_s.arg(text(row.id)).arg(row.doneSeq).arg(row.nextSeq));
            if (row.pending != (row.nextSeq > row.doneSeq))
                fail("I4", u"conversation %1: pending is wrong"_s.arg(text(row.id)));
            if (row.leaseAhead > 60)
                fail("I4", u"conversation %1: lease %2 s ahead"_s.arg(text(row.id)).arg(row.leaseAhead));
        }
    }

    void everythingLeftTheHouseInOrder()
    {
        std::map<QByteArray, OutboxFact> rows;
        std::map<QByteArray, int> botRows;
        for (const OutboxFact& row : m_facts.store.outbox) {
            if (!rows.emplace(row.dedupKey, row).second)
                fail("I5", u"two rows with one key in %1"_s.arg(text(row.conversation)));
            if (row.isBots) ++botRows[row.conversation];
            const auto state = OutboxState(row.state);
            if (m_facts.faultsStopped && (state == OutboxState::Waiting || state == OutboxState::Sending)) {
                fail("I5", u"row %1 of %2 never left"_s.arg(row.ord).arg(text(row.conversation)));
            }
        }
        for (const auto& [conversation, turns] : m_turns) {
            const auto wanted = std::count_if(turns.begin(), turns.end(),
                                              [](const TurnFact& turn) { return hasEffect(turn) && turn.hasActions; });
            const bool goesOut = m_facts.platformConfigured && !m_chats.contains(conversation);
            const qint64 expected = goesOut ? wanted : 0;
            if (botRows[conversation] != expected) {
                fail("I2", u"conversation %1: %2 rows to send for %3 turns"_s.arg(text(conversation))
                               .arg(botRows[conversation])
                               .arg(expected));
            }
        }
        sightsAgree(rows);
    }

    void sightsAgree(const std::map<QByteArray, OutboxFact>& rows)
    {
        std::set<QByteArray> seen;
        std::map<QByteArray, qint64> newest;
        for (const SightFact& sight : m_facts.sights) {
            const auto row = rows.find(sight.dedupKey);
            if (row == rows.end()) {
                fail("I5", u"the platform saw something of %1 that no row has"_s.arg(text(sight.conversation)));
                continue;
            }
            if (!seen.insert(sight.dedupKey).second) continue;
            qint64& last = newest[sight.conversation];
            if (row->second.ord <= last) {
                fail("I5", u"%1: %2 was seen after %3"_s.arg(text(sight.conversation)).arg(row->second.ord).arg(last));
            }
            last = row->second.ord;
        }
        for (const auto& [key, row] : rows) {
            if (OutboxState(row.state) == OutboxState::Sent && !seen.contains(key)) {
                fail("I5",
                     u"row %1 of %2 is marked sent and was never seen"_s.arg(row.ord).arg(text(row.conversation)));
            }
        }
    }

    const WorldFacts& m_facts;
    std::map<QByteArray, std::map<qint64, InboxFact>> m_inbox;
    std::map<QByteArray, std::vector<TurnFact>> m_turns;
    std::set<QByteArray> m_chats;
    QStringList m_broken;
};

}  // namespace

QStringList brokenInvariants(const WorldFacts& facts)
{
    return Checker(facts).run();
}

}  // namespace tongdai::testing
