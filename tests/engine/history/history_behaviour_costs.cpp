#include "tests/engine/history/history_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kCostOwner("engine-a"_ba);

/// Statements on the way of one message that is alone in its batches; where there is a server, a round trip each.
struct MessageCost {
    qint64 accept = 0;
    qint64 context = 0;
    qint64 finish = 0;
    qint64 settle = 0;

    qint64 all() const { return accept + context + finish + settle; }
    QString words() const
    {
        return u"accept %1, context %2, finish %3, settle %4: %5 in all"_s.arg(accept)
            .arg(context)
            .arg(finish)
            .arg(settle)
            .arg(all());
    }
};

/// The only place these numbers stand. Whoever adds a statement to the path of a message raises them on purpose.
struct KnownCosts {
    MessageCost first;  ///< message of a new conversation
    MessageCost later;  ///< message of a conversation that is known
};
const QHash<QString, KnownCosts> kKnownCosts{
    {u"postgres"_s, {{7, 2, 6, 5}, {6, 2, 6, 5}}},
    {u"mysql"_s, {{10, 2, 14, 7}, {9, 2, 14, 7}}},
    {u"sqlite"_s, {{10, 2, 14, 7}, {9, 2, 14, 7}}},
};

}  // namespace

void HistoryBehaviour::aMessageCostsNoMoreThanItDid()
{
    const auto carry = [this](const QString& conversation, const QString& id, Seq seq) {
        MessageCost cost;
        qint64 before = store().figures().statements;
        const auto sinceThen = [this, &before] {
            const qint64 now = store().figures().statements;
            return now - std::exchange(before, now);
        };
        const Claim claim = *accept(message(conversation, id), kCostOwner).claim;
        cost.accept = sinceThen();
        const qint64 read = store().statementsOfReaders();
        await(store().context(claim, 100));
        cost.context = store().statementsOfReaders() - read;
        FinishRequest request = answer(claim, seq);
        request.newest = MessageId::fromString(id);  // as an engine knows it
        request.sendToPlatform = true;
        request.sendNow = true;
        request.platformBody = {{u"text"_s, u"Dạ còn ạ."_s}};
        const auto finished = std::get<Finished>(await(store().finish(request)));
        cost.finish = sinceThen();
        SendOutcome sent;
        sent.kind = SendOutcome::Kind::Sent;
        sent.answer = {{u"status"_s, u"success"_s}};
        await(store().settleOutbox(*finished.outbox, kCostOwner, sent, 0ms));
        cost.settle = sinceThen();
        return cost;
    };
    carry(u"warm"_s, u"w1"_s, 1);
    const MessageCost first = carry(u"c1"_s, u"m1"_s, 1);
    const MessageCost later = carry(u"c1"_s, u"m2"_s, 2);
    const KnownCosts known = kKnownCosts.value(raw().dialect().name);
    QCOMPARE(first.words(), known.first.words());
    QCOMPARE(later.words(), known.later.words());

    // However many conversations there are, and whoever else writes: nothing is done for each of them.
    for (int i = 0; i < 30; ++i)
        accept(message(u"other%1"_s.arg(i), u"o%1"_s.arg(i)));
    QCOMPARE(carry(u"c1"_s, u"m3"_s, 3).words(), known.later.words());
}

}  // namespace tongdai::testing
