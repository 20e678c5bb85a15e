#include "ui/models/search_request.h"

#include "tests/support/test_registry.h"
#include "ui/models/search_excerpt.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is typed into the search box, and what is shown of a line that was found.
class SearchRequestTest : public QObject {
    Q_OBJECT

    const QTimeZone m_zone{7 * 3600};
    const QDate m_today{2025, 11, 21};

    SearchRequest read(const QString& typed) const { return readSearch(typed, m_today, m_zone); }
    std::optional<TimePoint> day(int year, int month, int day) const
    {
        return TimePoint(std::chrono::milliseconds(QDate(year, month, day).startOfDay(m_zone).toMSecsSinceEpoch()));
    }
    static QStringList marked(const Excerpt& excerpt)
    {
        QStringList words;
        for (const Excerpt::Mark& mark : excerpt.marks)
            words << excerpt.text.mid(mark.start, mark.length);
        return words;
    }

private slots:
    void readsFilters()
    {
        const MessageQuery query = read(u"giao hàng from:bot channel:facebook tag:\"khách sỉ\" nhanh in:c-1"_s).query;
        QCOMPARE(query.text.simplified(), u"giao hàng nhanh"_s);
        QCOMPARE(query.role, std::optional(Speaker::Bot));
        QVERIFY(query.person.isEmpty());
        QCOMPARE(query.channel, u"facebook"_s);
        QCOMPARE(query.tag, u"khách sỉ"_s);
        QCOMPARE(query.conversation, ConversationId("c-1"_ba));
        QCOMPARE(read(u"from:u-17"_s).query.person, SenderId("u-17"_ba));
    }

    void readsVietnameseNames()
    {
        const MessageQuery query = read(u"của:khách kênh:zalo THẺ:vip trước:21/11/2025 trong:c'2"_s).query;
        QCOMPARE(query.text, QString(4, u' '));
        QCOMPARE(query.role, std::optional(Speaker::Customer));
        QCOMPARE(query.channel, u"zalo"_s);
        QCOMPARE(query.tag, u"vip"_s);
        QCOMPARE(query.to, day(2025, 11, 21));
        QCOMPARE(query.conversation, ConversationId("c'2"_ba));
        QCOMPARE(read(u"của:\"nhân viên\""_s).query.role, std::optional(Speaker::Operator));
        QCOMPARE(read(u"của:ghichú"_s).query.role, std::optional(Speaker::Note));
        QCOMPARE(read(u"kênh:zalo"_s.normalized(QString::NormalizationForm_D)).query.channel, u"zalo"_s);
    }

    void readsDates()
    {
        QCOMPARE(read(u"after:2025-11-01"_s).query.from, day(2025, 11, 1));
        QCOMPARE(read(u"từ:1/11"_s).query.from, day(2025, 11, 1));
        QCOMPARE(read(u"before:24/12"_s).query.to, day(2024, 12, 24));  // this year's is still to come
        const MessageQuery one = read(u"on:20-11-2025"_s).query;
        QCOMPARE(one.from, day(2025, 11, 20));
        QCOMPARE(one.to, day(2025, 11, 21));
        for (const QString& wrong : {u"yesterday"_s, u"31/2/2025"_s, u"2025-13-01"_s, u"0/0"_s})
            QCOMPARE(read(u"before:"_s + wrong).notADate, wrong);
    }

    /// Sources of disputes know fewer filters, most of them of this shop's history alone: the others are words there.
    void readsTheSearchOfDisputes()
    {
        const auto readAll = [this](const QString& typed) { return readDisputeSearch(typed, m_today, m_zone); };
        const DisputeSearchRequest some = readAll(u" thiếu hàng trước:21/11/2025 từ:1/11 nguồn:mysql "_s);
        QCOMPARE(some.search.text, u"thiếu hàng"_s);
        QCOMPARE(some.search.to, day(2025, 11, 21));
        QCOMPARE(some.search.from, day(2025, 11, 1));
        QCOMPARE(some.source, u"mysql"_s);
        QVERIFY(some.hasFilters() && !some.asksNothing());
        const DisputeSearchRequest one = readAll(u"on:20/11 source:\"This shop\""_s);
        QCOMPARE(one.search.from, day(2025, 11, 20));
        QCOMPARE(one.search.to, day(2025, 11, 21));
        QCOMPARE(one.source, u"This shop"_s);
        QVERIFY(!one.asksNothing() && one.search.text.isEmpty());
        QVERIFY(readAll(u"source:mysql"_s).asksNothing());
        QCOMPARE(readAll(u"before:31/2/2025"_s).notADate, u"31/2/2025"_s);
        QCOMPARE(readAll(u"in:c1 tag:vip"_s).search.text, u"in:c1 tag:vip"_s);
        const DisputeSearchRequest own = readAll(u"của:khách việc:chuyển ýđịnh:- model:qwen sau"_s);
        QCOMPARE(own.search.text, u"sau"_s);
        QCOMPARE(own.search.own.role, std::optional(Speaker::Customer));
        QCOMPARE(own.search.own.fact, std::optional(MessageQuery::Fact::HandedOver));
        QCOMPARE(own.search.own.intent, std::optional(QString()));
        QCOMPARE(own.search.own.model, u"qwen"_s);
        QVERIFY(own.hasFilters());
        QCOMPARE(readAll(u"from:lan"_s).search.own.person, SenderId("lan"_ba));
        QVERIFY(!readAll(u"from:lan"_s).asksNothing());
        QVERIFY(some.search.own.isEmpty());
        QCOMPARE(read(u"source:mysql"_s).query.text, u"source:mysql"_s);
    }

    void readsTimesOfADay()
    {
        QCOMPARE(read(u"after:\"20/11/2025 14:00\" before:20/11T15:30"_s).query.from, *day(2025, 11, 20) + 14h);
        QCOMPARE(read(u"before:20/11T15:30"_s).query.to, *day(2025, 11, 20) + 15h + 30min);
        for (const QString& wrong : {u"20/11T25:00"_s, u"31/2/2025T10:00"_s})
            QCOMPARE(read(u"after:"_s + wrong).notADate, wrong);
    }

    void readsWhatHappened()
    {
        using Fact = MessageQuery::Fact;
        QCOMPARE(read(u"event:handover"_s).query.fact, std::optional(Fact::HandedOver));
        QCOMPARE(read(u"việc:chuyển"_s).query.fact, std::optional(Fact::HandedOver));
        QCOMPARE(read(u"việc:tiếpquản"_s).query.fact, std::optional(Fact::TakenOver));
        QCOMPARE(read(u"việc:lỗi"_s).query.fact, std::optional(Fact::Failed));
        QCOMPARE(read(u"event:party"_s).query.text, u"event:party"_s);
        QCOMPARE(read(u"ýđịnh:\"đặt lịch\""_s).query.intent, std::optional(u"đặt lịch"_s));
        QCOMPARE(read(u"intent:-"_s).query.intent, std::optional(QString()));
        QCOMPARE(read(u"model:qwen2.5-7b"_s).query.model, u"qwen2.5-7b"_s);
        QVERIFY(!read(u"intent:-"_s).asksNothing());
    }

    void leavesOtherColonsAlone()
    {
        for (const QString& text : {u"http://shop.vn/ao"_s, u"giờ: 14:02"_s, u"from:"_s, u"tag: "_s, u":)"_s})
            QCOMPARE(read(text).query.text, text);
        QVERIFY(!read(u"http://shop.vn/ao"_s).asksNothing());
        QVERIFY(read(u"   "_s).asksNothing());
        QVERIFY(!read(u"from:bot"_s).asksNothing());
        QCOMPARE(read(u"dat li"_s).query.text, u"dat li"_s);  // the last word may still grow
    }

    void marksWhatWasFound()
    {
        const Excerpt found = excerptOf(u"Em muốn  đặt\nlịch hẹn, lích"_s, searchWordsTyped(u"dat lich"_s), 20);
        QCOMPARE(found.text, u"Em muốn đặt lịch hẹn, lích"_s);
        QCOMPARE(marked(found), (QStringList{u"đặt"_s, u"lịch"_s, u"lích"_s}));
        QCOMPARE(marked(excerptOf(u"giao giấy gi"_s, searchWordsTyped(u"gi"_s), 20)),
                 (QStringList{u"giao"_s, u"giấy"_s, u"gi"_s}));
        QCOMPARE(marked(excerptOf(u"giao gi"_s, searchWordsTyped(u"gi "_s), 20)), QStringList{u"gi"_s});
        QCOMPARE(marked(excerptOf(u"đặt"_s.normalized(QString::NormalizationForm_D), searchWordsTyped(u"đặt "_s), 20))
                     .size(),
                 1);
        QCOMPARE(marked(excerptOf(u"Em muốn đặt lịch"_s, searchWordsOfTelex(u"ddawtj lichj"_s), 20)),
                 (QStringList{u"đặt"_s, u"lịch"_s}));
    }

    void marksThoseWithTheMarksAloneWhereTheyAreAskedFor()
    {
        const QString text = u"đặt dat đất Đặt"_s;
        QStringList words;
        for (const Excerpt::Mark& mark : marksIn(text, markedWordsOf(searchWordsTyped(u"đặt"_s)), 10))
            words << text.mid(mark.start, mark.length);
        QCOMPARE(words, (QStringList{u"đặt"_s, u"Đặt"_s}));
        QCOMPARE(marksIn(text, searchWordsTyped(u"dat"_s), 3).size(), 3u);
        QVERIFY(marksIn(text, SearchWords(), 10).empty());
    }

    void beginsShortlyBeforeWhatWasFound()
    {
        const Excerpt found =
            excerptOf(u"một hai ba bốn năm sáu bảy tám chín mười cuối"_s, searchWordsTyped(u"cuoi "_s), 10);
        QCOMPARE(found.text, u"… mười cuối"_s);
        QCOMPARE(marked(found), QStringList{u"cuối"_s});
        const Excerpt endless = excerptOf(QString(100'000, u'x') + u" cuối"_s, searchWordsTyped(u"cuoi "_s), 10);
        QCOMPARE(endless.text, u"… cuối"_s);
        QVERIFY(excerptOf(QString(100'000, u'x'), searchWordsTyped(u"y"_s), 10).text.size() < 1'000);
    }
};

TONGDAI_TEST(SearchRequestTest)

}  // namespace tongdai

#include "search_request_test.moc"
