#include "engine/domain/customer/find_details.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

const Gazetteer& vietnam()
{
    static const Gazetteer gazetteer = [] {
        QFile file(QStringLiteral(TONGDAI_SOURCE_DIR "/resources/gazetteer/vietnam.json"));
        if (!file.open(QIODevice::ReadOnly)) qFatal("no gazetteer");
        return Gazetteer(file.readAll());
    }();
    return gazetteer;
}

QString inWords(const std::vector<FoundDetail>& found)
{
    QStringList words;
    for (const FoundDetail& one : found)
        words << keyOf(one.field) + u'=' + one.value;
    return words.join(u" | "_s);
}

DetailSource line(qint64 rev)
{
    return {MessageId("m"_ba + QByteArray::number(rev)), rev, TimePoint(std::chrono::milliseconds(rev * 1000))};
}

}  // namespace

/// What customers write of themselves, and what must be read out of it.
class FindDetailsTest : public QObject {
    Q_OBJECT
private slots:
    void readsWhatPeopleWrite_data();
    void readsWhatPeopleWrite();
    void readsNothingIntoOtherWords_data();
    void readsNothingIntoOtherWords();
    void mostLinesAreNotWorthLooking();
    void knowsBothDivisions();
    void anEmptyLaterValueErasesNothing();
    void aNewerValueStandsFirstAndTheOlderStays();
    void readingALineAgainChangesNothing();
    void isKeptAndReadAgain();
    void hostileTextIsCheap();
};

void FindDetailsTest::readsWhatPeopleWrite_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("details");
    auto row = [n = 0](const char* text, const char* details) mutable {
        QTest::addRow("%02d", ++n) << QString::fromUtf8(text) << QString::fromUtf8(details);
    };
    // Telephone numbers.
    row("sđt em 0912345678 ạ", "phone=0912345678");
    row("Số của mình: 0912 345 678", "phone=0912345678");
    row("091.234.5678 nhé shop", "phone=0912345678");
    row("+84 912 345 678", "phone=0912345678");
    row("84912345678", "phone=0912345678");
    row("(+84) 0912-345-678", "phone=0912345678");
    row("gọi em số 0168 234 5678 nha", "phone=0382345678");
    row("sdt cu cua em 01234567891", "phone=0834567891");
    row("không chín một hai ba bốn năm sáu bảy tám", "phone=0912345678");
    row("khong chin 8 bay sau nam bon ba hai mot a", "phone=0987654321");
    row("o9l thì không phải, đây mới là số: O912345678", "phone=0912345678");
    row("sdt: 912345678", "phone=0912345678");
    row("gọi 024 3825 1234 giờ hành chính", "phone=02438251234");
    row("my number is +1 650 253 0000", "phone=+16502530000");
    row("0912345678 hoặc 0987 654 321 đều được", "phone=0912345678 | phone=0987654321");
    // E-mail addresses.
    row("mail em là Lan.Tran@Gmail.com nhé", "email=lan.tran@gmail.com");
    row("email: lan_tran99 @ yahoo.com.vn", "email=lan_tran99@yahoo.com.vn");
    row("lan a còng gmail chấm com", "email=lan@gmail.com");
    row("gửi hoá đơn về ketoan@congty,vn giúp", "email=ketoan@congty.vn");
    // Names.
    row("Em tên là Nguyễn Thị Lan ạ", "name=Nguyễn Thị Lan");
    row("ten em la nguyen van hung", "name=Nguyen Van Hung");
    row("Mình là Hà, đặt hôm qua", "name=Hà");
    row("Người nhận: chị Trần Minh Châu", "name=Trần Minh Châu");
    row("Họ tên: lê thu hà", "name=Lê Thu Hà");
    row("Mình tên Lan, sđt 0912 345 678", "name=Lan | phone=0912345678");
    row("tên Chiến nha", "name=Chiến");
    row("tên Minh Anh ạ", "name=Minh Anh");
    row("Địa chỉ: 12 Trần Phú, Lai Châu", "address=12 Trần Phú, Lai Châu | province=Lai Châu");
    row("Phạm Văn Đức\n0912345678", "name=Phạm Văn Đức | phone=0912345678");
    row("Nguyễn Trãi, 0912 345 678", "name=Nguyễn Trãi | phone=0912345678");
    row("c Hoa 0987654321", "name=Hoa | phone=0987654321");
    // Addresses.
    row("12/3 Nguyễn Trãi, P. Bến Thành, Q1, HCM",
        "address=12/3 Nguyễn Trãi, P. Bến Thành, Q1, HCM | ward=Phường Bến Thành | district=Quận 1 | province=Hồ Chí "
        "Minh");
    row("Địa chỉ: số 5 ngõ 20 Cầu Giấy, Hà Nội nhé shop", "address=số 5 ngõ 20 Cầu Giấy, Hà Nội | province=Hà Nội");
    row("ship về 45 lê lợi phường 4 quận gò vấp tp hcm giúp em",
        "address=45 lê lợi phường 4 quận gò vấp tp hcm | ward=Phường 4 | district=Quận Gò Vấp | province=Hồ Chí Minh");
    row("dc: 12 nguyen trai p7 q5 hcm",
        "address=12 nguyen trai p7 q5 hcm | ward=Phường 7 | district=Quận 5 | province=Hồ Chí Minh");
    row("Ấp 3, xã Phước Kiển, huyện Nhà Bè",
        "address=Ấp 3, xã Phước Kiển, huyện Nhà Bè | ward=Xã Phước Kiển | district=Huyện Nhà Bè | province=Hồ Chí "
        "Minh");
    row("giao tới 88 Đại lộ Bình Dương, Thủ Dầu Một, Bình Dương",
        "address=88 Đại lộ Bình Dương, Thủ Dầu Một, Bình Dương | district=Thành phố Thủ Dầu Một | province=Bình Dương "
        "| "
        "province_now=Hồ Chí Minh");
    row("Em ở Đà Lạt, Lâm Đồng", "district=Thành phố Đà Lạt | province=Lâm Đồng");
    row("15 Trần Phú, Nha Trang, Khánh Hòa",
        "address=15 Trần Phú, Nha Trang, Khánh Hòa | district=Thành phố Nha Trang | province=Khánh Hòa");
    row("thôn 2 xã Ea Kao, Buôn Ma Thuột, Đắk Lắk",
        "address=thôn 2 xã Ea Kao, Buôn Ma Thuột, Đắk Lắk | ward=Xã Ea Kao | district=Thành phố Buôn Ma Thuột | "
        "province=Đắk Lắk");
    row("số nhà 7 đường Lê Duẩn, phường Sài Gòn, TP. Hồ Chí Minh",
        "address=số nhà 7 đường Lê Duẩn, phường Sài Gòn, TP. Hồ Chí Minh | ward=Phường Sài Gòn | province=Hồ Chí Minh");
    // All of it.
    row("Trần Thị Mai - 0903 123 456 - 21 Hai Bà Trưng, Hoàn Kiếm, Hà Nội",
        "name=Trần Thị Mai | phone=0903123456 | address=21 Hai Bà Trưng, Hoàn Kiếm, Hà Nội | district=Quận Hoàn Kiếm | "
        "province=Hà Nội");
    row("Tên: Võ Minh Tuấn\nSĐT: 0121 234 5678\nĐC: 102 Hùng Vương, TP Huế\nEmail: tuan.vo@hue.vn",
        "name=Võ Minh Tuấn | phone=0792345678 | email=tuan.vo@hue.vn | address=102 Hùng Vương, TP Huế | province=Huế");
    row("ten minh la hoa sdt 0938111222 dia chi 5/7 to ky, q12",
        "name=Hoa | phone=0938111222 | address=5/7 to ky, q12 | district=Quận 12 | province=Hồ Chí Minh");
}

void FindDetailsTest::readsWhatPeopleWrite()
{
    QFETCH(QString, text);
    QFETCH(QString, details);
    QVERIFY(mayHoldDetails(text));
    QCOMPARE(inWords(findDetails(text, vietnam())), details);
    QCOMPARE(inWords(findDetails(text.normalized(QString::NormalizationForm_D), vietnam())), details);
}

void FindDetailsTest::readsNothingIntoOtherWords_data()
{
    QTest::addColumn<QString>("text");
    auto row = [n = 0](const char* text) mutable { QTest::addRow("%02d", ++n) << QString::fromUtf8(text); };
    row("còn size 40 không shop");
    row("giá 350.000 đúng không ạ");
    row("lấy 2 cái màu đen, 3 cái trắng");
    row("stk 0123456789012 vietcombank");
    row("mã đơn 0912345678 tới đâu rồi");
    row("em là khách quen mà");
    row("tên shop là gì vậy");
    row("nhà em xa lắm");
    row("cho em 2 kg đường");
    row("đặt ngày 12/11/2026 nhé");
    row("Chị Phương ơi");
    row("ba cái năm nghìn");
    row("phí ship bao nhiêu vậy shop");
    row("hn shop có mở không");
    row("@shop");
}

void FindDetailsTest::readsNothingIntoOtherWords()
{
    QFETCH(QString, text);
    QCOMPARE(inWords(findDetails(text, vietnam())), QString());
}

/// Most of what customers write is not worth a task.
void FindDetailsTest::mostLinesAreNotWorthLooking()
{
    for (const QString& text : {u"Dạ shop ơi cái áo này còn size M không ạ"_s, u"ok shop"_s,
                                u"cho mình xem thêm mẫu khác"_s, u"bao giờ có hàng vậy"_s})
        QVERIFY2(!mayHoldDetails(text), qPrintable(text));
}

void FindDetailsTest::knowsBothDivisions()
{
    QCOMPARE(vietnam().nowOf(u"Vĩnh Phúc"_s), u"Phú Thọ"_s);
    QCOMPARE(vietnam().nowOf(u"bà rịa vũng tàu"_s), u"Hồ Chí Minh"_s);
    QCOMPARE(vietnam().nowOf(u"Hà Nội"_s), u"Hà Nội"_s);
    QCOMPARE(vietnam().nowOf(u"Paris"_s), QString());
}

void FindDetailsTest::anEmptyLaterValueErasesNothing()
{
    CustomerDetails details;
    QVERIFY(addDetails(details, {{DetailField::Phone, u"0912345678"_s}}, line(1)));
    QVERIFY(!addDetails(details, {{DetailField::Phone, u""_s}, {DetailField::Name, u"  "_s}}, line(2)));
    QVERIFY(!addDetails(details, {}, line(3)));
    QCOMPARE(details.value(DetailField::Phone), u"0912345678"_s);
    QCOMPARE(details.values[DetailField::Phone].front().from, line(1));
}

void FindDetailsTest::aNewerValueStandsFirstAndTheOlderStays()
{
    CustomerDetails details;
    addDetails(details, {{DetailField::Phone, u"0912345678"_s}}, line(1));
    QVERIFY(addDetails(details, {{DetailField::Phone, u"0987654321"_s}}, line(5)));
    QCOMPARE(details.value(DetailField::Phone), u"0987654321"_s);
    QCOMPARE(details.values[DetailField::Phone].size(), 2);
    // Said again, the first number is the newer one, and stands with the line that said it last.
    QVERIFY(addDetails(details, {{DetailField::Phone, u"0912345678"_s}}, line(7)));
    QCOMPARE(details.values[DetailField::Phone].front().from.message, MessageId("m7"_ba));
    QCOMPARE(details.values[DetailField::Phone].size(), 2);
    for (int i = 0; i < 20; ++i)
        addDetails(details, {{DetailField::Phone, QString::number(900'000'000 + i)}}, line(10 + i));
    QCOMPARE(details.values[DetailField::Phone].size(), CustomerDetails::kMaxValues);
    QCOMPARE(details.value(DetailField::Phone), u"900000019"_s);
}

void FindDetailsTest::readingALineAgainChangesNothing()
{
    CustomerDetails details;
    addDetails(details, {{DetailField::Name, u"Lan"_s}}, line(3));
    addDetails(details, {{DetailField::Name, u"Mai"_s}}, line(4));
    const CustomerDetails before = details;
    QVERIFY(!addDetails(details, {{DetailField::Name, u"Lan"_s}}, line(3)));
    QVERIFY(!addDetails(details, {{DetailField::Name, u"Lan"_s}}, line(2)));
    QCOMPARE(details, before);
}

void FindDetailsTest::isKeptAndReadAgain()
{
    CustomerDetails details;
    details.readUpto = 9;
    addDetails(details, {{DetailField::Name, u"Lan"_s}, {DetailField::ProvinceNow, u"Phú Thọ"_s}}, line(3));
    QCOMPARE(customerDetails(toJson(details)), details);
    QCOMPARE(customerData(details), (QJsonObject{{u"name"_s, u"Lan"_s}, {u"province_now"_s, u"Phú Thọ"_s}}));
    QCOMPARE(customerDetails({}), CustomerDetails());
    QCOMPARE(customerDetails({{u"name"_s, 7}}), CustomerDetails());
}

void FindDetailsTest::hostileTextIsCheap()
{
    // Nothing here may take the square of the text's length, or read beyond what is looked at.
    for (const QString& piece :
         {u"0 "_s, u"khong "_s, u"a@"_s, u"q1 "_s, u"Nguyễn "_s, u"tên "_s, u"12/"_s, u", "_s, u"."_s, u"\u0301"_s}) {
        const QString text = piece.repeated(200'000);
        findDetails(text, vietnam());
        mayHoldDetails(text);
    }
    QVERIFY(findDetails(QString(kMostLookedAt, u'x') + u" sđt 0912345678"_s, vietnam()).empty());
}

TONGDAI_TEST(FindDetailsTest)

}  // namespace tongdai::testing

#include "find_details_test.moc"
