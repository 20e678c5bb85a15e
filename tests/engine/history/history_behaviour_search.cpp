#include "engine/history/search/search_index.h"
#include "engine/history/search/search_rows.h"
#include "tests/engine/history/history_behaviour.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

MessageQuery words(const QString& text)
{
    MessageQuery query;
    query.text = text;
    return query;
}

}  // namespace

std::vector<MessageHit> HistoryBehaviour::found(const MessageQuery& query)
{
    return await(store().search(query)).hits;
}

QStringList HistoryBehaviour::textsFound(const QString& text)
{
    QStringList texts;
    for (const MessageHit& hit : found(words(text)))
        texts << hit.message.body;
    return texts;
}

void HistoryBehaviour::findsWhatWasSaidHoweverItIsTyped_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isFound");
    QTest::newRow("without marks") << u"Em muốn đặt lịch"_s << u"dat lich"_s << true;
    QTest::newRow("with marks") << u"Em muốn đặt lịch"_s << u"đặt lịch"_s << true;
    QTest::newRow("in capitals") << u"Em muốn đặt lịch"_s << u"ĐẶT LỊCH"_s << true;
    QTest::newRow("said decomposed") << u"Em muốn đặt lịch"_s.normalized(QString::NormalizationForm_D) << u"đặt lịch"_s
                                     << true;
    QTest::newRow("typed decomposed") << u"Em muốn đặt lịch"_s << u"đặt lịch"_s.normalized(QString::NormalizationForm_D)
                                      << true;
    QTest::newRow("other tone placement") << u"Vải hòa, thúy"_s << u"hoà thuý"_s << true;
    QTest::newRow("in another order") << u"Em muốn đặt lịch"_s << u"lịch muon"_s << true;
    QTest::newRow("begun") << u"Em muốn đặt lịch hẹn"_s << u"dat li"_s << true;
    QTest::newRow("ended with a space") << u"Em muốn đặt lịch hẹn"_s << u"dat li "_s << false;
    QTest::newRow("short words") << u"Áo ở đó có size M ạ"_s << u"ao o size m"_s << true;
    QTest::newRow("English everyday words") << u"the best of the world for you"_s << u"the for of "_s << true;
    QTest::newRow("a number") << u"Số em 0912 345 678"_s << u"0912"_s << true;
    QTest::newRow("a number's beginning") << u"Số em 0912345678"_s << u"091234"_s << true;
    QTest::newRow("a code") << u"Mã SP-12_A/b"_s << u"sp-12_a"_s << true;
    QTest::newRow("raw Telex") << u"Em muốn đặt lịch"_s << u"ddawtj lichj"_s << true;
    QTest::newRow("signs of query languages") << u"Em muốn đặt lịch"_s << u"\"dat* & (lich) | !x' -- +- @%_"_s << false;
    QTest::newRow("only signs of query languages") << u"Em muốn đặt lịch"_s << u"\"dat* & (lich) +-'@%_"_s << true;
    QTest::newRow("a word that is not there") << u"Em muốn đặt lịch"_s << u"dat hang"_s << false;
    QTest::newRow("other marks") << u"Em muốn đặt lịch"_s << u"đất"_s << true;  // not exact, but what one may mean
}

void HistoryBehaviour::findsWhatWasSaidHoweverItIsTyped()
{
    QFETCH(QString, said);
    QFETCH(QString, typed);
    QFETCH(bool, isFound);
    accept(message(u"other"_s, u"m0"_s, u"Chuyện khác hẳn"_s));
    accept(message(u"c1"_s, u"m1"_s, said));
    QCOMPARE(textsFound(typed), isFound ? QStringList{said} : QStringList());
}

void HistoryBehaviour::putsHitsWithTheTypedMarksFirst()
{
    int number = 0;
    for (const QString& text : {u"con lợn"_s, u"còn không"_s, u"cơn mưa"_s, u"Còn hàng"_s, u"con số"_s}) {
        accept(message(u"c%1"_s.arg(number % 2), u"m%1"_s.arg(number), text));
        ++number;
        clock().advance(1s);
    }
    QCOMPARE(textsFound(u"còn "_s),
             (QStringList{u"Còn hàng"_s, u"còn không"_s, u"con số"_s, u"cơn mưa"_s, u"con lợn"_s}));
    QCOMPARE(textsFound(u"con "_s),
             (QStringList{u"con số"_s, u"Còn hàng"_s, u"cơn mưa"_s, u"còn không"_s, u"con lợn"_s}));
    const auto hits = found(words(u"còn "_s));
    QVERIFY(hits[0].isExact && hits[1].isExact && !hits[2].isExact);
    QCOMPARE(hits[0].customerName, u"Nguyễn Thị Hạnh"_s);
    QCOMPARE(hits[0].channel, u"facebook"_s);
}

void HistoryBehaviour::filtersHits()
{
    const TimePoint first = clock().now();
    accept(message(u"c1"_s, u"m1"_s, u"giao hàng chưa"_s));
    clock().advance(24h);
    IncomingMessage other = message(u"c2"_s, u"m2"_s, u"giao hàng rồi"_s);
    other.sender = SenderId("u'2 | x"_ba);
    other.metadata = {{u"platform"_s, u"zalo"_s}, {u"tags"_s, QJsonArray{u"khách sỉ"_s, u"vip"_s}}};
    other.bodyHash = hashBody(other);
    const Accepted second = accept(other, OwnerId("a"_ba));
    await(store().finish(answer(*second.claim, 1, u"giao hàng mai ạ"_s)));

    const auto textsOf = [this](auto set) {
        MessageQuery query = words(u"giao hang"_s);
        set(query);
        QStringList texts;
        for (const MessageHit& hit : found(query))
            texts << hit.message.body;
        return texts;
    };
    const QStringList all{u"giao hàng mai ạ"_s, u"giao hàng rồi"_s, u"giao hàng chưa"_s};
    QStringList sorted = textsOf([](MessageQuery&) {});
    std::sort(sorted.begin(), sorted.end());
    QStringList expected = all;
    std::sort(expected.begin(), expected.end());
    QCOMPARE(sorted, expected);
    QCOMPARE(textsOf([&](MessageQuery& q) { q.person = other.sender; }), QStringList{u"giao hàng rồi"_s});
    QCOMPARE(textsOf([](MessageQuery& q) { q.person = SenderId("u"_ba); }), QStringList());
    QCOMPARE(textsOf([](MessageQuery& q) { q.channel = u"Facebook"_s; }), QStringList{u"giao hàng chưa"_s});
    QCOMPARE(textsOf([](MessageQuery& q) { q.role = Speaker::Bot; }), QStringList{u"giao hàng mai ạ"_s});
    QCOMPARE(textsOf([](MessageQuery& q) { q.conversation = ConversationId("c1"_ba); }),
             QStringList{u"giao hàng chưa"_s});
    QCOMPARE(textsOf([](MessageQuery& q) { q.tag = u"vip"_s; }).size(), 2);
    QCOMPARE(textsOf([](MessageQuery& q) { q.tag = u"VIP"_s; }).size(), 0);
    QCOMPARE(textsOf([&](MessageQuery& q) { q.to = first + 1ms; }), QStringList{u"giao hàng chưa"_s});
    QCOMPARE(textsOf([&](MessageQuery& q) { q.to = first; }), QStringList());
    QCOMPARE(textsOf([&](MessageQuery& q) { q.from = first + 1ms; }).size(), 2);
    QCOMPARE(textsOf([&](MessageQuery& q) {
                 q.from = first;
                 q.role = Speaker::Customer;
                 q.tag = u"khách sỉ"_s;
             }),
             QStringList{u"giao hàng rồi"_s});
    // A filter alone is a question too; nothing at all is none.
    MessageQuery onlyFilter;
    onlyFilter.tag = u"vip"_s;
    QCOMPARE(found(onlyFilter).size(), 2u);
    QCOMPARE(found(MessageQuery()).size(), 0u);
}

void HistoryBehaviour::pagesHitsWithoutLossOrRepetition()
{
    for (int i = 0; i < 30; ++i) {
        accept(message(u"c%1"_s.arg(i % 4), u"m%1"_s.arg(i),
                       i % 3 == 0 ? u"còn hàng %1"_s.arg(i) : u"con hang %1"_s.arg(i)));
        if (i % 5 == 0) clock().advance(1ms);  // several within one millisecond
    }
    MessageQuery query = words(u"còn hàng "_s);
    query.limit = 7;
    QStringList seen;
    int exact = 0;
    for (int pages = 0; pages < 10; ++pages) {
        const MessageHits page = await(store().search(query));
        for (const MessageHit& hit : page.hits) {
            seen << hit.message.messageId.toString();
            if (hit.isExact) {
                QCOMPARE(seen.size(), ++exact);  // all of them before the first other
            }
        }
        query.after = page.next;
        if (!page.next) break;
        QCOMPARE(page.hits.size(), 7u);
    }
    QCOMPARE(seen.size(), 30);
    QCOMPARE(exact, 10);
    seen.removeDuplicates();
    QCOMPARE(seen.size(), 30);
}

void HistoryBehaviour::asksTheIndexForWhatIsOlder()
{
    for (int i = 0; i < 20; ++i) {
        accept(
            message(u"c%1"_s.arg(i % 4), u"m%1"_s.arg(i), i % 2 == 0 ? u"áo số %1"_s.arg(i) : u"ảo thuật %1"_s.arg(i)));
        clock().advance(1s);
    }
    const auto ask = [this](const QStringList& all, const QString& prefix, int limit) {
        reads::IndexQuestion question{{}, {}, std::numeric_limits<qint64>::max(), 0, limit};
        question.window = 3;  // of twenty lines: the rest comes from the index
        for (const QString& word : all)
            question.words << search_rows::stored(word);
        if (!prefix.isEmpty()) question.prefix = search_rows::stored(prefix);
        std::vector<qint64> places;
        for (const reads::IndexHit& hit : reads::askIndex(raw(), question))
            places.push_back(hit.ord);
        return places;
    };
    const auto both = ask({u"ao"_s}, {}, 50);
    QCOMPARE(both.size(), 20u);
    QVERIFY(std::is_sorted(both.rbegin(), both.rend()));
    QCOMPARE(ask({u"_ao_1"_s}, {}, 50).size(), 10u);
    QCOMPARE(ask({u"ao"_s, u"thuat"_s}, {}, 50).size(), 10u);
    QCOMPARE(ask({u"ao"_s, u"4"_s}, {}, 50).size(), 1u);
    QCOMPARE(ask({u"4"_s, u"thuat"_s}, {}, 50).size(), 0u);
    QCOMPARE(ask({u"so"_s, u"1"_s}, u"a"_s, 50).size(), 0u);
    QCOMPARE(ask({u"so"_s, u"10"_s}, u"a"_s, 50).size(), 1u);
    QCOMPARE(ask({u"ao"_s}, u"thu"_s, 50).size(), 10u);
    QCOMPARE(ask({u"ao"_s}, u"thuy"_s, 50).size(), 0u);
    const auto few = ask({u"ao"_s}, {}, 7);
    QCOMPARE(few, std::vector<qint64>(both.begin(), both.begin() + 7));
}

void HistoryBehaviour::findsAnswersAndNotesButNothingUnsent()
{
    const OwnerId owner("a"_ba);
    const Accepted first = accept(message(u"c1"_s, u"m1"_s, u"hỏi giá"_s), owner);
    accept(message(u"c1"_s, u"m2"_s, u"hỏi thêm"_s));
    await(store().finish(answer(*first.claim, 1, u"giá cũ lắm"_s)));  // superseded: never said
    await(store().takeOver(ConversationId("c1"_ba), OperatorId("lan"_ba), u"Lan"_s));
    OperatorMessage note{
        ConversationId("c1"_ba), MessageId("n1"_ba), OperatorId("lan"_ba), u"Lan"_s, u"giá sỉ cho khách"_s, true};
    await(store().send(note));
    QStringList texts = textsFound(u"gia"_s);
    texts.sort();
    QCOMPARE(texts, (QStringList{u"giá sỉ cho khách"_s, u"hỏi giá"_s}));
}

void HistoryBehaviour::forgetsWhatIsGone()
{
    IncomingMessage sample = message(u"s1"_s, u"m1"_s, u"hàng mẫu"_s);
    sample.source = kSampleSource;
    sample.bodyHash = hashBody(sample);
    accept(sample);
    accept(message(u"c1"_s, u"m2"_s, u"hàng thật"_s));
    QVERIFY(await(store().dateSample(sample.conversation, {{1, clock().now() - 72h}}, {})));
    QCOMPARE(textsFound(u"hang "_s), (QStringList{u"hàng thật"_s, u"hàng mẫu"_s}));
    MessageQuery lately = words(u"hang "_s);
    lately.from = clock().now() - 24h;
    QCOMPARE(found(lately).size(), 1u);
    await(store().removeSample());
    QCOMPARE(textsFound(u"hang "_s), QStringList{u"hàng thật"_s});
    QCOMPARE(raw().run(u"select count(*) from message_search"_s)[0][0].toInteger(), 1);
}

void HistoryBehaviour::findsWhatAnOlderVersionStored()
{
    for (int i = 0; i < 450; ++i)  // more than one piece
        accept(message(u"c%1"_s.arg(i % 7), u"m%1"_s.arg(i), u"tin nhắn số %1"_s.arg(i)));
    raw().run(u"delete from message_search"_s);
    raw().run(u"update search_backfill set upto = null, is_done = 0"_s);
    QCOMPARE(textsFound(u"nhan so 17 "_s), QStringList());
    reopen();
    QTRY_COMPARE_WITH_TIMEOUT(raw().run(u"select is_done from search_backfill"_s)[0][0].toInteger(), 1, 20'000);
    QCOMPARE(raw().run(u"select count(*) from message_search"_s)[0][0].toInteger(), 450);
    QCOMPARE(textsFound(u"nhắn số 17 "_s), QStringList{u"tin nhắn số 17"_s});
    accept(message(u"c1"_s, u"later"_s, u"tin nhắn số 17 nữa"_s));
    QCOMPARE(textsFound(u"nhan so 17 "_s).size(), 2);
}

}  // namespace tongdai::testing
