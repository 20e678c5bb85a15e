#include "engine/domain/dispute/compare_threads.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using enum LineDifference;

namespace {

DisputeLine comparedLine(const QString& body, int second)
{
    DisputeLine line;
    line.body = body;
    line.at = TimePoint(std::chrono::seconds(1'763'712'000 + second));
    return line;
}

DisputeThread comparedThread(std::initializer_list<std::pair<const char*, int>> lines)
{
    DisputeThread thread;
    for (const auto& [body, second] : lines)
        thread.lines.push_back(comparedLine(QString::fromUtf8(body), second));
    return thread;
}

}  // namespace

/// The same conversation in two places.
class CompareThreadsTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsTheSameStandsBesideItself()
    {
        const DisputeThread first = comparedThread({{"Shop ơi", 0}, {"Dạ", 10}});
        // Decomposed letters, another clock.
        const DisputeThread second = comparedThread({{"Shop o\u031bi", 3}, {"dạ", 14}});
        const auto rows = compareThreads(first, second);
        QCOMPARE(rows, (std::vector<ComparedLine>{{0, 0, Same}, {1, 1, Same}}));
        QVERIFY(compareThreads({}, {}).empty());
    }

    void everyKindOfDifferenceIsNamed()
    {
        DisputeThread first = comparedThread({{"Đủ 3 món không?", 0},
                                              {"Dạ đủ ạ", 10},
                                              {"chỉ ở đây", 20},
                                              {"Ảnh đây", 100},
                                              {"Chắc anh làm rơi", 200},
                                              {"Hoàn tiền đi", 300}});
        DisputeThread second = comparedThread({{"Đủ 3 món không?", 1},
                                               {"Dạ để em xem ạ", 11},
                                               {"Ảnh đây", 400},
                                               {"", 201},
                                               {"Hoàn tiền đi", 301},
                                               {"chỉ ở kia", 500}});
        second.lines[3].deletedAt = second.lines[3].at;
        second.lines[2].at = second.lines[1].at + std::chrono::seconds(170);  // long after the other clock
        const auto rows = compareThreads(first, second);
        QCOMPARE(rows, (std::vector<ComparedLine>{{0, 0, Same},
                                                  {1, 1, Text},
                                                  {2, -1, OnlyFirst},
                                                  {3, 2, Time},
                                                  {4, 3, Deleted},
                                                  {5, 4, Same},
                                                  {-1, 5, OnlySecond}}));
    }

    void aLineThatIsMissingMovesNoOther()
    {
        const DisputeThread first = comparedThread({{"a", 0}, {"b", 100}, {"c", 200}, {"d", 300}});
        const DisputeThread second = comparedThread({{"a", 0}, {"c", 200}, {"d", 300}});
        QCOMPARE(compareThreads(first, second),
                 (std::vector<ComparedLine>{{0, 0, Same}, {1, -1, OnlyFirst}, {2, 1, Same}, {3, 2, Same}}));
        QCOMPARE(compareThreads(second, first),
                 (std::vector<ComparedLine>{{0, 0, Same}, {-1, 1, OnlySecond}, {1, 2, Same}, {2, 3, Same}}));
    }

    /// A time that one source did not keep contradicts nothing, and two of them are no common moment.
    void aLineWithoutATimeContradictsNothing()
    {
        DisputeThread first = comparedThread({{"a", 0}, {"b", 100}});
        DisputeThread second = comparedThread({{"a", 0}, {"c", 100}});
        for (DisputeThread* thread : {&first, &second})
            thread->lines[1].at = {};
        first.lines[0].at = {};
        QCOMPARE(compareThreads(first, second),
                 (std::vector<ComparedLine>{{0, 0, Same}, {1, -1, OnlyFirst}, {-1, 1, OnlySecond}}));
    }

    void everyLineOfBothStandsThereOnceAndInItsOrder()
    {
        DisputeThread first;
        DisputeThread second;
        for (int i = 0; i < 300; ++i) {
            if (i % 7 != 0) first.lines.push_back(comparedLine(QString::number(i % 11), i * 20));
            if (i % 5 != 0) second.lines.push_back(comparedLine(QString::number(i % 13), i * 20));
        }
        int i = 0;
        int j = 0;
        for (const ComparedLine& row : compareThreads(first, second)) {
            QVERIFY(row.first == -1 || row.first == i);
            QVERIFY(row.second == -1 || row.second == j);
            i += row.first >= 0;
            j += row.second >= 0;
        }
        QCOMPARE(i, int(first.lines.size()));
        QCOMPARE(j, int(second.lines.size()));
    }
};

TONGDAI_TEST(CompareThreadsTest)

}  // namespace tongdai

#include "compare_threads_test.moc"
