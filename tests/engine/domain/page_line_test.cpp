#include "engine/domain/shop/page_line.h"

#include "engine/domain/text/html_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

/// How a text goes to a page of Pancake, and what one brings as HTML.
class PageLineTest : public QObject {
    Q_OBJECT
private slots:
    void aPieceEndsWhereAWordDoes()
    {
        QCOMPARE(inPieces(u"một hai ba bốn"_s, 8), (QStringList{u"một hai"_s, u"ba bốn"_s}));
        QCOMPARE(inPieces(u"một hai\nba bốn"_s, 9), (QStringList{u"một hai"_s, u"ba bốn"_s}));
        QCOMPARE(inPieces(u"abcdefghij"_s, 4), (QStringList{u"abcd"_s, u"efgh"_s, u"ij"_s}));
        QCOMPARE(inPieces(u"  \n "_s, 4), QStringList());
        QCOMPARE(inPieces(u"vừa"_s, 3), QStringList{u"vừa"_s});
    }

    void noPieceTearsACharacter_data()
    {
        QTest::addColumn<QString>("character");
        QTest::newRow("surrogates") << u"😀"_s;
        QTest::newRow("letter and marks") << u"e\u0302\u0301"_s;
        QTest::newRow("joined emoji") << u"👩‍❤️‍👩"_s;
        QTest::newRow("flag") << u"🇻🇳"_s;
    }
    void noPieceTearsACharacter()
    {
        QFETCH(QString, character);
        const QString text = character.repeated(50);
        const QStringList pieces = inPieces(text, 20);
        QCOMPARE(pieces.join(QString()), text);
        for (const QString& piece : pieces) {
            QVERIFY(piece.size() <= 20);
            QCOMPARE(piece.size() % character.size(), qsizetype(0));
        }
    }

    void eachPlatformHasItsLength()
    {
        QCOMPARE(mostLetters(u"facebook"_s), 2000);
        QCOMPARE(mostLetters(u"Zalo"_s), 2000);
        QCOMPARE(mostLetters(u"tiktok_shop"_s), 500);
        QCOMPARE(mostLetters(u"shopee"_s), 1000);
    }

    void anAddressIsReadAsItWasWritten()
    {
        const PageAddress comment{"1029", true, "1029_77:5"};
        QCOMPARE(pageAddress({{QString(kPageKey), toJson(comment)}}), std::optional(comment));
        QVERIFY(!pageAddress({{u"platform"_s, u"facebook"_s}}));
        QVERIFY(!pageAddress({{QString(kPageKey), u"1029"_s}}));
    }

    /// Whoever may write messages through another way must not send in a page's name.
    void onlyPancakesOwnLinesSpeakOfPages()
    {
        const QJsonObject metadata{{QString(kPageKey), toJson(PageAddress{"1029"})}, {u"platform"_s, u"zalo"_s}};
        QVERIFY(livesOnPage(withoutPage(metadata, kPageSource)));
        QVERIFY(!livesOnPage(withoutPage(metadata, "platform")));
        QVERIFY(!livesOnPage(withoutPage(metadata, "chat")));
    }

    void htmlBecomesWhatOneReads_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("text");
        QTest::newRow("block") << u"<div>còn size M không</div>"_s << u"còn size M không"_s;
        QTest::newRow("breaks") << u"<div>một<br>hai<br/>ba</div>"_s << u"một\nhai\nba"_s;
        QTest::newRow("entities") << u"a &amp; b &lt;3 &#273;&#x1F600; &nbsp;&eacute;"_s << u"a & b <3 đ😀  é"_s;
        QTest::newRow("link") << u"<a href=\"https://x.vn?a=1&amp;b=2\">xem <b>đây</b></a>"_s << u"xem đây"_s;
        QTest::newRow("no tag") << u"3 < 4 và <3"_s << u"3 < 4 và <3"_s;
        QTest::newRow("unclosed") << u"giá <b 5"_s << u"giá <b 5"_s;
        QTest::newRow("unknown entity") << u"R&D; &khong; &#0; &#xD800;"_s << u"R&D; &khong; &#0; &#xD800;"_s;
        QTest::newRow("comment") << u"a<!-- b -->c"_s << u"ac"_s;
    }
    void htmlBecomesWhatOneReads()
    {
        QFETCH(QString, html);
        QFETCH(QString, text);
        QCOMPARE(textOfHtml(html), text);
    }

    /// Each of them could begin an entity; the end of one is not looked for in all that follows.
    void aTextOfAmpersandsIsGoneThroughOnce()
    {
        const QString signs = u"&"_s.repeated(2'000'000);
        QCOMPARE(textOfHtml(signs), signs);
        QCOMPARE(textOfHtml(u"&nonsenses;&#x1F600;&amp;"_s), u"&nonsenses;😀&"_s);
    }
};

TONGDAI_TEST(PageLineTest)

}  // namespace tongdai

#include "page_line_test.moc"
