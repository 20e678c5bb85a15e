#include "engine/domain/text/whole_text.h"

#include "engine/domain/ids.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

class WholeTextTest : public QObject {
    Q_OBJECT

    const QChar m_high{0xd83d};
    const QChar m_low{0xde00};

private slots:
    void leavesWholeTextAsItIs()
    {
        for (const QString& text : {QString(), u"Đặt lịch"_s, u"😀"_s, u"a😀😀b"_s})
            QCOMPARE(wholeText(text), text);
    }
    void putsASignInThePlaceOfAHalf()
    {
        QCOMPARE(wholeText(u"anh "_s + m_high + u" oi"_s), u"anh \ufffd oi"_s);
        QCOMPARE(wholeText(m_low + u"a"_s), u"\ufffda"_s);
        QCOMPARE(wholeText(u"a"_s + m_high), u"a\ufffd"_s);
        QCOMPARE(wholeText(m_high + u"😀"_s + m_low), u"\ufffd😀\ufffd"_s);
    }
    void looksIntoObjectsAndLists()
    {
        const QJsonObject given{{u"n"_s, 1}, {u"a"_s, QJsonArray{QJsonObject{{u"b"_s, u"x"_s + m_high}}, true}}};
        const QJsonObject expected{{u"n"_s, 1}, {u"a"_s, QJsonArray{QJsonObject{{u"b"_s, u"x\ufffd"_s}}, true}}};
        QCOMPARE(wholeText(given), expected);
    }
    void cutsBetweenCharacters_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("units");
        QTest::addColumn<QString>("cut");
        QTest::newRow("short") << u"áo"_s << 5 << u"áo"_s;
        QTest::newRow("just") << u"áo😀"_s << 4 << u"áo😀"_s;
        QTest::newRow("letters") << u"áo thun"_s << 4 << u"áo t"_s;
        QTest::newRow("pair") << u"abc😀d"_s << 4 << u"abc"_s;
        QTest::newRow("letter and marks") << u"xe\u0302\u0301y"_s << 3 << u"x"_s;
        QTest::newRow("family") << u"a👨\u200d👩\u200d👧b"_s << 6 << u"a"_s;
        QTest::newRow("flag") << u"a🇻🇳b"_s << 3 << u"a"_s;
        QTest::newRow("nothing") << u"😀"_s << 0 << QString();
        QTest::newRow("far in") << QString(199, u'x') + u"😀😀"_s << 200 << QString(199, u'x');
        QTest::newRow("pairs only") << u"😀"_s.repeated(200) << 201 << u"😀"_s.repeated(100);
    }
    void cutsBetweenCharacters()
    {
        QFETCH(QString, text);
        QFETCH(int, units);
        QFETCH(QString, cut);
        QCOMPARE(cutText(text, units), cut);
    }
    /// One character longer than all that is left: most of it is better than nothing.
    void cutsACharacterWithoutEndBetweenCodePoints()
    {
        const QString endless = u"e"_s + QString(1000, QChar(0x0301));
        QCOMPARE(cutText(endless, 200).size(), 200);
        const QString pairs = u"a"_s + u"\U0001d165"_s.repeated(500);
        QVERIFY(cutText(pairs, 200).isValidUtf16());
        QVERIFY(cutText(pairs, 200).size() >= 199);
    }
    /// F67
    void neverMakesOneIdOfTwo()
    {
        QCOMPARE(idBytes(u"mã-1"), u"mã-1"_s.toUtf8());
        QVERIFY(!checkId(idBytes(u"😀")));
        for (const QString& broken : {QString(m_high), u"a"_s + m_low, m_low + u"a"_s}) {
            QCOMPARE(checkId(idBytes(broken)), std::optional(IdProblem::NotUtf8));
            QCOMPARE(checkId(ConversationId::fromString(broken).bytes()), std::optional(IdProblem::NotUtf8));
        }
    }
};

TONGDAI_TEST(WholeTextTest)

}  // namespace tongdai

#include "whole_text_test.moc"
