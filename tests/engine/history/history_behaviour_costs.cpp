#include "tests/engine/history/history_behaviour.h"

#include <QTest>

#include <functional>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const OwnerId kCostOwner("engine-a"_ba);

/// What one step asks of the store.
struct StepCost {
    qint64 statements = 0;
    qint64 waits = 0;  ///< for one of them, or for several that went together; round trips where there is a server
};

/// On the way of one message that is alone in its batches.
struct MessageCost {
    StepCost accept;
    StepCost context;
    StepCost finish;
    StepCost settle;

    QString words() const
    {
        const auto said = [](const StepCost& cost) { return u"%1 in %2"_s.arg(cost.statements).arg(cost.waits); };
        return u"accept %1, context %2, finish %3, settle %4"_s.arg(said(accept), said(context), said(finish),
                                                                    said(settle));
    }
};

/// The only place these numbers stand. Whoever adds a statement to the path of a message raises them on purpose.
struct KnownCosts {
    MessageCost first;  ///< message of a new conversation
    MessageCost later;  ///< message of a conversation that is known
};
const QHash<QString, KnownCosts> kKnownCosts{
    {u"postgres"_s, {{{8, 4}, {2, 1}, {6, 2}, {5, 2}}, {{6, 2}, {2, 1}, {6, 2}, {5, 2}}}},
    {u"mysql"_s, {{{10, 10}, {2, 2}, {14, 14}, {7, 7}}, {{9, 9}, {2, 2}, {14, 14}, {7, 7}}}},
    {u"sqlite"_s, {{{10, 10}, {2, 2}, {13, 13}, {7, 7}}, {{9, 9}, {2, 2}, {13, 13}, {7, 7}}}},
};

/// What a message of a known conversation and its answer write; alone in its commits, so that SQLite, whose log has
/// whole pages, writes some of them three times. And how far the log's length may waver: ids of more digits, texts of
/// other lengths, a server's own notes between ours.
struct KnownWrites {
    qint64 rows = 0;
    qint64 indexEntries = 0;
    qint64 logBytes = 0;
};
const QHash<QString, KnownWrites> kKnownWrites{
    {u"postgres"_s, {18, 44, 8661}},
    {u"mysql"_s, {18, 0, 6000}},
    {u"sqlite"_s, {0, 0, 210120}},
};
constexpr double kLogWavers = 0.15;

}  // namespace

void HistoryBehaviour::aMessageCostsNoMoreThanItDid()
{
    const auto carry = [this](const QString& conversation, const QString& id, Seq seq) {
        MessageCost cost;
        auto before = store().figures();
        const auto sinceThen = [this, &before] {
            const auto now = store().figures();
            const auto then = std::exchange(before, now);
            return StepCost{now.statements - then.statements, now.roundTrips - then.roundTrips};
        };
        const Claim claim = *accept(message(conversation, id), kCostOwner).claim;
        cost.accept = sinceThen();
        const HistoryReaders::Figures read = store().figuresOfReaders();
        await(store().context(claim, 100));
        const HistoryReaders::Figures now = store().figuresOfReaders();
        cost.context = {now.statements - read.statements, now.roundTrips - read.roundTrips};
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
    // What a server made the writer try again, on a busy machine, is no cost of a message: then the next one is
    // counted.
    const auto undisturbed = [this](const std::function<MessageCost()>& next) {
        MessageCost cost;
        for (int tries = 0; tries < 3; ++tries) {
            const auto before = store().figures();
            cost = next();
            const auto now = store().figures();
            if (now.retries == before.retries && now.reconnects == before.reconnects) break;
        }
        return cost;
    };
    QString conversation;
    Seq said = 0;
    const auto ofNew = [&] {
        conversation += u'c';
        said = 1;
        return carry(conversation, u"m1"_s, said);
    };
    const auto ofKnown = [&] {
        ++said;
        return carry(conversation, u"m%1"_s.arg(said), said);
    };
    carry(u"warm"_s, u"w1"_s, 1);
    const MessageCost first = undisturbed(ofNew);
    const MessageCost later = undisturbed(ofKnown);
    const KnownCosts known = kKnownCosts.value(raw().dialect().name);
    QCOMPARE(first.words(), known.first.words());
    QCOMPARE(later.words(), known.later.words());

    // However many conversations there are, and whoever else writes: nothing is done for each of them.
    for (int i = 0; i < 30; ++i)
        accept(message(u"other%1"_s.arg(i), u"o%1"_s.arg(i)));
    QCOMPARE(undisturbed(ofKnown).words(), known.later.words());
}

/// Rows, index entries and bytes of the log, told by the server itself. The least of several messages: a page that is
/// divided, or what a server does for itself in between, is nobody's cost.
void HistoryBehaviour::aMessageWritesNoMoreThanItDid()
{
    constexpr int kMessages = 6;
    std::optional<StoreWrites> least;
    for (int i = 1; i <= kMessages; ++i) {
        const QString id = u"m%1"_s.arg(i);
        const QByteArray position = logPosition();
        const Claim claim = *accept(message(u"c1"_s, id), kCostOwner).claim;
        FinishRequest request = answer(claim, i);
        request.newest = MessageId::fromString(id);
        request.sendToPlatform = true;
        request.sendNow = true;
        request.platformBody = {{u"text"_s, u"Dạ còn ạ."_s}};
        const auto finished = std::get<Finished>(await(store().finish(request)));
        SendOutcome sent;
        sent.kind = SendOutcome::Kind::Sent;
        sent.answer = {{u"status"_s, u"success"_s}};
        await(store().settleOutbox(*finished.outbox, kCostOwner, sent, 0ms));
        const StoreWrites writes = writesSince(position);
        if (i == 1) continue;  // of a new conversation
        if (!least || writes.logBytes < least->logBytes) least = writes;
    }
    const KnownWrites known = kKnownWrites.value(raw().dialect().name);
    qInfo("%lld rows, %lld index entries, %lld bytes of the log", least->rows, least->indexEntries, least->logBytes);
    QCOMPARE(least->rows, known.rows);
    QCOMPARE(least->indexEntries, known.indexEntries);
    QVERIFY(double(std::abs(least->logBytes - known.logBytes)) < kLogWavers * double(known.logBytes));
}

/// Each statement is a round trip on MariaDB, and a plan on PostgreSQL: a batch has no statement for each of its
/// messages. SQLite is no round trip away, and takes its rows one by one.
void HistoryBehaviour::aBatchAsksAServerLessOftenThanItHasMessages()
{
    constexpr int kMessages = 60;
    accept(message(u"warm"_s, u"w1"_s));
    const auto before = store().figures();
    std::vector<QCoro::Task<AcceptOutcome>> accepts;
    for (int i = 0; i < kMessages; ++i)
        accepts.push_back(store().accept(message(u"batch%1"_s.arg(i), u"b%1"_s.arg(i)), kCostOwner));
    for (QCoro::Task<AcceptOutcome>& each : accepts)
        QVERIFY(std::holds_alternative<Accepted>(await(std::move(each))));
    const auto now = store().figures();
    const QString told = u"%1 statements, %2 commits, %3 retries"_s.arg(now.statements - before.statements)
                             .arg(now.commits - before.commits)
                             .arg(now.retries - before.retries);
    QVERIFY2(now.commits - before.commits < kMessages / 10, qPrintable(told));
    if (raw().dialect().name == "sqlite"_L1) return;
    QVERIFY2(now.statements - before.statements < kMessages, qPrintable(told));
}

}  // namespace tongdai::testing
