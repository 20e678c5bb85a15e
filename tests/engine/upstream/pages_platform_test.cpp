#include "engine/upstream/pancake/pages_platform.h"

#include "engine/upstream/http_platform.h"
#include "engine/work/platform/platform_breaker.h"
#include "tests/engine/upstream/kiotviet_scene.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/pancake_stub.h"
#include "tests/support/platform_stub.h"
#include "tests/support/test_registry.h"

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::PancakeStub;
using testing::resultOf;
using testing::StubScript;
using SendKind = SendOutcome::Kind;

namespace {

constexpr char kPageToken[] = "page-token-0123456789";
constexpr char kZaloToken[] = "zalo-token-0123456789";

OutboxItem pageItem(const QString& text, const QByteArray& conversation = "1029_4471", const PageAddress& to = {"1029"})
{
    static qint64 rows = 0;
    OutboxItem item;
    item.id = ++rows;
    item.conversation = ConversationId(conversation);
    item.attempts = 1;
    item.createdAt = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const QJsonObject action{{u"type"_s, u"send_message"_s}, {u"data"_s, QJsonObject{{u"message"_s, text}}}};
    item.body = {{u"actions"_s, QJsonArray{action}}};
    item.body.insert(kPageKey, toJson(to));
    return item;
}

/// Whoever sleeps is awake at once, and no time has passed.
class StandingClock final : public ports::Clock {
public:
    TimePoint now() const override { return fromUnixSeconds(1'750'000'000); }
    std::chrono::nanoseconds elapsed() const override { return 1h; }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

StubScript cutAfterwards()
{
    StubScript script;
    script.fault = StubScript::Fault::Close;
    return script;
}

}  // namespace

/// Answers on their way to pages of Pancake (contracts/pancake §3 and §4).
class PagesPlatformTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PancakeStub> m_stub;
    std::unique_ptr<testing::PlatformStub> m_other;
    testing::PushedClock m_clock;
    std::vector<std::shared_ptr<PageCalls>> m_calls;
    std::shared_ptr<PageReads> m_reads;
    std::unique_ptr<PagesPlatform> m_platform;

    std::shared_ptr<PageCalls> callsOf(const QByteArray& page, const QByteArray& token, const QString& platform)
    {
        PageAccount account{page, token, platform, u"Áo Xinh"_s, 2s};
        return std::make_shared<PageCalls>(account, QUrl(m_stub->url().toString() + u"/api"_s), m_clock);
    }
    /// As after a start of the engine.
    void begin()
    {
        m_calls = {callsOf("1029", kPageToken, u"facebook"_s), callsOf("zl_7", kZaloToken, u"zalo"_s)};
        HttpPlatform::Settings settings;
        settings.baseUrl = m_other->url();
        settings.token = "token";
        m_reads = std::make_shared<PageReads>(m_clock);
        m_platform =
            std::make_unique<PagesPlatform>(std::make_unique<HttpPlatform>(settings), m_calls, m_reads, m_clock);
    }
    SendOutcome send(OutboxItem item) { return resultOf(m_platform->send(std::move(item))); }
    QStringList textsSent() const
    {
        QStringList texts;
        for (const auto& sent : m_stub->sent())
            texts << sent.text;
        return texts;
    }

private slots:
    void init()
    {
        m_stub = std::make_unique<PancakeStub>();
        m_other = std::make_unique<testing::PlatformStub>();
        QVERIFY(m_stub->listen());
        QVERIFY(m_other->listen());
        m_stub->addPage(u"1029"_s, kPageToken);
        m_stub->addPage(u"zl_7"_s, kZaloToken);
        m_clock.ahead = {};
        begin();
    }

    void aReplyGoesToTheInbox()
    {
        const OutboxItem item = pageItem(u"Dạ còn hàng ạ"_s, "tt_0:1:65/3:67");
        const SendOutcome outcome = send(item);
        QCOMPARE(outcome.kind, SendKind::Sent);
        QCOMPARE(contract::idsSentToPage(outcome.answer), QByteArrayList{"m_sent:1"});
        QCOMPARE(outcome.answer["status"_L1].toString(), u"success"_s);
        const auto& sent = m_stub->sent().front();
        QCOMPARE(sent.action, u"reply_inbox"_s);
        QCOMPARE(sent.conversation, u"tt_0:1:65/3:67"_s);
        QCOMPARE(sent.text, u"Dạ còn hàng ạ"_s);
        const testing::StubRequest request = m_stub->requests().front();
        QVERIFY(request.target.startsWith("/api/v1/pages/1029/conversations/tt_0%3A1%3A65%2F3%3A67/messages?"));
        QVERIFY(request.header("authorization").isEmpty());
    }

    /// A person has read what they answer; the bot has not.
    void whatAPersonAnswersIsReadThereAsWell()
    {
        m_reads->start();
        OutboxItem item = pageItem(u"Dạ để em xem ạ"_s, "tt_0:1:65/3:67");
        item.body.insert(u"ai_response"_s, QJsonObject{{u"model_used"_s, u"human"_s}});
        QCOMPARE(send(pageItem(u"Dạ còn hàng ạ"_s, "1029_5")).kind, SendKind::Sent);
        QCOMPARE(send(item).kind, SendKind::Sent);
        QTRY_COMPARE_WITH_TIMEOUT(m_stub->read(), QStringList{u"tt_0:1:65/3:67"_s}, 30'000);
        QCOMPARE(m_calls.front()->posts().done, 2);  // no text
        m_stub->refuseWith(u"(#10)"_s);
        QCOMPARE(send(item).kind, SendKind::Dead);
        QTRY_COMPARE_WITH_TIMEOUT(m_reads->figures().told, 1, 30'000);
        QCOMPARE(m_stub->read().size(), 1);
        m_reads->stopped(1s);
        m_platform.reset();
        m_reads.reset();
        m_clock.endSleeps();
    }

    void aCommentIsAnsweredUnderIt()
    {
        QCOMPARE(send(pageItem(u"Dạ 199k ạ"_s, "1029_77_5", {"1029", true, "1029_77_5:9"})).kind, SendKind::Sent);
        QCOMPARE(m_stub->sent().front().action, u"reply_comment"_s);
        QCOMPARE(m_stub->sent().front().comment, u"1029_77_5:9"_s);
    }

    void aLongTextGoesInPiecesThatAreNotTorn()
    {
        const QString family = u"👨‍👩‍👧‍👦"_s;
        const QString text = u"a"_s.repeated(1995) + family + u" hết"_s;
        QCOMPARE(send(pageItem(text)).kind, SendKind::Sent);
        QCOMPARE(textsSent(), (QStringList{u"a"_s.repeated(1995), family + u" hết"_s}));
    }

    void whatThePlatformRefusesIsSaidInItsWords()
    {
        m_stub->refuseWith(u"(#10) Tin nhắn này được gửi ngoài khoảng thời gian cho phép."_s);
        const SendOutcome outcome = send(pageItem(u"Dạ"_s));
        QCOMPARE(outcome.kind, SendKind::Dead);
        QCOMPARE(outcome.error, u"(#10) Tin nhắn này được gửi ngoài khoảng thời gian cho phép."_s);
        QVERIFY(m_stub->sent().empty());
    }

    void waitsAsLongAsItIsAskedTo_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<int>("seconds");
        QTest::newRow("429, for as long as it says") << 429 << QByteArray("7") << 7;
        QTest::newRow("4029 under 200, by itself") << 4029 << QByteArray() << 2;
    }
    void waitsAsLongAsItIsAskedTo()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, retryAfter);
        QFETCH(int, seconds);
        m_stub->throttle(1, code, retryAfter);
        const SendOutcome first = send(pageItem(u"một"_s));
        QCOMPARE(first.kind, SendKind::Retry);
        QVERIFY(first.isHeldBack);
        const SendOutcome second = send(pageItem(u"hai"_s));
        QCOMPARE(second.kind, SendKind::Retry);
        QVERIFY2(
            second.retryAfter && second.retryAfter->count() <= seconds && second.retryAfter->count() >= seconds - 1,
            qPrintable(second.error));
        QCOMPARE(m_stub->received(), 1);
        m_clock.ahead += std::chrono::seconds(seconds);
        QCOMPARE(send(pageItem(u"ba"_s)).kind, SendKind::Sent);
    }

    void aRefusedTokenStopsItsPageAlone()
    {
        m_stub->addPage(u"1029"_s, "another-token");
        const SendOutcome first = send(pageItem(u"Dạ"_s));
        QCOMPARE(first.kind, SendKind::Retry);
        QVERIFY(first.isHeldBack && first.error.contains(u"1029"_s) && first.error.contains(u"token"_s));
        QCOMPARE(m_platform->pause(), QString(PlatformBreaker::kTokenRefused));
        QVERIFY(m_platform->wholePause().isEmpty());
        QCOMPARE(send(pageItem(u"Dạ"_s)).kind, SendKind::Retry);
        QCOMPARE(m_stub->refusedTokens(), 1);
        QCOMPARE(send(pageItem(u"Dạ"_s, "zl_9", {"zl_7"})).kind, SendKind::Sent);
        m_stub->addPage(u"1029"_s, kPageToken);
        m_clock.ahead += PageCalls::kTokenTriedEvery;
        const PageAnswer beside = resultOf(
            m_calls.front()->listBeside(contract::pancakeTagsTarget("1029", kPageToken), contract::isPancakeTags));
        QCOMPARE(beside.kind, PageAnswer::Kind::Done);
        QVERIFY2(!m_calls.front()->tokenTrouble().isEmpty(), "nothing is known of texts by it");
        QCOMPARE(send(pageItem(u"Dạ"_s)).kind, SendKind::Sent);
        QVERIFY(m_platform->pause().isEmpty());
    }

    /// What is tried again, or may have arrived, was not refused.
    void whatWasSentAndRefusedIsCounted()
    {
        const PagePosts& posts = m_calls.front()->posts();
        QVERIFY(posts.lastDone == TimePoint());
        QCOMPARE(send(pageItem(u"một"_s)).kind, SendKind::Sent);
        QCOMPARE(posts.done, 1);
        QCOMPARE(posts.refused, 0);
        QVERIFY(posts.lastDone != TimePoint());
        m_stub->throttle(1, 429, "7");
        QCOMPARE(send(pageItem(u"hai"_s)).kind, SendKind::Retry);
        QCOMPARE(send(pageItem(u"hai"_s)).kind, SendKind::Retry);
        QCOMPARE(posts.done + posts.refused, 1);
        m_clock.ahead += 7s;
        m_stub->refuseWith(u"(#10)"_s);
        QCOMPARE(send(pageItem(u"ba"_s)).kind, SendKind::Dead);
        m_stub->enqueue(cutAfterwards());
        QCOMPARE(send(pageItem(u"bốn"_s)).kind, SendKind::Ambiguous);
        m_stub->breakDown(1);
        QCOMPARE(send(pageItem(u"năm"_s)).kind, SendKind::Ambiguous);
        QCOMPARE(posts.done, 1);
        QCOMPARE(posts.refused, 1);
        QCOMPARE(m_calls.back()->posts().refused, 0);
    }

    void whatWasCutIsLookedForBeforeItIsSentAgain()
    {
        OutboxItem item = pageItem(u"Dạ còn ạ"_s);
        m_stub->enqueue(cutAfterwards());
        QCOMPARE(send(item).kind, SendKind::Ambiguous);
        item.attempts = 2;
        const SendOutcome again = send(item);
        QCOMPARE(again.kind, SendKind::Sent);
        QCOMPARE(contract::idsSentToPage(again.answer), QByteArrayList{"m_sent:1"});
        QCOMPARE(textsSent(), QStringList{u"Dạ còn ạ"_s});
    }

    void afterAStartItLooksFirst()
    {
        OutboxItem item = pageItem(u"Dạ còn ạ"_s);
        QCOMPARE(send(item).kind, SendKind::Sent);
        begin();
        item.attempts = 2;
        QCOMPARE(send(item).kind, SendKind::Sent);
        QCOMPARE(m_stub->sent().size(), size_t(1));
        OutboxItem other = pageItem(u"Dạ hết ạ"_s);
        other.attempts = 2;
        QCOMPARE(send(other).kind, SendKind::Sent);
        QCOMPARE(m_stub->sent().size(), size_t(2));
    }

    /// A person decides so when it was given up: it counts as made now, and its tries begin anew.
    void whatIsSentAgainIsLookedForFromItsFirstMaking()
    {
        OutboxItem item = pageItem(u"Dạ còn ạ"_s);
        item.body.insert(kPageKey, toJson(PageAddress{"1029"}, item.createdAt));
        m_stub->enqueue(cutAfterwards());
        QCOMPARE(send(item).kind, SendKind::Ambiguous);
        begin();
        item.createdAt += 10min;
        QCOMPARE(send(item).kind, SendKind::Sent);
        QCOMPARE(m_stub->sent().size(), size_t(1));
    }

    /// Nothing is sent while it is not known whether it was.
    void withoutALookNothingIsSentAgain()
    {
        OutboxItem item = pageItem(u"Dạ còn ạ"_s);
        m_stub->enqueue(cutAfterwards());
        QCOMPARE(send(item).kind, SendKind::Ambiguous);
        item.attempts = 2;
        m_stub->breakDown(1);
        QCOMPARE(send(item).kind, SendKind::Retry);
        QCOMPARE(m_stub->sent().size(), size_t(1));
        item.attempts = 3;
        QCOMPARE(send(item).kind, SendKind::Sent);
        QCOMPARE(m_stub->sent().size(), size_t(1));
    }

    void aLookWithoutAListIsNone()
    {
        OutboxItem item = pageItem(u"Dạ còn ạ"_s);
        m_stub->enqueue(cutAfterwards());
        QCOMPARE(send(item).kind, SendKind::Ambiguous);
        item.attempts = 2;
        StubScript script;
        script.body = R"({"success":true})"_ba;
        m_stub->enqueue(script);
        QCOMPARE(send(item).kind, SendKind::Retry);
        item.attempts = 3;
        QCOMPARE(send(item).kind, SendKind::Sent);
        QCOMPARE(m_stub->sent().size(), size_t(1));
    }

    void theSameWordsOfAnEarlierRowAreNotTaken()
    {
        QCOMPARE(send(pageItem(u"Dạ vâng"_s)).kind, SendKind::Sent);
        OutboxItem second = pageItem(u"Dạ vâng"_s);
        m_stub->breakDown(1);
        QCOMPARE(send(second).kind, SendKind::Ambiguous);
        second.attempts = 2;
        QCOMPARE(send(second).kind, SendKind::Sent);
        QCOMPARE(m_stub->sent().size(), size_t(2));
    }

    void ofALongTextOnlyTheRestIsSentAgain()
    {
        const QString text = u"a"_s.repeated(2000) + u"b"_s.repeated(2000) + u"c"_s;
        OutboxItem item = pageItem(text);
        m_stub->enqueue({});
        m_stub->enqueue(cutAfterwards());
        QCOMPARE(send(item).kind, SendKind::Ambiguous);
        item.attempts = 2;
        const SendOutcome again = send(item);
        QCOMPARE(again.kind, SendKind::Sent);
        QCOMPARE(textsSent(), (QStringList{u"a"_s.repeated(2000), u"b"_s.repeated(2000), u"c"_s}));
        QCOMPARE(contract::idsSentToPage(again.answer).size(), 3);
    }

    void aRefusedPieceBehindOneThatArrivedSaysSo()
    {
        const OutboxItem item = pageItem(u"a"_s.repeated(2000) + u"b"_s);
        m_stub->enqueue({});
        StubScript refused;
        refused.body = R"({"success":false,"message":"no more"})";
        m_stub->enqueue(refused);
        const SendOutcome outcome = send(item);
        QCOMPARE(outcome.kind, SendKind::Dead);
        QVERIFY2(outcome.isPartly, "its beginning is read by now");
        m_stub->refuseWith(u"(#10) no"_s);
        const SendOutcome whole = send(pageItem(u"a"_s.repeated(2000) + u"b"_s, "1029_4472"));
        QCOMPARE(whole.kind, SendKind::Dead);
        QVERIFY(!whole.isPartly);
    }

    void aPageOfHtmlIsNoAnswer()
    {
        StubScript script;
        script.fault = StubScript::Fault::Garbage;
        m_stub->enqueue(script);
        QCOMPARE(send(pageItem(u"Dạ"_s)).kind, SendKind::Ambiguous);
    }

    void notMoreThanFiveASecond()
    {
        int ended = 0;
        const auto one = [](PagesPlatform* platform, OutboxItem item, int* into) -> QCoro::Task<void> {
            const SendOutcome outcome = co_await platform->send(std::move(item));
            if (outcome.kind == SendKind::Sent) ++*into;
        };
        for (int i = 0; i < 12; ++i)
            one(m_platform.get(), pageItem(u"Dạ"_s, "1029_" + QByteArray::number(i)), &ended);
        QTRY_COMPARE_WITH_TIMEOUT(ended, 12, 20'000);
        QVERIFY2(m_stub->mostCallsInASecond() <= 6, qPrintable(QString::number(m_stub->mostCallsInASecond())));
    }

    /// A row lives on its lease while it waits for the page's next call.
    void whoWouldWaitTooLongComesAgain()
    {
        StandingClock clock;
        PageAccount account{"1029", kPageToken, u"facebook"_s, u"Áo Xinh"_s, 20s};
        const auto calls = std::make_shared<PageCalls>(account, QUrl(m_stub->url().toString() + u"/api"_s), clock);
        PagesPlatform platform(std::make_unique<HttpPlatform>(HttpPlatform::Settings()), {calls},
                               std::make_shared<PageReads>(clock), clock);
        std::vector<SendOutcome> ended;
        const auto one = [](PagesPlatform* to, OutboxItem item, std::vector<SendOutcome>* into) -> QCoro::Task<void> {
            SendOutcome outcome = co_await to->send(std::move(item));
            into->push_back(std::move(outcome));
        };
        for (int i = 0; i < 60; ++i)
            one(&platform, pageItem(u"Dạ"_s, "1029_" + QByteArray::number(i)), &ended);
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), size_t(60), 30'000);
        std::erase_if(ended, [](const SendOutcome& outcome) { return outcome.kind == SendKind::Sent; });
        QCOMPARE(m_stub->sent().size(), size_t(51));  // one at once, and ten seconds' worth
        QCOMPARE(ended.size(), size_t(9));
        for (const SendOutcome& outcome : ended) {
            QCOMPARE(outcome.kind, SendKind::Retry);
            QVERIFY(outcome.isHeldBack && outcome.retryAfter && outcome.retryAfter->count() >= 10);
            QCOMPARE(outcome.error, u"held back: the page's limit, 300 in a minute"_s);
        }
    }

    /// Much may have been said since: thirty messages are one page of the list.
    void looksBackPastTheNewest()
    {
        OutboxItem item = pageItem(u"Dạ còn ạ"_s);
        m_stub->enqueue(cutAfterwards());
        QCOMPARE(send(item).kind, SendKind::Ambiguous);
        for (int i = 0; i < 70; ++i)
            m_stub->say({u"1029"_s, u"1029_4471"_s, u"later:%1"_s.arg(i), u"alo %1"_s.arg(i), u"4471"_s});
        item.attempts = 2;
        QCOMPARE(send(item).kind, SendKind::Sent);
        QCOMPARE(textsSent(), QStringList{u"Dạ còn ạ"_s});
    }

    void whatBelongsToNoPageGoesToThePlatformBehind()
    {
        OutboxItem item = pageItem(u"Dạ"_s);
        item.body.remove(kPageKey);
        QCOMPARE(send(item).kind, SendKind::Sent);
        QCOMPARE(m_other->effects(), 1);
        QVERIFY(m_stub->sent().empty());
        const SendOutcome gone = send(pageItem(u"Dạ"_s, "5_1", {"5"}));
        QCOMPARE(gone.kind, SendKind::Retry);
        QVERIFY(gone.isHeldBack && gone.error.contains(u"not set up"_s));
    }

    void troubleBehindStopsNoPage()
    {
        StubScript refusing;
        refusing.status = 401;
        m_other->setScript(refusing);
        OutboxItem behind = pageItem(u"Dạ"_s);
        behind.body.remove(kPageKey);
        const SendOutcome first = send(behind);
        QCOMPARE(first.kind, SendKind::Unauthorised);
        QVERIFY2(!first.isOfPlatform, "the pages would rest with it");
        const int asked = m_other->received();
        const SendOutcome second = send(behind);
        QVERIFY(second.isHeldBack && second.retryAfter && *second.retryAfter > 200s);
        QCOMPARE(m_other->received(), asked);
        QCOMPARE(m_platform->pause(), QString(PlatformBreaker::kTokenRefused));
        QCOMPARE(send(pageItem(u"Dạ còn ạ"_s)).kind, SendKind::Sent);
        m_other->setScript({});
        m_clock.ahead += PlatformBreaker::kProbeEveryUnauthorised;
        QCOMPARE(send(behind).kind, SendKind::Sent);
        QVERIFY(m_platform->pause().isEmpty());
    }

    void aPageWithoutAnswersStopsNoOther()
    {
        for (int i = 0; i < PlatformBreaker::kFailuresToOpen; ++i) {
            m_stub->enqueue(cutAfterwards());
            const SendOutcome cut = send(pageItem(u"Dạ"_s));
            QCOMPARE(cut.kind, SendKind::Ambiguous);
            QVERIFY(!cut.isOfPlatform);
        }
        const int asked = m_stub->received();
        QVERIFY(send(pageItem(u"Dạ"_s)).isHeldBack);
        QCOMPARE(m_stub->received(), asked);
        QVERIFY(!m_platform->pause().isEmpty());
        QVERIFY2(m_platform->wholePause().isEmpty(), "health would say that nothing is sent");
        QCOMPARE(send(pageItem(u"Dạ"_s, "zl_9", {"zl_7"})).kind, SendKind::Sent);
        OutboxItem behind = pageItem(u"Dạ"_s);
        behind.body.remove(kPageKey);
        QCOMPARE(send(behind).kind, SendKind::Sent);
        m_clock.ahead += PlatformBreaker::kProbeEvery;
        QCOMPARE(send(pageItem(u"Dạ"_s)).kind, SendKind::Sent);
        QVERIFY(m_platform->pause().isEmpty());
    }

    /// A row of before, when there was one.
    void withoutAPlatformBehindItsRowsWait()
    {
        PagesPlatform platform(std::make_unique<NoPlatform>(), m_calls, m_reads, m_clock);
        OutboxItem item = pageItem(u"Dạ"_s);
        item.body.remove(kPageKey);
        const SendOutcome outcome = resultOf(platform.send(item));
        QCOMPARE(outcome.kind, SendKind::Retry);
        QVERIFY2(outcome.isHeldBack && outcome.retryAfter == 60s, "or the pages would be held to be in trouble");
        QVERIFY(!platform.carries(false) && platform.carries(true));
    }

    void saysWhatEachActionSays()
    {
        OutboxItem item = pageItem({});
        const QJsonArray choices{QJsonObject{{u"title"_s, u"Size M"_s}, {u"payload"_s, u"M"_s}}};
        item.body.insert(
            u"actions"_s,
            QJsonArray{
                QJsonObject{{u"type"_s, u"send_quick_replies"_s},
                            {u"data"_s, QJsonObject{{u"message"_s, u"Size nào ạ?"_s}, {u"quick_replies"_s, choices}}}},
                QJsonObject{{u"type"_s, u"transfer_to_agent"_s}, {u"data"_s, QJsonObject()}}});
        QCOMPARE(send(item).kind, SendKind::Sent);
        QCOMPARE(textsSent(), QStringList{u"Size nào ạ?\n• Size M"_s});
    }

    /// Security: it stands in the address of every request.
    void noTroubleNamesTheToken()
    {
        QStringList said{m_platform->describe()};
        m_stub->breakDown(1);
        said << send(pageItem(u"Dạ"_s)).error;
        m_stub->enqueue(cutAfterwards());
        said << send(pageItem(u"Dạ"_s)).error;
        m_stub->addPage(u"1029"_s, "another-token");
        said << send(pageItem(u"Dạ"_s)).error << m_calls[0]->tokenTrouble();
        m_stub->goDown();
        said << send(pageItem(u"Dạ"_s, "zl_9", {"zl_7"})).error;
        for (const QString& words : said) {
            QVERIFY(!words.isEmpty());
            QVERIFY2(!words.contains(u"token-0123"_s) && !words.contains(u"access_token="_s), qPrintable(words));
        }
    }
};

TONGDAI_TEST(PagesPlatformTest)

}  // namespace tongdai::upstream

#include "pages_platform_test.moc"
