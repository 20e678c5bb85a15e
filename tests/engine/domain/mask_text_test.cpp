#include "engine/domain/text/mask_text.h"

#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// What is blacked out for strangers, and what is not.
class MaskTextTest : public QObject {
    Q_OBJECT
private slots:
    void masks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("masked");
        QTest::addRow("phone") << u"Số em 0912345678 ạ"_s << u"Số em •••••••678 ạ"_s;
        QTest::addRow("phone in groups") << u"gọi 0912 345 678 nhé"_s << u"gọi •••• ••• 678 nhé"_s;
        QTest::addRow("phone with code") << u"+84 912 345 678"_s << u"+•• ••• ••• 678"_s;
        QTest::addRow("card") << u"thẻ 4111 1111 1111 1111 hết hạn"_s << u"thẻ •••• •••• •••• 1111 hết hạn"_s;
        QTest::addRow("card in one") << u"4111111111111111"_s << u"••••••••••••1111"_s;
        QTest::addRow("order code with as many digits") << u"đơn 4111111111111112"_s << u"đơn 4111111111111112"_s;
        QTest::addRow("citizen's card") << u"CCCD 001199012345"_s << u"CCCD •••••••••345"_s;
        QTest::addRow("old identity card") << u"CMND: 123456789"_s << u"CMND: ••••••789"_s;
        QTest::addRow("price") << u"giá 1.250.000 đ"_s << u"giá 1.250.000 đ"_s;
        QTest::addRow("date") << u"ngày 21/11/2025 lúc 09:12"_s << u"ngày 21/11/2025 lúc 09:12"_s;
        QTest::addRow("nothing") << QString() << QString();
    }
    void masks()
    {
        QFETCH(QString, text);
        QFETCH(QString, masked);
        QCOMPARE(maskText(text), masked);
        QCOMPARE(maskText(masked), masked);
    }

    void masksWhereverItStandsInAnObject()
    {
        const QJsonObject object{{u"phone"_s, u"0912345678"_s},
                                 {u"as_number"_s, 912345678},
                                 {u"order"_s, 20251121},
                                 {u"0912345678"_s, QJsonArray{u"x"_s, true, QJsonValue::Null}},
                                 {u"deep"_s, QJsonObject{{u"card"_s, u"4111111111111111"_s}}}};
        const QJsonObject masked = maskJson(object).toObject();
        QCOMPARE(masked["phone"_L1].toString(), u"•••••••678"_s);
        QCOMPARE(masked["as_number"_L1].toString(), u"•••••••678"_s);
        QCOMPARE(masked["order"_L1].toInt(), 20251121);
        QVERIFY(masked.contains(u"•••••••678"_s) && !masked.contains(u"0912345678"_s));
        QCOMPARE(masked["deep"_L1]["card"_L1].toString(), u"••••••••••••1111"_s);
    }
};

TONGDAI_TEST(MaskTextTest)

}  // namespace tongdai::testing

#include "mask_text_test.moc"
