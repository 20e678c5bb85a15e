#include "engine/domain/limits/address_range.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;

class AddressRangeTest : public QObject {
    Q_OBJECT
private slots:
    void holds_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isInside");
        const auto row = [](const QString& range, const QString& address, bool isInside) {
            QTest::addRow("%s %s", qPrintable(range), qPrintable(address)) << range << address << isInside;
        };
        row(u"10.0.0.0/8"_s, u"10.255.0.1"_s, true);
        row(u"10.0.0.0/8"_s, u"11.0.0.1"_s, false);
        row(u"192.168.4.0/22"_s, u"192.168.7.9"_s, true);
        row(u"192.168.4.0/22"_s, u"192.168.8.0"_s, false);
        row(u"127.0.0.1"_s, u"127.0.0.1"_s, true);
        row(u"127.0.0.1"_s, u"127.0.0.2"_s, false);
        row(u"10.0.0.1/32"_s, u"::ffff:10.0.0.1"_s, true);
        row(u"2001:db8::/33"_s, u"2001:db8:7fff::1"_s, true);
        row(u"2001:db8::/33"_s, u"2001:db8:8000::1"_s, false);
        row(u" ::1 "_s, u"::1"_s, true);
        row(u"2001:db8::/32"_s, u"32.1.13.184"_s, false);
    }
    void holds()
    {
        QFETCH(QString, range);
        QFETCH(QString, address);
        QFETCH(bool, isInside);
        const auto read = readAddressRange(range);
        QVERIFY2(std::holds_alternative<AddressRange>(read), qPrintable(range));
        const auto one = std::get<AddressRange>(readAddressRange(address));
        QCOMPARE(one.bits, 128);
        QCOMPARE(std::get<AddressRange>(read).contains(one.base), isInside);
    }
    void refusesWhatIsNone_data()
    {
        QTest::addColumn<QString>("why");
        QTest::newRow("10/8") << u"is no address"_s;
        QTest::newRow("127.1") << u"is no address"_s;
        QTest::newRow("proxy.example") << u"is no address"_s;
        QTest::newRow("[::1]") << u"is no address"_s;
        QTest::newRow("10.0.0.0/33") << u"number of bits from 1 to 32"_s;
        QTest::newRow("10.0.0.0/x") << u"number of bits"_s;
        QTest::newRow("::/129") << u"from 1 to 128"_s;
        QTest::newRow("0.0.0.0/0") << u"every computer"_s;
        QTest::newRow("::/0") << u"every computer"_s;
        QTest::newRow("10.0.0.5/8") << u"more set than its first 8 bits"_s;
        QTest::newRow("2001:db8::1/64") << u"more set"_s;
    }
    void refusesWhatIsNone()
    {
        QFETCH(QString, why);
        const auto read = readAddressRange(QString::fromLatin1(QTest::currentDataTag()));
        const auto* problem = std::get_if<QString>(&read);
        QVERIFY(problem);
        QVERIFY2(problem->contains(why), qPrintable(*problem));
    }
};

TONGDAI_TEST(AddressRangeTest)

}  // namespace tongdai

#include "address_range_test.moc"
