#include "engine/upstream/rules_ai.h"

#include "tests/engine/upstream/result_of.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::resultOf;

namespace {

struct Said {
    const char* text;
    const char* intent;
};

// What customers write, with marks and without, in full and in short.
constexpr Said kVietnamese[] = {
    {"Chào shop", "greeting"},
    {"xin chào ạ", "greeting"},
    {"shop ơiiii", "greeting"},
    {"alo shop ơi", "greeting"},
    {"chao shop", "greeting"},
    {"Áo linen này giá bao nhiêu vậy shop?", "ask_price"},
    {"Áo linen giá bao nhiêu", "ask_price"},
    {"ao linen gia bao nhieu vay shop", "ask_price"},
    {"giá?", "ask_price"},
    {"bn tiền v shop", "ask_price"},
    {"váy này nhiêu ạ", "ask_price"},
    {"Chào shop, cho mình hỏi giá quần jean với ạ", "ask_price"},
    {"ib giá mình với", "ask_price"},
    {"có giảm giá không shop", "ask_price"},
    {"mẫu này đang sale à", "ask_price"},
    {"2 cái tổng bao nhiêu ạ", "ask_price"},
    {"Shop ơi còn size M không ạ?", "ask_stock"},
    {"con size m ko shop", "ask_stock"},
    {"mẫu sơ mi trắng còn hàng không", "ask_stock"},
    {"so mi trang con hang k", "ask_stock"},
    {"váy hoa nhí hết hàng chưa shop", "ask_stock"},
    {"áo này có màu đen không", "ask_stock"},
    {"mình 52kg cao 1m6 mặc size nào", "ask_stock"},
    {"khi nào có hàng lại ạ", "ask_stock"},
    {"Còn áo khoác size L không shop", "ask_stock"},
    {"con ao khoac size L khong shop", "ask_stock"},
    {"Còn áo sơ mi trắng size L không", "ask_stock"},
    {"Shop mở cửa đến mấy giờ vậy?", "ask_hours"},
    {"shop may gio dong cua", "ask_hours"},
    {"chủ nhật có mở không shop", "ask_hours"},
    {"giờ làm việc của shop thế nào ạ", "ask_hours"},
    {"cho em xin địa chỉ shop", "ask_address"},
    {"dia chi shop o dau", "ask_address"},
    {"Cửa hàng ở đâu vậy ạ", "ask_address"},
    {"Đặt giúp chị 2 cái áo thun size L", "booking"},
    {"dat giup chi 2 cai ao thun size L", "booking"},
    {"em muốn đặt lịch thử đồ chiều mai", "booking"},
    {"chốt cho mình 1 chiếc đen nhé", "booking"},
    {"lấy cho chị 3 cái quần tây", "booking"},
    {"Cho mình đặt 2 áo linen size M, sđt 0912345678", "booking"},
    {"cho minh dat 2 ao linen size M, sdt 0912345678", "booking"},
    {"Cho em đặt 1 chân váy, số điện thoại 0987654321 nha shop", "booking"},
    {"shop giữ giúp em cái váy đỏ tới mai được không", "booking"},
    {"Đơn DH10234 của mình đến đâu rồi ạ?", "order_status"},
    {"don dh10234 toi dau roi", "order_status"},
    {"Đơn DH12345 tới đâu rồi", "order_status"},
    {"kiểm tra giúp em đơn hàng với", "order_status"},
    {"bao giờ nhận được hàng vậy shop", "order_status"},
    {"hàng của em gửi chưa, đơn 45821", "order_status"},
    {"shop gửi hàng chưa ạ", "order_status"},
    {"phí ship về Đà Nẵng bao nhiêu ạ", "ask_shipping"},
    {"ship ve da nang bao nhieu tien", "ask_shipping"},
    {"có freeship không shop", "ask_shipping"},
    {"ship cod được không ạ", "ask_shipping"},
    {"giao trong ngày được không", "ask_shipping"},
    {"Shop giao nhầm hàng cho mình rồi, quá thất vọng", "complaint"},
    {"shop giao nham hang cho minh roi, qua that vong", "complaint"},
    {"áo mới mặc một lần đã bị rách, hoàn tiền cho tôi", "complaint"},
    {"đợi cả tuần chưa thấy hàng, làm ăn kiểu gì vậy", "complaint"},
    {"vải xấu, không giống hình gì cả", "complaint"},
    {"hang loi roi doi tra sao day", "complaint"},
    {"giá thì cao mà áo bị lỗi", "complaint"},
    {"cho mình gặp nhân viên", "ask_person"},
    {"cho gap nguoi that di", "ask_person"},
    {"tôi muốn nói chuyện với người, không muốn nói chuyện với bot", "ask_person"},
    {"cảm ơn shop nhiều nha", "thanks"},
    {"cam on shop", "thanks"},
    {"tạm biệt shop", "goodbye"},
};
constexpr Said kEnglish[] = {
    {"Hello", "greeting"},
    {"hi there", "greeting"},
    {"How much is the linen shirt?", "ask_price"},
    {"what is the price of this dress", "ask_price"},
    {"any discount today?", "ask_price"},
    {"Do you have this in size M?", "ask_stock"},
    {"is the black jacket still available", "ask_stock"},
    {"what colours do you have", "ask_stock"},
    {"What time do you close?", "ask_hours"},
    {"are you open on sunday", "ask_hours"},
    {"where is your store?", "ask_address"},
    {"I'd like to book an appointment for tomorrow", "booking"},
    {"i want to order two shirts please", "booking"},
    {"Where is my order DH10234?", "order_status"},
    {"can you track my parcel", "order_status"},
    {"how much is shipping to Hanoi", "ask_shipping"},
    {"do you ship to Da Nang", "ask_shipping"},
    {"You sent me the wrong item, I want a refund", "complaint"},
    {"terrible quality, very disappointed", "complaint"},
    {"I want to talk to a human", "ask_person"},
    {"thank you so much", "thanks"},
    {"bye", "goodbye"},
};
// Nothing a shop's rules know anything about, or words that only look like it.
constexpr const char* kUnknown[] = {
    "trời hôm nay đẹp ghê",
    "con mèo nhà mình ngủ suốt ngày",
    "asdf qwer zxcv",
    "😀😀",
    "bạn thích ăn phở hay bún",
    "the weather is nice",
    "12345",
    "ừ",
};

AiRequest request(const QString& text)
{
    IncomingMessage message;
    message.conversation = ConversationId("c1");
    message.content = text;
    AiRequest r;
    r.conversation = message.conversation;
    r.messages = {message};
    return r;
}

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
}

QByteArray bookSaying(const QByteArray& answer)
{
    return "{\"version\":1,\n\"intents\":[{\"name\":\"x\",\"phrases\":{\"vi\":[\"mua\"]},\"answers\":{\"vi\":[\"" +
           answer + "\"]}}],\n\"fallback\":{\"answers\":{\"vi\":[\"?\"]}}}";
}

}  // namespace

class RulesAiTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_dir.isValid());
        m_ai = std::make_unique<RulesAi>(m_dir.filePath(u"absent.json"_s));
    }

    void understands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("intent");
        QTest::addColumn<bool>("isEnglish");
        for (const Said& s : kVietnamese) {
            QTest::newRow(s.text) << QString::fromUtf8(s.text) << QString::fromUtf8(s.intent) << false;
        }
        for (const Said& s : kEnglish) {
            QTest::newRow(s.text) << QString::fromUtf8(s.text) << QString::fromUtf8(s.intent) << true;
        }
    }
    void understands()
    {
        QFETCH(QString, text);
        QFETCH(QString, intent);
        QFETCH(bool, isEnglish);
        const AiAnswer answer = say(text);
        QCOMPARE(answer.intent, intent);
        QVERIFY2(answer.confidence >= 0.45 && answer.confidence < 1, qPrintable(QString::number(answer.confidence)));
        QCOMPARE(answer.modelUsed, u"rules"_s);
        const bool isPolite = answer.responseText.startsWith(u"Dạ"_s) && answer.responseText.contains(u"ạ"_s);
        QVERIFY2(isPolite != isEnglish, qPrintable(answer.responseText));
        QVERIFY2(!answer.responseText.contains(u'{'), qPrintable(answer.responseText));
        // The shop has given no facts yet: whatever is asked about it is asked of a person.
        const bool isSmallTalk = intent == u"greeting"_s || intent == u"thanks"_s || intent == u"goodbye"_s;
        QCOMPARE(handsOver(answer), !isSmallTalk);
        QCOMPARE(answer.actions.front().data[u"message"_s].toString(), answer.responseText);
    }

    void saysHonestlyWhatItDoesNotUnderstand_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : kUnknown)
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void saysHonestlyWhatItDoesNotUnderstand()
    {
        QFETCH(QString, text);
        const AiAnswer answer = say(text);
        QCOMPARE(answer.intent, u"unknown"_s);
        QVERIFY(answer.confidence < 0.45);
        QCOMPARE(answer.actions.front().type, ActionType::SendQuickReplies);
    }

    void marksDecideBetweenWordsThatLookAlikeWithout()
    {
        QCOMPARE(say(u"muốn đặt"_s).intent, u"booking"_s);
        QVERIFY(say(u"muốn đắt"_s).intent != u"booking"_s);
        QCOMPARE(say(u"muon dat"_s).intent, u"booking"_s);
    }

    void isMoreCertainOfALongerPhrase()
    {
        const double shortOne = say(u"giá thì sao cũng tùy thôi chứ biết sao giờ"_s).confidence;
        const double longOne = say(u"giá bao nhiêu vậy shop"_s).confidence;
        QVERIFY2(longOne > shortOne + 0.2, qPrintable(u"%1 %2"_s.arg(longOne).arg(shortOne)));
    }

    void readsEntities_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QJsonObject>("entities");
        using O = QJsonObject;
        QTest::newRow("size") << u"còn size m không"_s << O{{u"size"_s, u"M"_s}};
        QTest::newRow("large") << u"lấy XXL nhé"_s << O{{u"size"_s, u"XXL"_s}};
        QTest::newRow("no size in a word") << u"small talk, xlsx"_s << O{};
        QTest::newRow("amount") << u"lấy 3 cái"_s << O{{u"quantity"_s, 3}};
        QTest::newRow("a price is no amount") << u"chuyển 1.250.000 đ rồi"_s << O{};
        QTest::newRow("phone") << u"sđt 0912 345 678"_s << O{{u"phone"_s, u"0912345678"_s}};
        QTest::newRow("phone abroad") << u"+84912345678"_s << O{{u"phone"_s, u"0912345678"_s}};
        QTest::newRow("too long for a phone") << u"09123456789012"_s << O{};
        QTest::newRow("order") << u"đơn DH10234 đâu"_s << O{{u"order_code"_s, u"DH10234"_s}};
        QTest::newRow("order with a sign") << u"#45821 thì sao"_s << O{{u"order_code"_s, u"45821"_s}};
        QTest::newRow("order in words") << u"mã đơn 998877"_s << O{{u"order_code"_s, u"998877"_s}};
    }
    void readsEntities()
    {
        QFETCH(QString, text);
        QFETCH(QJsonObject, entities);
        QCOMPARE(upstream::readEntities(text), entities);
    }

    void namesTheProduct()
    {
        QCOMPARE(say(u"giá sơ mi bao nhiêu"_s).entities[u"product"_s].toString(), u"áo sơ mi"_s);
        QCOMPARE(say(u"how much is the jacket"_s).entities[u"product"_s].toString(), u"áo khoác"_s);
    }

    void takesAllWaitingMessagesTogether()
    {
        AiRequest r = request(u"shop ơi"_s);
        r.messages.push_back(request(u"áo linen size M"_s).messages.front());
        r.messages.push_back(request(u"giá bao nhiêu ạ"_s).messages.front());
        const AiAnswer answer = resultOf(m_ai->answer(r, 1s, {}));
        QCOMPARE(answer.intent, u"ask_price"_s);
        QCOMPARE(answer.entities[u"size"_s].toString(), u"M"_s);
    }

    void handsOverWhenItDoesNotUnderstandTwice()
    {
        AiRequest r = request(u"asdf"_s);
        const AiAnswer first = resultOf(m_ai->answer(r, 1s, {}));
        r.context.push_back({Speaker::Customer, u"asdf"_s, 1});
        r.context.push_back({Speaker::Bot, first.responseText, 2});
        r.messages.front().content = u"qwer"_s;
        const AiAnswer second = resultOf(m_ai->answer(r, 1s, {}));
        QCOMPARE(second.actions.back().type, ActionType::TransferToAgent);
        QVERIFY(second.responseText != first.responseText);
        r.context.push_back({Speaker::Operator, u"Dạ em Lan đây ạ"_s, 3});
        QCOMPARE(resultOf(m_ai->answer(r, 1s, {})).responseText, first.responseText);
    }

    void stopsWhenCancelled()
    {
        const auto cancel = std::make_shared<CancelToken>();
        cancel->cancel();
        QVERIFY_THROWS_EXCEPTION(UpstreamError, resultOf(m_ai->answer(request(u"giá"_s), 1s, cancel)));
    }

    void installsTheShippedRulesOnce()
    {
        const QString file = m_dir.filePath(u"new/rules.json"_s);
        QCOMPARE(RulesAi::installDefault(file), QString());
        QVERIFY(QFile::exists(file));
        write(file, bookSaying("của tôi"));
        QCOMPARE(RulesAi::installDefault(file), QString());
        RulesAi ai(file);
        QCOMPARE(resultOf(ai.answer(request(u"mua"_s), 1s, {})).responseText, u"của tôi"_s);
    }

    void followsTheFile()
    {
        const QString file = m_dir.filePath(u"edited.json"_s);
        write(file, bookSaying("một"));
        RulesAi ai(file);
        QCOMPARE(resultOf(ai.answer(request(u"mua"_s), 1s, {})).responseText, u"một"_s);
        write(file, bookSaying("hai hai"));
        QCOMPARE(resultOf(ai.answer(request(u"mua"_s), 1s, {})).responseText, u"hai hai"_s);
    }

    void keepsTheLastGoodRulesAndTellsTheLine()
    {
        const QString file = m_dir.filePath(u"broken.json"_s);
        write(file, bookSaying("tốt"));
        RulesAi ai(file);
        QCOMPARE(ai.mistakes(), QStringList());
        write(file, bookSaying("x") + "\n\nrubbish");
        QCOMPARE(resultOf(ai.answer(request(u"mua"_s), 1s, {})).responseText, u"tốt"_s);
        QCOMPARE(ai.mistakes().size(), 1);
        QVERIFY2(ai.mistakes().first().startsWith(u"broken.json, line 5: "_s), qPrintable(ai.mistakes().first()));
        write(file, bookSaying("lại tốt"));
        QCOMPARE(resultOf(ai.answer(request(u"mua"_s), 1s, {})).responseText, u"lại tốt"_s);
        QCOMPARE(ai.mistakes(), QStringList());
    }

    void tellsEveryMistakeWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("wanted");
        QTest::newRow("misspelt name") << bookSaying("x").replace("\"phrases\"", "\"phrasse\"")
                                       << QStringList{u"line 2: unknown name 'phrasse'"_s, u"never found"_s};
        QTest::newRow("version") << bookSaying("x").replace(":1,", ":7,") << QStringList{u"line 1: 'version'"_s};
        QTest::newRow("unknown action") << bookSaying("x").replace("\"?\"]}",
                                                                   "\"?\"]},\n\"actions\":[{\"type\":\"dance\"}]")
                                        << QStringList{u"line 4: unknown action 'dance'"_s};
        QTest::newRow("no answer") << bookSaying("") << QStringList{u"line 2: a text"_s};
        QTest::newRow("endless phrase") << bookSaying("x").replace("[\"mua\"]",
                                                                   "[\"a" + QByteArray(" *").repeated(60) + "\"]")
                                        << QStringList{u"line 2: a phrase of more than 40 words"_s};
        QTest::newRow("nothing") << "{}"_ba << QStringList{u"line 1"_s, u"intents"_s};
    }
    void tellsEveryMistakeWithItsLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, wanted);
        const auto read = readRuleBook(text);
        QVERIFY(std::holds_alternative<QStringList>(read));
        const QString mistakes = std::get<QStringList>(read).join(u'\n');
        for (const QString& what : wanted)
            QVERIFY2(mistakes.contains(what), qPrintable(mistakes));
    }

private:
    static bool handsOver(const AiAnswer& answer)
    {
        return !answer.actions.empty() && answer.actions.back().type == ActionType::TransferToAgent;
    }

    AiAnswer say(const QString& text) { return resultOf(m_ai->answer(request(text), 1s, {})); }

    QTemporaryDir m_dir;
    std::unique_ptr<RulesAi> m_ai;
};

TONGDAI_TEST(RulesAiTest)

}  // namespace tongdai::upstream

#include "rules_ai_test.moc"
