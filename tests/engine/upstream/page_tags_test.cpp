#include "engine/upstream/pancake/page_tags.h"

#include "tests/engine/upstream/short_sleep_clock.h"
#include "tests/support/pancake_stub.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::PancakeStub;

namespace {

constexpr char kTaggedToken[] = "page-token-0123456789";

/// The tags of the conversations that are there.
class MemoryTags final : public ports::ConversationTags {
public:
    QHash<ConversationId, std::vector<QByteArray>> tags;
    int read = 0;
    int written = 0;
    int away = 0;  ///< so many calls fail

    QCoro::Task<Tags> tagsOf(std::vector<ConversationId> conversations) override
    {
        ++read;
        if (away > 0 && away--) throw StoreError(StoreError::Kind::Unreachable, u"tags"_s, u"memory"_s, u"away"_s);
        Tags found;
        for (const ConversationId& each : conversations) {
            if (tags.contains(each)) found.insert(each, tags.value(each));
        }
        co_return found;
    }
    QCoro::Task<bool> setTags(ConversationId conversation, std::vector<QByteArray> wanted) override
    {
        if (!tags.contains(conversation)) co_return false;
        ++written;
        tags.insert(conversation, std::move(wanted));
        co_return true;
    }
    QByteArray of(const QByteArray& conversation) const
    {
        QByteArrayList all;
        for (const QByteArray& tag : tags.value(ConversationId(conversation)))
            all << tag;
        return all.join(", ");
    }
};

QJsonObject tagged(const QString& conversation, const QJsonValue& tags)
{
    QJsonObject json{{u"id"_s, conversation}};
    if (!tags.isUndefined()) json.insert(u"tags"_s, tags);
    return json;
}

}  // namespace

/// The tags of Pancake's conversations on their way here (contracts/pancake §2).
class PageTagsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PancakeStub> m_stub;
    testing::ShortSleepClock m_clock;
    MemoryTags m_store;
    std::shared_ptr<PageCalls> m_calls;
    std::unique_ptr<PageTags> m_tags;

private slots:
    void init()
    {
        m_stub = std::make_unique<PancakeStub>();
        QVERIFY(m_stub->listen());
        m_stub->addPage(u"1029"_s, kTaggedToken);
        m_stub->setTags(u"1029"_s, {{0, u"Kiểm hàng"_s}, {5, u"VIP"_s}, {7, u"Khách sỉ"_s}});
        m_store = MemoryTags();
        m_store.tags = {{ConversationId("1029_1"), {}}, {ConversationId("1029_2"), {}}, {ConversationId("1029_3"), {}}};
        const PageAccount account{"1029", kTaggedToken, u"facebook"_s, u"Áo Xinh"_s, 5s};
        m_calls = std::make_shared<PageCalls>(account, QUrl(m_stub->url().toString() + u"/api"_s), m_clock);
        const std::vector<std::shared_ptr<PageCalls>> pages{m_calls};
        m_tags = std::make_unique<PageTags>(pages, m_store, m_clock);
        m_tags->start();
    }
    void cleanup()
    {
        m_tags->stopped(1s);
        m_calls->close();
        m_tags.reset();
        m_clock.endSleeps();
    }

    void theyGetTheirNamesInOneGo()
    {
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{0, 5}));
        m_tags->note("1029", tagged(u"1029_2"_s, QJsonArray{u"7"_s, QJsonValue::Null}));
        m_tags->note("1029", tagged(u"1029_3"_s, QJsonArray{QJsonObject{{u"id"_s, 5}, {u"text"_s, u"VIP"_s}}}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_3"), "VIP"_ba, 30'000);
        QCOMPARE(m_store.of("1029_1"), "Kiểm hàng, VIP"_ba);
        QCOMPARE(m_store.of("1029_2"), "Khách sỉ"_ba);
        QTRY_COMPARE_WITH_TIMEOUT(m_tags->figures().changed, 3, 30'000);
        QCOMPARE(m_store.read, 1);
        QCOMPARE(m_stub->tagsAsked(), 1);
    }

    /// Pancake decides about the names of its page, and about no other.
    void whatWasSetHereStays()
    {
        m_store.tags[ConversationId("1029_1")] = {"VIP"_ba, "của tôi"_ba};
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{7}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "Khách sỉ, của tôi"_ba, 30'000);
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray()));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "của tôi"_ba, 30'000);
    }

    void nothingIsWrittenThatIsThere()
    {
        m_store.tags[ConversationId("1029_1")] = {"VIP"_ba};
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{5}));
        m_tags->note("1029", tagged(u"1029_2"_s, QJsonArray()));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.read, 1, 30'000);
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{5}));
        m_tags->note("1029", tagged(u"1029_3"_s, QJsonValue(QJsonValue::Undefined)));  // says nothing of them
        m_tags->note("zl_7", tagged(u"1029_3"_s, QJsonArray{5}));
        m_tags->note("1029", tagged(u"1029_3"_s, QJsonArray{7}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_3"), "Khách sỉ"_ba, 30'000);
        QCOMPARE(m_store.written, 1);
        QCOMPARE(m_store.read, 2);
    }

    void aTagThatIsNewThereIsAskedForOnce()
    {
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{5}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "VIP"_ba, 30'000);
        m_stub->setTags(u"1029"_s, {{5, u"VIP"_s}, {9, u"Đổi trả"_s}});
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{9, 77}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "Đổi trả"_ba, 30'000);
        m_tags->note("1029", tagged(u"1029_2"_s, QJsonArray{5, 77}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_2"), "VIP"_ba, 30'000);
        QCOMPARE(m_stub->tagsAsked(), 2);
    }

    /// The list was on its way when the event came.
    void anEventIsNewerThanTheListAskedForBefore()
    {
        const std::chrono::nanoseconds askedAt = m_clock.at;
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{5}));
        m_tags->noteListed("1029", tagged(u"1029_1"_s, QJsonArray{7}), askedAt);
        m_tags->noteListed("1029", tagged(u"1029_2"_s, QJsonArray{7}), askedAt);
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_2"), "Khách sỉ"_ba, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "VIP"_ba, 30'000);
        m_clock.at += 1s;
        m_tags->noteListed("1029", tagged(u"1029_1"_s, QJsonArray{7}), m_clock.at);
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "Khách sỉ"_ba, 30'000);
    }

    /// The number stays, and the conversation is told as before.
    void anotherNameIsTakenOver()
    {
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{5}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "VIP"_ba, 30'000);
        m_stub->setTags(u"1029"_s, {{5, u"Khách quý"_s}, {9, u"Đổi trả"_s}});
        m_tags->note("1029", tagged(u"1029_2"_s, QJsonArray{9}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_2"), "Đổi trả"_ba, 30'000);
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{5}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "Khách quý"_ba, 30'000);
    }

    void whatHadNoNameGetsItLater()
    {
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{77}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.read, 1, 30'000);
        m_stub->setTags(u"1029"_s, {{77, u"Mới"_s}});
        m_clock.at += 11min;
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{77}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "Mới"_ba, 30'000);
    }

    /// Another engine of the shop heard what was said between.
    void theSameIsTakenOverAgainAfterAWhile()
    {
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{5}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "VIP"_ba, 30'000);
        m_store.tags[ConversationId("1029_1")] = {};
        m_clock.at += 11min;
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{5}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "VIP"_ba, 30'000);
    }

    void aTokenThatMayNotListTagsIsNotTriedAllTheTime()
    {
        m_stub->addPage(u"1029"_s, "another-token");
        const std::chrono::nanoseconds began = m_clock.at;
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{5}));
        QTRY_VERIFY_WITH_TIMEOUT(m_stub->refusedTokens() >= 3, 30'000);
        const int refused = m_stub->refusedTokens();
        QVERIFY(m_clock.at - began >= (refused - 1) * PageCalls::kTokenTriedEvery);
        QVERIFY(m_tags->figures().isBehind);
    }

    /// Its first line is still on its way.
    void whoIsNotHereYetComesAgain()
    {
        m_tags->note("1029", tagged(u"1029_9"_s, QJsonArray{5}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.read, 1, 30'000);
        m_store.tags.insert(ConversationId("1029_9"), {});
        m_tags->note("1029", tagged(u"1029_9"_s, QJsonArray{5}));
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_9"), "VIP"_ba, 30'000);
    }

    void nothingIsLostWhilePancakeOrTheStoreIsAway_data()
    {
        QTest::addColumn<QString>("trouble");
        for (const char* trouble : {"throttled", "broken", "token", "store"})
            QTest::newRow(trouble) << QString::fromLatin1(trouble);
    }
    void nothingIsLostWhilePancakeOrTheStoreIsAway()
    {
        QFETCH(QString, trouble);
        if (trouble == "throttled"_L1) m_stub->throttle(2, 4029, {});
        if (trouble == "broken"_L1) m_stub->breakDown(2);
        if (trouble == "token"_L1) m_stub->addPage(u"1029"_s, "another-token");
        if (trouble == "store"_L1) m_store.away = 2;
        m_tags->note("1029", tagged(u"1029_1"_s, QJsonArray{5}));
        if (trouble == "token"_L1) {
            QTRY_VERIFY_WITH_TIMEOUT(m_stub->refusedTokens() >= 1, 30'000);
            QVERIFY2(m_calls->tokenTrouble().isEmpty(), "texts go on");
            m_stub->addPage(u"1029"_s, kTaggedToken);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_store.of("1029_1"), "VIP"_ba, 30'000);
        if (trouble == "throttled"_L1) QCOMPARE(m_stub->throttled(), 2);
        if (trouble == "broken"_L1) QCOMPARE(m_stub->received(), 3);
        if (trouble == "store"_L1) QCOMPARE(m_store.read, 3);
        QTRY_VERIFY_WITH_TIMEOUT(!m_tags->figures().isBehind, 30'000);
    }
};

TONGDAI_TEST(PageTagsTest)

}  // namespace tongdai::upstream

#include "page_tags_test.moc"
