#include "engine/history/disputes/sources/source_index.h"

#include "engine/domain/text/fold_text.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Words of another program's messages, kept in memory: what is found is what looking at every message finds.
class SourceIndexTest : public QObject {
    Q_OBJECT

    struct Said {
        IndexedLine line;
        QString body;
    };
    std::vector<Said> m_said;
    SourceIndex m_index;

    static TimePoint moment(qint64 ms) { return TimePoint(std::chrono::milliseconds(ms)); }

    /// Every message, one after the other.
    std::vector<Said> looked(const QStringList& words, bool lastIsPrefix, const DisputeSearch& search) const
    {
        std::vector<Said> found;
        for (const Said& each : m_said) {
            const QStringList there = foldText(each.body).split(u' ', Qt::SkipEmptyParts);
            const bool isAll = std::ranges::all_of(words, [&](const QString& word) {
                const bool isBeginning = lastIsPrefix && &word == &words.back();
                return std::ranges::any_of(
                    there, [&](const QString& one) { return isBeginning ? one.startsWith(word) : one == word; });
            });
            const bool isThen =
                (!search.from || each.line.at >= *search.from) && (!search.to || each.line.at < *search.to);
            if (isAll && isThen) found.push_back(each);
        }
        std::ranges::sort(found, std::ranges::greater(), [](const Said& said) { return said.line.at; });
        return found;
    }

private slots:
    void initTestCase()
    {
        static const QStringList words{u"dạ"_s,  u"còn"_s,  u"không"_s, u"ạ"_s,    u"áo"_s,       u"khoác"_s,
                                       u"đơn"_s, u"hàng"_s, u"thiếu"_s, u"giao"_s, u"giaohang"_s, u"SP12"_s};
        QRandomGenerator random(17);
        std::vector<qint64> times;
        for (qint64 i = 0; i < 6'000; ++i)
            times.push_back(1'763'000'000'000 + i * 7);
        std::shuffle(times.begin(), times.end(), random);
        IndexPieceMaker piece;
        for (int i = 0; i < int(times.size()); ++i) {
            if (i > 0 && i % 2'000 == 0) QVERIFY(m_index.add(piece.made()));
            QStringList body;
            // "dạ" in most of them, "thiếu" in a handful; some are empty.
            const int count = int(random.bounded(7));
            for (int w = 0; w < count; ++w)
                body << words[w == 0 && i % 10 != 0 ? 0 : int(random.bounded(i % 97 == 0 ? 12 : 8))];
            const Said said{{QByteArray("m-") + QByteArray::number(i), QByteArray("t-") + QByteArray::number(i % 50),
                             moment(times[size_t(i)])},
                            body.join(u' ')};
            piece.add(said.line, said.body);
            m_said.push_back(said);
        }
        QVERIFY(m_index.add(piece.made()));
    }

    void findsWhatLookingAtEachFinds_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("limit");
        for (const QString& typed :
             {u"dạ"_s, u"dạ "_s, u"thiếu "_s, u"gia"_s, u"giao "_s, u"dạ đơn "_s, u"khoac ao "_s, u"hàng còn kho"_s,
              u"không có đâu "_s, u"ạ "_s, u"dạ dạ "_s, u"d"_s, u"giao gia"_s})
            for (const int limit : {0, 1, 50, 100'000})
                QTest::addRow("%s, %d", qPrintable(typed), limit) << typed << limit;
    }
    void findsWhatLookingAtEachFinds()
    {
        QFETCH(QString, typed);
        QFETCH(int, limit);
        const SearchWords words = searchWordsTyped(typed);
        for (const bool isBounded : {false, true}) {
            DisputeSearch search;
            search.limit = limit;
            if (isBounded) {
                search.from = moment(1'763'000'010'000);
                search.to = moment(1'763'000'030'000);
            }
            const SourceIndex::Found found = m_index.find(words, search);
            const std::vector<Said> expected = looked(words.folded, words.lastIsPrefix, search);
            QCOMPARE(found.found, qint64(expected.size()));
            QCOMPARE(found.searched, qint64(m_said.size()));
            QCOMPARE(found.newest.size(), std::min(expected.size(), size_t(limit)));
            for (size_t i = 0; i < found.newest.size(); ++i) {
                QCOMPARE(found.newest[i].id, expected[i].line.id);
                QCOMPARE(found.newest[i].thread, expected[i].line.thread);
                QCOMPARE(found.newest[i].at, expected[i].line.at);
            }
        }
    }

    /// Without words a time alone finds all that was said then; nobody knows when a message without a time was.
    void findsByTimeAlone()
    {
        IndexPieceMaker maker;
        maker.add({"m-0", "t", TimePoint{}}, u"dạ không rõ giờ");
        SourceIndex index;
        QVERIFY(index.add(maker.made()));
        maker.add({"m-1", "t", moment(1'000)}, u"dạ");
        maker.add({"m-2", "t", moment(2'000)}, {});
        maker.add({"m-3", "t", moment(3'000)}, u"vâng");
        QVERIFY(index.add(maker.made()));
        const auto ids = [&index](const DisputeSearch& search) {
            QByteArrayList found;
            for (const IndexedLine& line : index.find(searchWordsTyped(search.text), search).newest)
                found << line.id;
            return found;
        };
        DisputeSearch search;
        QCOMPARE(ids(search), QByteArrayList());
        search.from = moment(1'500);
        QCOMPARE(ids(search), (QByteArrayList{"m-3", "m-2"}));
        search.to = moment(3'000);
        QCOMPARE(ids(search), QByteArrayList{"m-2"});
        search.from.reset();
        QCOMPARE(ids(search), (QByteArrayList{"m-2", "m-1"}));
        search.text = u"dạ"_s;
        QCOMPARE(ids(search), QByteArrayList{"m-1"});
        search.to.reset();
        QCOMPARE(ids(search), (QByteArrayList{"m-1", "m-0"}));
        search.text = u"?"_s;  // no word in it
        search.from = moment(1'500);
        QCOMPARE(ids(search), QByteArrayList());
    }
};

TONGDAI_TEST(SourceIndexTest)

}  // namespace tongdai::testing

#include "source_index_test.moc"
