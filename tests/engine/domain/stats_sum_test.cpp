#include "engine/domain/statistics/stats_sum.h"

#include "engine/domain/packed_numbers.h"
#include "engine/domain/statistics/stats_tally.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <array>
#include <limits>
#include <random>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TimePoint kSumFrom(std::chrono::milliseconds(1'764'349'200'000));

/// Some hours of a busy shop; the same for the same seed.
void countSome(StatsTally& tally, unsigned seed, TimePoint from)
{
    std::mt19937 random(seed);
    for (int i = 0; i < 300; ++i) {
        StatsLine line;
        line.conversation = QUuid::createUuidV5(QUuid(), QByteArray::number(seed * 1000 + i % 40));
        line.said = from + std::chrono::seconds(random() % 7000) + std::chrono::seconds(i * 20);
        line.kind = StatsLine::Kind(random() % 5);
        line.who = line.kind == StatsLine::Kind::Person ? SenderId("lan\xc3\xa1"_ba) : SenderId();
        line.name = u"Lan á"_s;
        if (line.kind == StatsLine::Kind::TakeOver && i % 3 != 0) line.intent = u"ý %1"_s.arg(i % 5);
        tally.add(line);
        StatsTurn turn;
        turn.at = line.said;
        turn.intent = u"ý %1"_s.arg(random() % 5);
        turn.model = u"m%1"_s.arg(random() % 3);
        turn.milliseconds = double(random() % 5000);
        turn.confidence = 0.25 * double(random() % 4);
        turn.outcome = TurnOutcome(random() % 5);
        tally.add(turn);
        tally.add(StatsResolution{line.said - std::chrono::seconds(random() % 90'000), line.said, i % 3 == 0});
        tally.add(StatsAction{u"type %1"_s.arg(i % 3), i % 7 < 5, i % 7 == 5, i % 11 / 9, line.said});
    }
}

StatsSum sumOfSome(unsigned seed, TimePoint from = kSumFrom)
{
    StatsTally tally;
    countSome(tally, seed, from);
    return tally.total();
}

}  // namespace

class StatsSumTest : public QObject {
    Q_OBJECT
private slots:
    void isReadAsItWasWritten()
    {
        const StatsSum sum = sumOfSome(1);
        QVERIFY(sum.pieces.size() > 1 && sum.people.size() == 1 && sum.intents.size() == 5 && sum.models.size() == 3);
        QCOMPARE(sum.actions.size(), 3);
        const QByteArray bytes = sum.toBytes();
        const std::optional<StatsSum> read = StatsSum::fromBytes(bytes);
        QVERIFY(read);
        QVERIFY(*read == sum);
        QCOMPARE((std::array{read->resolutions.bot.count(), read->resolutions.people.count()}),
                 (std::array<qint64, 2>{200, 100}));
        QCOMPARE(read->resolutions.work.count(), 100);
        QVERIFY(*StatsSum::fromBytes(StatsSum().toBytes()) == StatsSum());
        // An hour must stay small: a year has 8,760 of them.
        QVERIFY2(bytes.size() < 4'000, qPrintable(QString::number(bytes.size())));
    }

    void readsHoursOfAnOlderProgram_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("without takeovers by intent") << 2;
        QTest::newRow("without actions") << 3;
        QTest::newRow("without how long concerns took") << 4;
    }

    /// Hours that an older program counted stay what they are; what it did not count, they do not know.
    void readsHoursOfAnOlderProgram()
    {
        QFETCH(int, format);
        PackedWriter older;
        older.number(format);
        older.number(0);                            // pieces
        for (const qint64 value : {4, 3, 9, 1, 2})  // takeovers, hand-overs, turns, failures, repeated
            older.number(value);
        for (int waits = 0; waits < 6; ++waits)
            QuantileSketch().write(older);
        older.number(0);  // people
        older.number(1);
        older.bytes("ask_price"_ba);
        older.number(7);
        older.number(2);
        if (format > 2) older.number(6);
        older.real(3.5);
        older.number(7);
        older.number(0);  // models
        if (format > 3) {
            older.number(1);
            older.bytes("send_message"_ba);
            for (const qint64 value : {5, 4, 1, 2, 3})
                older.number(value);
        }
        const std::optional<StatsSum> read = StatsSum::fromBytes(older.written());
        QVERIFY(read);
        QCOMPARE(read->takeovers, 4);
        const StatsSum::Intent intent = read->intents.value(u"ask_price"_s);
        QCOMPARE((std::array{intent.turns, intent.handedOver, intent.takenOver, intent.confident}),
                 (std::array<qint64, 4>{7, 2, format > 2 ? 6 : 0, 7}));
        QCOMPARE(read->actions.value(u"send_message"_s).asked, format > 3 ? 5 : 0);
        QVERIFY(read->resolutions == StatsSum::Resolutions());
    }

    void partsTogetherAreTheWhole()
    {
        StatsTally whole;
        StatsSum parts;
        for (unsigned seed = 1; seed < 5; ++seed) {
            const TimePoint from = kSumFrom + std::chrono::hours(3 * seed);
            countSome(whole, seed, from);
            parts.merge(*StatsSum::fromBytes(sumOfSome(seed, from).toBytes()));
        }
        QVERIFY(parts == whole.total());
    }

    void refusesWhatItDidNotWrite()
    {
        const QByteArray bytes = sumOfSome(3).toBytes();
        QVERIFY(!StatsSum::fromBytes(QByteArray()));
        QVERIFY(!StatsSum::fromBytes("\x0c a newer program's"));
        QVERIFY(!StatsSum::fromBytes(bytes + '\0'));
        for (qsizetype length = 0; length < bytes.size(); ++length)
            QVERIFY2(!StatsSum::fromBytes(bytes.first(length)), qPrintable(QString::number(length)));
    }

    void packsNumbersOfEverySize()
    {
        PackedWriter to;
        const std::vector<qint64> numbers{0,
                                          1,
                                          -1,
                                          63,
                                          64,
                                          -64,
                                          -65,
                                          1'000'000,
                                          std::numeric_limits<qint64>::max(),
                                          std::numeric_limits<qint64>::min()};
        for (const qint64 number : numbers)
            to.number(number);
        to.real(-0.1);
        to.bytes("x\0y"_ba);
        PackedReader from(to.written());
        for (const qint64 number : numbers)
            QCOMPARE(from.number(), number);
        QCOMPARE(from.real(), -0.1);
        QCOMPARE(from.bytes(), "x\0y"_ba);
        QVERIFY(from.isAtEnd() && from.isWhole());
        QCOMPARE(from.number(), 0);
        QVERIFY(!from.isWhole());
    }
};

TONGDAI_TEST(StatsSumTest)

}  // namespace tongdai

#include "stats_sum_test.moc"
