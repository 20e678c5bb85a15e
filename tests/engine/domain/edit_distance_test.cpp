#include "engine/domain/text/edit_distance.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

class EditDistanceTest : public QObject {
    Q_OBJECT
private slots:
    void countsLettersAsPeopleSeeThem_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("changed");
        QTest::addColumn<int>("longest");
        QTest::newRow("nothing") << QString() << QString() << 0 << 0;
        QTest::newRow("the same") << u"Dạ còn ạ"_s << u"Dạ còn ạ"_s << 0 << 8;
        QTest::newRow("spaces") << u" Dạ  còn\nạ "_s << u"Dạ còn ạ"_s << 0 << 8;
        QTest::newRow("decomposed") << u"Dạ còn ạ"_s.normalized(QString::NormalizationForm_D) << u"Dạ còn ạ"_s << 0
                                    << 8;
        QTest::newRow("a mark") << u"còn"_s << u"con"_s << 1 << 3;
        QTest::newRow("exchanged") << u"150k"_s << u"180k"_s << 1 << 4;
        QTest::newRow("put in") << u"Dạ còn ạ"_s << u"Dạ còn nhiều ạ"_s << 6 << 14;
        QTest::newRow("left out") << u"kitten"_s << u"kit"_s << 3 << 6;
        QTest::newRow("all in one") << u"kitten"_s << u"sitting"_s << 3 << 7;
        QTest::newRow("repeated letters") << u"aaa"_s << u"aa"_s << 1 << 3;
        QTest::newRow("beyond 16 bits") << u"ok 😀"_s << u"ok 😁"_s << 1 << 4;
        QTest::newRow("from nothing") << QString() << u"ạ ơi"_s << 4 << 4;
    }
    void countsLettersAsPeopleSeeThem()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(int, changed);
        QFETCH(int, longest);
        const EditDistance there = editDistance(from, to);
        QCOMPARE(there.changed, changed);
        QCOMPARE(there.longest, longest);
        QVERIFY(editDistance(to, from) == there);
    }

    void looksAtSoMuchAndNoMore()
    {
        const QString long1(100'000, u'a');
        const QString long2(100'000, u'b');
        const EditDistance bounded = editDistance(long1, long2);
        QCOMPARE(bounded.changed, kMostMeasured);
        QCOMPARE(bounded.longest, kMostMeasured);
    }
};

TONGDAI_TEST(EditDistanceTest)

}  // namespace tongdai

#include "edit_distance_test.moc"
