#include "tests/support/engine_scene.h"
#include "tests/support/long_tests.h"
#include "tests/support/pancake_stub.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

namespace {

constexpr QLatin1StringView kFacebookToken{"facebook-token-0123456789"};
constexpr QLatin1StringView kTikTokToken{"tiktok-token-0123456789"};
constexpr QLatin1StringView kFacebookSecret{"facebook-hook-0123456789"};
constexpr QLatin1StringView kTikTokSecret{"tiktok-hook-0123456789"};

QByteArray bytesOf(QLatin1StringView text)
{
    return {text.data(), text.size()};
}

/// What a line of a thread is, computed by the test: speaker as the store writes it, and the words.
QString expected(const QString& conversation, int speaker, const QString& text)
{
    return u"%1|%2|%3"_s.arg(conversation).arg(speaker).arg(text);
}

}  // namespace

/// The shop's pages at Pancake, with the real program between them and its store (contracts/pancake).
class PancakeE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PancakeStub> m_pancake;
    std::unique_ptr<EngineScene> m_scene;
    QRandomGenerator m_random{20'250'607};
    QStringList m_expected;  ///< of all conversations

    QUrl hookWith(QLatin1StringView secret) const
    {
        QUrl hook = m_scene->engine.url();
        hook.setPath(u"/api/v1/pancake/webhook"_s);
        hook.setQuery(u"secret="_s + secret);
        return hook;
    }
    void start()
    {
        QVERIFY(m_scene->start());
        m_pancake->setHook(u"1029"_s, hookWith(kFacebookSecret));
        m_pancake->setHook(u"tt_5"_s, hookWith(kTikTokSecret));
    }
    void deliverAll(const std::vector<QJsonObject>& events)
    {
        for (const QJsonObject& event : events) {
            m_pancake->deliver(event);
            if (m_pancake->eventsOnTheWay() >= 60) QTRY_VERIFY_WITH_TIMEOUT(m_pancake->eventsOnTheWay() < 30, 60'000);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_pancake->eventsOnTheWay(), 0, 60'000);
    }
    QStringList linesOfPages() const
    {
        QStringList lines = m_scene->rows(
            u"select cast(c.conversation_id as text), m.speaker, m.content from messages m join conversations c "
            "on c.id = m.conversation_id where cast(m.source as text) = 'pancake'"_s);
        lines.sort();
        return lines;
    }
    /// Why the conversations are not those computed; empty: they are.
    QString difference() const
    {
        QStringList wanted = m_expected;
        wanted.sort();
        const QStringList found = linesOfPages();
        if (found == wanted) return {};
        QStringList missing;
        QStringList surplus;
        std::ranges::set_difference(wanted, found, std::back_inserter(missing));
        std::ranges::set_difference(found, wanted, std::back_inserter(surplus));
        return u"%1 of %2 missing: %3\n%4 too many: %5"_s.arg(missing.size())
            .arg(wanted.size())
            .arg(missing.mid(0, 5).join(u" / "_s))
            .arg(surplus.size())
            .arg(surplus.mid(0, 5).join(u" / "_s));
    }
    double figure(const QByteArray& name)
    {
        ClientRequest request;
        request.method = "GET";
        request.target = "/metrics";
        std::optional<QByteArray> text;
        m_scene->admin.send(request, [&text](const ClientReply& reply) { text = reply.body; });
        if (!QTest::qWaitFor([&text] { return text.has_value(); }, 30'000)) return -1;
        for (const QByteArray& line : text->split('\n')) {
            if (line.startsWith("tongdai_" + name + ' ')) return line.mid(line.lastIndexOf(' ') + 1).toDouble();
        }
        return -1;
    }
    int postHook(const QUrl& hook, const QByteArray& body)
    {
        ClientRequest request;
        request.target = hook.path(QUrl::FullyEncoded).toLatin1() + '?' + hook.query(QUrl::FullyEncoded).toLatin1();
        request.body = body;
        int status = -1;
        m_scene->client.send(request, [&status](const ClientReply& reply) { status = reply.status; });
        if (!QTest::qWaitFor([&status] { return status >= 0; }, 30'000)) return -1;
        return status;
    }

    PancakeStub::Said customerSays(int conversation, int message)
    {
        PancakeStub::Said said;
        const bool isTikTok = conversation % 3 == 0;
        said.page = isTikTok ? u"tt_5"_s : u"1029"_s;
        const QString customer = u"44%1"_s.arg(conversation);
        said.conversation = isTikTok ? u"tt_0:1:65%1:67"_s.arg(conversation) : u"1029_"_s + customer;
        said.isComment = conversation % 7 == 1;
        if (said.isComment) said.conversation = u"1029_77_c:%1"_s.arg(conversation);
        if (said.isComment) said.page = u"1029"_s;
        said.id = u"m_%1:%2"_s.arg(conversation).arg(message);
        said.from = customer;
        said.name = u"Khách %1"_s.arg(conversation);
        said.text = u"áo %1 size M & L <3 còn không?\ntin %2"_s.arg(conversation).arg(message);
        said.isHtml = message % 3 == 0;
        return said;
    }
    PancakeStub::Said shopSays(int conversation, int message)
    {
        PancakeStub::Said said = customerSays(conversation, message);
        said.id += u":shop"_s;
        said.from = said.page;
        said.name = u"Áo Xinh"_s;
        said.admin = message % 2 ? u"Lan"_s : QString();
        said.text = u"Dạ còn ạ, tin %1"_s.arg(message);
        return said;
    }
    /// Of one conversation: its events, and what must come of them.
    void tell(int conversation, int messages, bool hasPerson, std::vector<QJsonObject>& events)
    {
        for (int i = 0; i < messages; ++i) {
            const PancakeStub::Said said = customerSays(conversation, i);
            events.push_back(m_pancake->say(said));
            m_expected << expected(said.conversation, 0, said.text);
            const int lot = m_random.bounded(100);
            if (lot < 6) {
                const QString changed = said.text + u" (sửa)"_s;
                events.push_back(m_pancake->edit(said.conversation, said.id, changed));
                m_expected << expected(said.conversation, 0, changed);
            } else if (lot < 10) {
                events.push_back(m_pancake->takeBack(said.conversation, said.id));
                m_expected << expected(said.conversation, 3, {});
            } else if (hasPerson && lot < 22) {
                const PancakeStub::Said reply = shopSays(conversation, i);
                events.push_back(m_pancake->say(reply));
                m_expected << expected(reply.conversation, 2, reply.text);
            }
        }
    }
    void outOfOrderAndATenthTwice(std::vector<QJsonObject>& events)
    {
        const size_t once = events.size();
        for (size_t i = 0; i < once / 10; ++i)
            events.push_back(events[size_t(m_random.bounded(int(once)))]);
        std::ranges::shuffle(events, m_random);
    }

private slots:
    void init()
    {
        m_expected.clear();
        m_pancake = std::make_unique<PancakeStub>();
        QVERIFY(m_pancake->listen());
        m_pancake->addPage(u"1029"_s, bytesOf(kFacebookToken));
        m_pancake->addPage(u"tt_5"_s, bytesOf(kTikTokToken));
        StubScript slow;
        slow.minDelay = 40;  // between what is done, with its echo, and the answer
        slow.maxDelay = 60;
        m_pancake->setScript(slow);
        m_scene = std::make_unique<EngineScene>();
        EngineProcess& engine = m_scene->engine;
        engine.setEnvironment(u"PANCAKE_PAGES"_s, u"1029 facebook Áo Xinh, tt_5 tiktok Áo Xinh TikTok"_s);
        engine.setEnvironment(u"PANCAKE_PAGE_TOKENS"_s,
                              u"1029=%1,tt_5=%2"_s.arg(QString(kFacebookToken), QString(kTikTokToken)));
        engine.setEnvironment(u"PANCAKE_WEBHOOK_SECRETS"_s,
                              u"1029=%1,tt_5=%2"_s.arg(QString(kFacebookSecret), QString(kTikTokSecret)));
        engine.setEnvironment(u"PANCAKE_API_URL"_s, m_pancake->url().toString() + u"/api"_s);
    }
    void cleanup()
    {
        m_scene.reset();
        m_pancake.reset();
    }

    /// A customer writes on a page; the bot's answer goes back there, and comes back as an event before it is answered.
    void aMessageOfAPageIsAnsweredThere()
    {
        start();
        m_pancake->setEchoes(true);
        const PancakeStub::Said asked = customerSays(3, 0);
        const PancakeStub::Said comment = customerSays(1, 0);
        deliverAll({m_pancake->say(asked), m_pancake->say(comment)});
        QCOMPARE(m_pancake->failed(), 0);
        const bool areSent = QTest::qWaitFor([this] { return m_pancake->sent().size() == 2; }, 60'000);
        const QStringList left = m_scene->rows(u"select state, attempts, last_error from outbox"_s);
        QVERIFY2(areSent, qPrintable(left.join(u'\n')));
        QTRY_COMPARE_WITH_TIMEOUT(m_pancake->eventsOnTheWay(), 0, 30'000);
        QVERIFY(m_scene->settles(std::chrono::seconds(60)));
        const auto inbox = std::ranges::find(m_pancake->sent(), u"reply_inbox"_s, &PancakeStub::Sent::action);
        QVERIFY(inbox != m_pancake->sent().end());
        QCOMPARE(inbox->page, u"tt_5"_s);
        QCOMPARE(inbox->conversation, asked.conversation);
        QVERIFY2(inbox->text.contains(u"tin 0"_s), qPrintable(inbox->text));
        const auto reply = std::ranges::find(m_pancake->sent(), u"reply_comment"_s, &PancakeStub::Sent::action);
        QVERIFY(reply != m_pancake->sent().end());
        QCOMPARE(reply->comment, comment.id);
        QCOMPARE(m_scene->rows(u"select distinct bot_mode from conversations"_s), QStringList{u"0"_s});
        QCOMPARE(figure("pancake_echoes_total"), 2.0);
        // A person of the shop answers there: from here on the bot says nothing.
        deliverAll({m_pancake->say(shopSays(3, 1)), m_pancake->say(customerSays(3, 2))});
        QVERIFY(m_scene->settles(std::chrono::seconds(60)));
        QCOMPARE(m_pancake->sent().size(), size_t(2));
        QCOMPARE(m_scene->platform.effects(), 0);
    }

    /// By their names, with the next event of the conversation; what was taken off there goes here, too.
    void theTagsOfThePageAreTheConversations()
    {
        start();
        m_pancake->setTags(u"1029"_s, {{0, u"Kiểm hàng"_s}, {5, u"VIP"_s}});
        const QString tags = u"select cast(t.tag as text) from conversation_tags t order by t.tag"_s;
        const PancakeStub::Said asked = customerSays(2, 0);
        m_pancake->say(asked);
        m_pancake->tag(asked.conversation, {0, 5});
        deliverAll({m_pancake->say(customerSays(2, 1))});
        QTRY_COMPARE_WITH_TIMEOUT(m_scene->rows(tags), (QStringList{u"Kiểm hàng"_s, u"VIP"_s}), 60'000);
        m_pancake->tag(asked.conversation, {5});
        deliverAll({m_pancake->say(customerSays(2, 2))});
        QTRY_COMPARE_WITH_TIMEOUT(m_scene->rows(tags), QStringList{u"VIP"_s}, 60'000);
        QCOMPARE(m_pancake->tagsAsked(), 1);
        QVERIFY(m_scene->settles(std::chrono::seconds(60)));
    }

    /// It is shown and takes nothing from the bot; it is gone with the customer's next message after it ended.
    void whomPancakeGaveItToIsKnownAndDecidesNothing()
    {
        m_pancake->setPeople({{u"u-1"_s, u"Lan"_s}});
        start();
        QTRY_COMPARE_WITH_TIMEOUT(m_pancake->peopleAsked(), 2, 60'000);  // of each page
        const QString known = u"select cast(metadata as text) from conversations"_s;
        const auto saysOf = [&](const QString& name) {
            return m_scene->rows(known).join(u'\n').contains(u"\"assigned_at_pancake\":\"%1\""_s.arg(name));
        };
        const PancakeStub::Said asked = customerSays(2, 0);
        m_pancake->say(asked);
        m_pancake->assign(asked.conversation, {u"u-1"_s});
        deliverAll({m_pancake->say(customerSays(2, 1))});
        QTRY_VERIFY_WITH_TIMEOUT(saysOf(u"Lan"_s), 60'000);
        QCOMPARE(m_scene->rows(u"select distinct bot_mode from conversations"_s), QStringList{u"0"_s});
        m_pancake->assign(asked.conversation, {});
        deliverAll({m_pancake->say(customerSays(2, 2))});
        QTRY_VERIFY_WITH_TIMEOUT(saysOf({}), 60'000);
        QVERIFY(m_scene->settles(std::chrono::seconds(60)));
    }

    void whatIsNoMessageIsAcknowledged()
    {
        start();
        const QUrl hook = hookWith(kFacebookSecret);
        QCOMPARE(postHook(hook, R"({"event_type":"conversation","page_id":"1029","data":{}})"), 200);
        QCOMPARE(postHook(hook, R"({"event_type":"subscription","data":{}})"), 200);
        QCOMPARE(postHook(hook, R"({"event_type":"messaging","page_id":"1029","data":{"message":{}}})"), 200);
        QCOMPARE(postHook(hook, R"({"event_type":"messaging","page_id":"tt_5","data":{}})"), 200);
        QCOMPARE(postHook(hook, "<html>"), 200);
        QCOMPARE(postHook(hook, QByteArray(200'000, '[')), 200);
        QCOMPARE(postHook(hookWith("facebook-hook-0123456780"_L1), "{}"), 404);
        QCOMPARE(postHook(hookWith(""_L1), "{}"), 404);
        QCOMPARE(figure("pancake_events_total"), 6.0);
        QCOMPARE(figure("pancake_events_ignored_total"), 2.0);
        QCOMPARE(figure("pancake_events_odd_total"), 3.0);
        QCOMPARE(figure("pancake_events_strange_total"), 1.0);
        QCOMPARE(figure("pancake_wrong_secrets_total"), 2.0);
        QCOMPARE(linesOfPages(), QStringList());
    }

    void theCheckAsksEachPage()
    {
        EngineProcess& engine = m_scene->engine;
        const EngineProcess::Ended fine = engine.runToEnd({u"--check"_s});
        QVERIFY2(fine.said.contains(u"Áo Xinh TikTok"_s), qPrintable(fine.said));
        QVERIFY2(!fine.said.contains(u"not accept the page"_s), qPrintable(fine.said));
        m_pancake->addPage(u"tt_5"_s, "another-token");
        const EngineProcess::Ended refused = engine.runToEnd({u"--check"_s});
        QVERIFY2(refused.said.contains(u"does not accept the page's token"_s), qPrintable(refused.said));
        for (const QLatin1StringView secret : {kFacebookToken, kTikTokToken, kFacebookSecret, kTikTokSecret})
            QVERIFY(!refused.said.contains(secret));
    }

    /// A day of events: each conversation is the one computed here, and the hook is never stopped. Then an outage.
    void aDayOfEventsAndAnOutage()
    {
        start();
        m_pancake->setEchoes(true);
        const int conversations = isLong() ? 1'000 : 36;
        const int messages = 16;
        std::vector<QJsonObject> first;
        std::vector<QJsonObject> events;
        for (int c = 0; c < conversations; ++c) {
            const bool hasPerson = c % 12 != 0;
            if (hasPerson) {  // from here on a person answers: Pancake takes no more than five messages a second
                const PancakeStub::Said opening = shopSays(c, 1'000);
                first.push_back(m_pancake->say(opening));
                m_expected << expected(opening.conversation, 2, opening.text);
            }
            tell(c, hasPerson ? messages : 3, hasPerson, events);
        }
        deliverAll(first);
        outOfOrderAndATenthTwice(events);
        deliverAll(events);
        QCOMPARE(m_pancake->failed(), 0);
        QVERIFY(!m_pancake->isSuspended());
        QVERIFY(m_scene->settles(std::chrono::seconds(300)));
        QTRY_COMPARE_WITH_TIMEOUT(m_pancake->eventsOnTheWay(), 0, 30'000);
        QCOMPARE(difference(), QString());
        // Every answer once, none taken for somebody else's.
        QCOMPARE(m_scene->rows(u"select count(*) from outbox where state <> 2"_s), QStringList{u"0"_s});
        QCOMPARE(m_scene->rows(u"select count(*) from outbox where state = 2"_s),
                 QStringList{QString::number(m_pancake->sent().size())});
        QVERIFY(m_pancake->sent().size() >= size_t(conversations / 12));
        QVERIFY2(m_pancake->mostCallsInASecond() <= 6, qPrintable(QString::number(m_pancake->mostCallsInASecond())));
        noSecretIsInTheLog();

        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_scene->engine.dataDir() + u"/pancake-seen"_s), 30'000);
        m_scene->engine.crash();
        std::vector<QJsonObject> lost;
        for (int c = 1; c < conversations; c += 5) {
            const PancakeStub::Said said = customerSays(c, 500);
            lost.push_back(m_pancake->say(said));
            m_expected << expected(said.conversation, 0, said.text);
            if (c % 2 || c % 12 == 0) continue;
            const PancakeStub::Said reply = shopSays(c, 501);
            lost.push_back(m_pancake->say(reply));
            m_expected << expected(reply.conversation, 2, reply.text);
        }
        const PancakeStub::Said stranger = customerSays(conversations + 1, 0);
        lost.push_back(m_pancake->say(stranger));
        m_expected << expected(stranger.conversation, 0, stranger.text);
        deliverAll(lost);
        QCOMPARE(m_pancake->failed(), int(lost.size()));
        start();
        QTRY_VERIFY_WITH_TIMEOUT(difference().isEmpty(), (isLong() ? 900'000 : 300'000));
        QVERIFY(m_scene->settles(std::chrono::seconds(120)));
        QCOMPARE(difference(), QString());
        QVERIFY(!m_pancake->isSuspended());
        noSecretIsInTheLog();
    }

private:
    void noSecretIsInTheLog()
    {
        const QByteArray log = m_scene->engine.errorOutput();
        QVERIFY(!log.isEmpty());
        for (const QLatin1StringView secret : {kFacebookToken, kTikTokToken, kFacebookSecret, kTikTokSecret})
            QVERIFY(!log.contains(bytesOf(secret)));
    }
};

TONGDAI_TEST(PancakeE2eTest)

#include "pancake_e2e_test.moc"
