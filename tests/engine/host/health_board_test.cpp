#include "engine/host/health/health_board.h"

#include "engine/host/machine/system_clock.h"
#include "tests/support/test_registry.h"

namespace tongdai {

using namespace Qt::StringLiterals;

class HealthBoardTest : public QObject {
    Q_OBJECT

    static void allOk(HealthBoard& board)
    {
        for (const Part part : {Part::Engine, Part::Redis, Part::History, Part::Ai})
            board.report(part, PartState::Ok);
        board.report(Part::Platform, PartState::Off);
    }

private slots:
    void theWorstLossNamesTheLevel()
    {
        SystemClock clock;
        HealthBoard board(clock);
        allOk(board);
        QCOMPARE(board.snapshot().level, HealthLevel::Full);
        board.report(Part::Ai, PartState::Down, u"refused"_s);
        QCOMPARE(board.snapshot().level, HealthLevel::NoAi);
        board.report(Part::Redis, PartState::Down, u"gone"_s);
        QCOMPARE(board.snapshot().level, HealthLevel::NoRedis);
        board.report(Part::History, PartState::Down, u"gone"_s);
        QCOMPARE(board.snapshot().level, HealthLevel::ReadOnly);  // nothing durable: an embedded history has no journal
        board.report(Part::Journal, PartState::Ok);
        QCOMPARE(board.snapshot().level, HealthLevel::NoDatabase);
        board.report(Part::Journal, PartState::Down, u"disk full"_s);
        QCOMPARE(board.snapshot().level, HealthLevel::ReadOnly);
        allOk(board);
        QCOMPARE(board.snapshot().level, HealthLevel::Full);  // a journal alone is no loss yet
        board.report(Part::Journal, PartState::Ok);
        QCOMPARE(board.snapshot().level, HealthLevel::Full);
    }

    void aPartThatIsNotSetUpIsNoLoss()
    {
        SystemClock clock;
        HealthBoard board(clock);
        allOk(board);
        QCOMPARE(board.snapshot().level, HealthLevel::Full);
    }

    void sinceIsWhenTheStateBegan()
    {
        SystemClock clock;
        HealthBoard board(clock);
        board.report(Part::Redis, PartState::Down, u"a"_s);
        const auto since = board.snapshot().parts[1].since;
        QVERIFY(since.has_value());
        board.report(Part::Redis, PartState::Down, u"b"_s);
        QCOMPARE(board.snapshot().parts[1].since, since);
        QCOMPARE(board.snapshot().parts[1].cause, u"b"_s);
    }

    void manyReportsMakeOneSignal()
    {
        SystemClock clock;
        HealthBoard board(clock);
        int count = 0;
        connect(&board, &HealthBoard::changed, &board, [&count] { ++count; });
        for (int i = 0; i < 100; ++i)
            board.reportOutbox(i);
        board.reportJournal(18, 0);
        QTRY_COMPARE(count, 1);
        QCOMPARE(board.snapshot().journalWaiting, 18);
    }

    void aSilentPageIsToldAndTakesNoLevel()
    {
        SystemClock clock;
        HealthBoard board(clock);
        allOk(board);
        int count = 0;
        connect(&board, &HealthBoard::changed, &board, [&count] { ++count; });
        QTRY_COMPARE(count, 1);
        board.reportSilentPages({{u"Áo Xinh"_s, clock.now()}});
        QTRY_COMPARE(count, 2);
        QCOMPARE(board.snapshot().silentPages.size(), size_t(1));
        QCOMPARE(board.snapshot().level, HealthLevel::Full);
        board.reportSilentPages({});
        QTRY_COMPARE(count, 3);
        QVERIFY(board.snapshot().silentPages.empty());
    }
};

TONGDAI_TEST(HealthBoardTest)

}  // namespace tongdai

#include "health_board_test.moc"
