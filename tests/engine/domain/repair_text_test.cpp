#include "engine/domain/text/repair_text.h"
#include "tests/support/test_registry.h"

#include <QStringDecoder>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

/// Vietnamese as exports break it, made here the way they do (features E10).
class RepairTextTest : public QObject {
    Q_OBJECT

    static constexpr const char16_t* kSaid =
        u"Dạ shop còn size M màu đen ạ, giá 250.000đ – chị ơi “đặt” nhé! Ừ, để em gửi ảnh… Ở Hà Nội 😀";

    /// UTF-8 read as Windows-1252, the five bytes it does not know as control characters.
    static QString misread(const QString& text)
    {
        static const QString windows = u"€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"_s;
        QString wrong;
        for (const char byte : text.toUtf8()) {
            const auto code = uchar(byte);
            wrong += code >= 0x80 && code < 0xA0 ? windows[code - 0x80] : QChar(char16_t(code));
        }
        return wrong;
    }

private slots:
    void putsRightWhatWasReadWithTheWrongTable_data()
    {
        QTest::addColumn<QString>("broken");
        QTest::addColumn<QString>("meant");
        const QString said = QString::fromUtf16(kSaid);
        QTest::newRow("Windows-1252") << misread(said) << said;
        QTest::newRow("twice") << misread(misread(said)) << said;
        QTest::newRow("three times") << misread(misread(misread(said))) << said;
        QTest::newRow("Latin-1") << QString::fromLatin1(said.toUtf8()) << said;
        QTest::newRow("a no-break space became plain")
            << misread(u"màu trắng và đen à?"_s).replace(QChar(0xA0), u' ') << u"màu trắng và đen à?"_s;
        QTest::newRow("beside letters that are right") << u"ơi, cÃ²n ạ"_s << u"ơi, còn ạ"_s;
        QTest::newRow("beside capitals that are right") << u"“ĐÃ” hết, GÃ cÃ²n"_s << u"“ĐÃ” hết, GÃ còn"_s;
        QTest::newRow("a capital O behind others") << misread(u"Ôi, tốt quá"_s) << u"Ôi, tốt quá"_s;
        QTest::newRow("references") << u"D&#7841; c&ograve;n &#x111;en &amp; tr&#7855;ng"_s << u"Dạ còn đen & trắng"_s;
        QTest::newRow("escapes") << u"D\\u1ea1 c\\u00f2n \\ud83d\\ude00"_s << u"Dạ còn 😀"_s;
    }
    void putsRightWhatWasReadWithTheWrongTable()
    {
        QFETCH(QString, broken);
        QFETCH(QString, meant);
        const RepairedText repaired = repairText(broken);
        QCOMPARE(repaired.text, meant);
        QVERIFY(repaired.isRepaired());
        QCOMPARE(repairText(repaired.text).repairs, 0);
    }

    void leavesAloneWhatIsRight_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("Vietnamese") << QString::fromUtf16(kSaid);
        QTest::newRow("decomposed") << QString::fromUtf16(kSaid).normalized(QString::NormalizationForm_D);
        QTest::newRow("nothing") << QString();
        QTest::newRow("ASCII") << u"C:\\users\\lan & co; a<b \\n \\u0041"_s;
        QTest::newRow("Latin letters") << u"Cà phê sữa, é è à ý, 25 °C, ½ ký"_s;
        QTest::newRow("a single Ã") << u"Ã à"_s;
        QTest::newRow("capitals before dots") << u"ĐÃ… hết hàng, ĐÃ bán"_s;
        QTest::newRow("capitals before a quotation mark") << u"shop “VÔ” có; “ĐÃ” rồi, và Ã nữa"_s;
        QTest::newRow("before a dash and dots") << u"quâ—… nhỉ, Ô– À’"_s;
        QTest::newRow("before a no-break space") << u"ĐÃ\u00A0BÁN, GÃ\u00A0ấy"_s;
        QTest::newRow("French") << u"Où êtes-vous? «Là-bas»"_s;
        QTest::newRow("half a pair") << u"a \\ud83d b"_s;
        QTest::newRow("no reference") << u"AT&T; R&D &unknown; &#0; &#xD800;"_s;
    }
    void leavesAloneWhatIsRight()
    {
        QFETCH(QString, text);
        const RepairedText same = repairText(text);
        QCOMPARE(same.text, text);
        QVERIFY(!same.isRepaired());
    }
};

TONGDAI_TEST(RepairTextTest)

}  // namespace tongdai

#include "repair_text_test.moc"
