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
        QCOMPARE(whyNotReworded(item, {refused, busy}), Why::MayHaveArrived);
        QCOMPARE(whyNotReworded(item, {torn, refused}), Why::MayHaveArrived);
        const SendTry cut{TimePoint(), Kind::Ambiguous, u"cut"_s};
        QCOMPARE(whyNotReworded(item, {cut, refused}), Why::MayHaveArrived);
        // Sent again after that refusal, and given up by a person or by a day of waiting.
        OutboxItem givenUp = item;
        givenUp.lastError = QString::fromLatin1(kGivenUp);
        QCOMPARE(whyNotReworded(givenUp, {refused}), Why::MayHaveArrived);
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
};

TONGDAI_TEST(OutboxStateTest)

}  // namespace tongdai::testing

#include "outbox_state_test.moc"
