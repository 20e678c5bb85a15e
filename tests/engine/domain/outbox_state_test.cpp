#include "engine/domain/conversation/outbox.h"

#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// What becomes of a row after a try (guarantees 2.6).
class OutboxStateTest : public QObject {
    Q_OBJECT
private slots:
    void whenARowIsGivenUp_data()
    {
        QTest::addColumn<int>("attempts");
        QTest::addColumn<int>("hours");
        QTest::addColumn<bool>("isHeldBack");
        QTest::addColumn<bool>("isDead");
        QTest::newRow("one try is left") << kMaxSendAttempts - 1 << 1 << false << false;
        QTest::newRow("its tries are used up") << kMaxSendAttempts << 1 << false << true;
        QTest::newRow("too old") << 1 << 24 << false << true;
        QTest::newRow("held back more often than it may be tried") << kMaxSendAttempts * 3 << 1 << true << false;
        QTest::newRow("held back for a day") << 1 << 24 << true << true;
    }
    void whenARowIsGivenUp()
    {
        QFETCH(int, attempts);
        QFETCH(int, hours);
        QFETCH(bool, isHeldBack);
        QFETCH(bool, isDead);
        OutboxItem item;
        item.attempts = attempts;
        SendOutcome outcome;
        outcome.kind = SendOutcome::Kind::Retry;
        outcome.isHeldBack = isHeldBack;
        const OutboxState state = stateAfter(item, outcome, item.createdAt + std::chrono::hours(hours));
        QCOMPARE(int(state), int(isDead ? OutboxState::Dead : OutboxState::Waiting));
    }

    /// A refusal counts where it is the row's end and nothing before it may have arrived.
    void whatMayGoOutWithOtherWords()
    {
        using Kind = SendOutcome::Kind;
        using Why = NotReworded::Why;
        OutboxItem item;
        item.state = OutboxState::Dead;
        item.attempts = 1;
        item.lastError = u"status 400: no"_s;
        const auto say = [](const QString& type, const QJsonObject& data) {
            return QJsonObject{{u"type"_s, type}, {u"data"_s, data}};
        };
        const QJsonObject words = say(u"send_message"_s, {{u"message"_s, u"Dạ còn ạ."_s}});
        item.body = {{u"actions"_s, QJsonArray{words}}};
        const SendTry refused{TimePoint(), Kind::Dead, item.lastError};
        const SendTry busy{TimePoint(), Kind::Retry, u"status 503"_s};
        SendTry torn = busy;
        torn.isPartly = true;
        QVERIFY(!whyNotReworded(item, {refused}));
        QVERIFY(!whyNotReworded(item, {busy, refused}));
        QCOMPARE(whyNotReworded(item, {}), Why::MayHaveArrived);
        QCOMPARE(whyNotReworded(item, {refused, busy}), Why::NotRefused);
        QCOMPARE(whyNotReworded(item, {torn, refused}), Why::MayHaveArrived);
        const SendTry cut{TimePoint(), Kind::Ambiguous, u"cut"_s};
        QCOMPARE(whyNotReworded(item, {cut, refused}), Why::MayHaveArrived);
        // Sent again after that refusal, and given up by a person or by a day of waiting.
        OutboxItem givenUp = item;
        givenUp.lastError = QString::fromLatin1(kGivenUp);
        QCOMPARE(whyNotReworded(givenUp, {refused}), Why::NotRefused);
        OutboxItem unknown = item;
        unknown.state = OutboxState::Unknown;
        QCOMPARE(whyNotReworded(unknown, {refused}), Why::MayHaveArrived);
        OutboxItem waiting = item;
        waiting.state = OutboxState::Waiting;
        QCOMPARE(whyNotReworded(waiting, {refused}), Why::Decided);
        const QJsonArray cards{QJsonObject{{u"title"_s, u"Áo thun"_s}}};
        item.body = {{u"actions"_s, QJsonArray{words, say(u"send_carousel"_s, {{u"elements"_s, cards}})}}};
        QCOMPARE(whyNotReworded(item, {refused}), Why::MoreThanWords);
    }

    void whenTheKeyIsAnother_data()
    {
        using Kind = SendOutcome::Kind;
        const SendTry refused{TimePoint(), Kind::Dead, u"status 400"_s};
        const SendTry busy{TimePoint(), Kind::Retry, u"status 429"_s};
        const SendTry cut{TimePoint(), Kind::Ambiguous, u"cut"_s};
        SendTry torn = refused;
        torn.isPartly = true;
        QTest::addColumn<std::vector<SendTry>>("tries");
        QTest::addColumn<int>("attempts");
        QTest::addColumn<bool>("isAnother");
        using Tries = std::vector<SendTry>;
        QTest::newRow("refused") << Tries{refused} << 1 << true;
        QTest::newRow("refused each time") << Tries{refused, busy, refused} << 3 << true;
        QTest::newRow("held back before") << Tries{refused} << 4 << true;
        QTest::newRow("cut before the refusal") << Tries{cut, refused} << 2 << false;
        QTest::newRow("cut, refused, sent again and refused") << Tries{cut, refused, refused} << 3 << false;
        QTest::newRow("cut between two refusals") << Tries{refused, cut, refused} << 3 << false;
        QTest::newRow("refused behind a part that went") << Tries{torn} << 1 << false;
        QTest::newRow("no record, one try") << Tries{} << 1 << true;
        QTest::newRow("no record, more tries") << Tries{} << 2 << false;
    }
    /// A platform that knows keys folds the repetition by it.
    void whenTheKeyIsAnother()
    {
        QFETCH(const std::vector<SendTry>, tries);
        QFETCH(const int, attempts);
        QFETCH(const bool, isAnother);
        OutboxItem item;
        item.state = OutboxState::Dead;
        item.dedupKey = "key"_ba;
        item.lastError = u"status 400"_s;
        item.attempts = attempts;
        const TimePoint endedAt = item.createdAt + std::chrono::hours(1);
        QCOMPARE(keyOfNextAttempt(item, tries, endedAt) != item.dedupKey, isAnother);
        OutboxItem unknown = item;
        unknown.state = OutboxState::Unknown;
        QCOMPARE(keyOfNextAttempt(unknown, tries, endedAt), item.dedupKey);
        OutboxItem givenUp = item;
        givenUp.lastError = QString::fromLatin1(kGivenUp);
        QCOMPARE(keyOfNextAttempt(givenUp, tries, endedAt), item.dedupKey);
        // What an older version knew of its tries is remembered where it may matter.
        QCOMPARE(lostTry(item, tries, endedAt).has_value(), tries.empty() && !isAnother);
        QVERIFY(!lostTry(givenUp, tries, endedAt));
    }

    /// For whoever shows the row without what it says.
    void whatMayHaveArrived()
    {
        using Kind = SendOutcome::Kind;
        OutboxItem item;
        item.state = OutboxState::Dead;
        item.attempts = 1;
        item.lastError = u"status 400"_s;
        const SendTry refused{TimePoint(), Kind::Dead, item.lastError};
        const SendTry cut{TimePoint(), Kind::Ambiguous, u"cut"_s};
        QVERIFY(!mayHaveArrived(item, {refused}));
        QVERIFY(mayHaveArrived(item, {cut, refused}));
        QVERIFY(!endedUnrefused(item, {refused}));
        QVERIFY2(mayHaveArrived(item, {}), "it is older than the record of its tries");
        // Held back a whole day: no try of it is noted but its end.
        OutboxItem held = item;
        held.attempts = 0;
        held.lastError = u"sending is paused"_s;
        const SendTry ended{TimePoint(), Kind::Retry, held.lastError};
        QVERIFY(!mayHaveArrived(held, {}) && !mayHaveArrived(held, {ended}));
        QVERIFY(endedUnrefused(held, {ended}));
        OutboxItem givenUp = item;
        givenUp.lastError = QString::fromLatin1(kGivenUp);
        QVERIFY(!mayHaveArrived(givenUp, {}) && !mayHaveArrived(givenUp, {refused}) && mayHaveArrived(givenUp, {cut}));
        QVERIFY(endedUnrefused(givenUp, {refused}));
        item.state = OutboxState::Unknown;
        QVERIFY(mayHaveArrived(item, {refused}));
        for (const OutboxState state : {OutboxState::Waiting, OutboxState::Sending, OutboxState::Sent}) {
            item.state = state;
            QVERIFY2(!mayHaveArrived(item, {cut}), "nobody is to decide about it");
        }
    }
};

TONGDAI_TEST(OutboxStateTest)

}  // namespace tongdai::testing

#include "outbox_state_test.moc"
