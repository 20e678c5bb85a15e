#include "engine/domain/shop/hook_shelf.h"

#include "engine/domain/text/lay_out_json.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TimePoint kShelfNow(std::chrono::seconds(1'763'712'000));

}  // namespace

/// The newest calls of platforms, bounded (features E7).
class HookShelfTest : public QObject {
    Q_OBJECT

    static qint64 put(HookShelf& shelf, int status, const QByteArray& body = "{}", HookDoor door = HookDoor::Platform,
                      TimePoint at = kShelfNow)
    {
        HookCall call;
        call.door = door;
        call.at = at;
        const qint64 id = shelf.begin(std::move(call));
        shelf.takeBody(id, body);
        shelf.end(id, {status, "{}", 1ms});
        return id;
    }

private slots:
    void keepsSoManyOfEachEndpointAndTheNewest()
    {
        HookShelf shelf(3);
        const qint64 other = put(shelf, 200, "{}", HookDoor::KiotViet);
        std::vector<qint64> ids;
        for (int i = 0; i < 5; ++i)
            ids.push_back(put(shelf, 200));
        QCOMPARE(shelf.newest().size(), 4u);
        QCOMPARE(shelf.newest().front()->id, ids.back());
        QVERIFY(!shelf.find(ids[1]) && shelf.find(ids[2]) && shelf.find(other));
        QCOMPARE(shelf.goneTotal(), 2);
        QCOMPARE(shelf.count(HookDoor::Platform).came, 5);
        QCOMPARE(shelf.count(HookDoor::Platform).last, std::optional(kShelfNow));
        QVERIFY(!shelf.count(HookDoor::Consolidated).last);
    }

    /// A stranger who tries tokens all day does not hide what the platform sent.
    void refusedOnesPushOutNoneThatWasLetIn()
    {
        HookShelf shelf(3);
        const qint64 good = put(shelf, 200);
        for (int i = 0; i < 50; ++i)
            put(shelf, 401);
        QVERIFY(shelf.find(good));
        const qint64 refused = put(shelf, 422);
        for (int i = 0; i < 50; ++i)
            put(shelf, 200);
        QVERIFY2(shelf.find(refused), "nor the other way round");
        QCOMPARE(shelf.count(HookDoor::Platform).refused, 51);
    }

    void sharesBodiesAndKeepsTheBeginningOfLargeOnes()
    {
        HookShelf shelf(3);
        const QByteArray body(1000, 'b');
        const qint64 small = put(shelf, 200, body);
        QVERIFY2(shelf.find(small)->body.constData() == body.constData(), "the same bytes, not a copy");
        QVERIFY(shelf.find(small)->isWhole());
        const QByteArray large(HookShelf::kMostBody + 1, 'b');
        const HookCall* const cut = shelf.find(put(shelf, 200, large));
        QVERIFY(!cut->isWhole());
        QCOMPARE(cut->body.size(), HookShelf::kBeginning);
        QCOMPARE(cut->size, large.size());
    }

    void isBoundedInBytes()
    {
        HookShelf shelf(1000);
        const QByteArray body(HookShelf::kMostBody, 'b');
        qint64 newest = 0;
        for (int i = 0; i < 100; ++i) {
            QByteArray own = body;
            own[0] = 'a';  // of its own
            newest = put(shelf, 200, own);
        }
        qsizetype bytes = 0;
        for (const HookCall* const call : shelf.newest())
            bytes += call->body.size();
        QVERIFY2(bytes <= HookShelf::kMostBytes, qPrintable(QString::number(bytes)));
        QVERIFY(bytes > HookShelf::kMostBytes / 2);
        QVERIFY(shelf.find(newest));
    }

    void letsGoAfterADay()
    {
        HookShelf shelf(10);
        const qint64 old = put(shelf, 200, "{}", HookDoor::Platform, kShelfNow - 25h);
        const qint64 oldRefused = put(shelf, 401, "{}", HookDoor::KiotViet, kShelfNow - 25h);
        QVERIFY(shelf.find(old));
        const qint64 young = put(shelf, 200);
        QVERIFY2(!shelf.find(old) && !shelf.find(oldRefused), "a newer call takes them along");
        shelf.forgetBefore(kShelfNow + 1ms);
        QVERIFY(!shelf.find(young));
    }

    /// It was pushed out while it was in work: its end is nobody's.
    void anEndWithoutItsCallIsNothing()
    {
        HookShelf shelf(1);
        HookCall call;
        const qint64 first = shelf.begin(call);
        put(shelf, 200);
        shelf.takeBody(first, "late");
        shelf.end(first, {401, "{}", 1ms});
        QVERIFY(!shelf.find(first));
        QCOMPARE(shelf.count(HookDoor::Platform).refused, 0);
    }

    void everyChangeIsAnotherRevision()
    {
        HookShelf shelf(5);
        qint64 seen = shelf.revision();
        const auto isOther = [&] {
            const bool is = shelf.revision() != seen;
            seen = shelf.revision();
            return is;
        };
        const qint64 id = shelf.begin({});
        QVERIFY(isOther());
        shelf.takeBody(id, "{}");
        QVERIFY(isOther());
        shelf.end(id, {200, "{}", 1ms});
        QVERIFY(isOther());
        shelf.forgetIf([](const HookCall&) { return true; });
        QVERIFY(isOther());
        shelf.forgetBefore(kShelfNow);
        QVERIFY(!isOther());
    }

    void laysJsonOutInItsOwnOrder_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("laidOut");
        QTest::newRow("order and numbers stay")
            << u"{\"b\":1.50,\"a\":[1,2]}"_s << u"{\n  \"b\": 1.50,\n  \"a\": [\n    1,\n    2\n  ]\n}"_s;
        QTest::newRow("empty ones stay together")
            << u"{\"a\": { }, \"b\":[ ]}"_s << u"{\n  \"a\": {},\n  \"b\": []\n}"_s;
        QTest::newRow("signs inside of texts")
            << u"{\"a\":\"x{,:\\\"]\",\"b\":\"\\\\\"}"_s << u"{\n  \"a\": \"x{,:\\\"]\",\n  \"b\": \"\\\\\"\n}"_s;
        QTest::newRow("no JSON") << u"còn hàng không, {shop}"_s << u"còn hàng không, {shop}"_s;
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("cut off") << u"{\"a\":1"_s << u"{\"a\":1"_s;
    }
    void laysJsonOutInItsOwnOrder()
    {
        QFETCH(QString, text);
        QFETCH(QString, laidOut);
        QCOMPARE(laidOutJson(text), laidOut);
    }
};

TONGDAI_TEST(HookShelfTest)

}  // namespace tongdai

#include "hook_shelf_test.moc"
