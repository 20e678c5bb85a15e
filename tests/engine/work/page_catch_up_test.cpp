#include "engine/upstream/pancake/page_catch_up.h"

#include "tests/engine/work/fakes/world.h"
#include "tests/support/pancake_stub.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using upstream::PageCatchUp;

namespace {

constexpr char kCaughtToken[] = "page-token-0123456789";
constexpr double kNow = 1'750'000'000;

/// Short sleeps are over at once, though their time passes; long ones never end.
class HastyClock final : public ports::Clock {
public:
    std::chrono::nanoseconds at = 1h;

    TimePoint now() const override { return fromUnixSeconds(kNow); }
    std::chrono::nanoseconds elapsed() const override { return at; }
    QCoro::Task<void> sleep(std::chrono::milliseconds duration) override
    {
        const auto over = std::make_shared<OneShot<bool>>();
        if (duration <= 1s) {
            at += duration;
            QTimer::singleShot(0, [over] { over->set(true); });
        } else {
            m_asleep.push_back(over);
        }
        auto waiting = over->wait();
        co_await waiting;
    }
    /// Whoever slept on would never be freed.
    void endSleeps()
    {
        for (const auto& over : std::exchange(m_asleep, {}))
            over->set(true);
    }

private:
    std::vector<std::shared_ptr<OneShot<bool>>> m_asleep;
};

}  // namespace

/// What was missed of Pancake's pages, over its lists (contracts/pancake §2).
class PageCatchUpTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PancakeStub> m_stub;
    std::unique_ptr<World> m_world;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<PageIntake> m_intake;
    HastyClock m_clock;
    std::shared_ptr<upstream::PageCalls> m_calls;
    std::unique_ptr<PageCatchUp> m_catchUp;
    PageCatchUp::Marks m_kept;
    int m_rounds = 0;
    QStringList m_listed;
    QByteArrayList m_customerWrote;

    void begin(const PageCatchUp::Marks& marks)
    {
        upstream::PageAccount account{"1029", kCaughtToken, u"facebook"_s, u"Áo Xinh"_s, 5s};
        m_calls = std::make_shared<upstream::PageCalls>(account, QUrl(m_stub->url().toString() + u"/api"_s), m_clock);
        const auto keep = [this](PageCatchUp::Marks kept) -> QCoro::Task<void> {
            m_kept = kept;
            ++m_rounds;
            co_return;
        };
        const std::vector<PageCatchUp::Page> pages{{{"1029", u"facebook"_s, u"Áo Xinh"_s}, m_calls}};
        const auto listed = [this](const QByteArray&, const QJsonObject& conversation, std::chrono::nanoseconds) {
            m_listed << QString::fromUtf8(contract::conversationIdIn(conversation));
        };
        m_catchUp = std::make_unique<PageCatchUp>(pages, marks, *m_intake, m_clock, keep, listed);
        m_catchUp->start();
    }
    /// Until so many rounds are over; the engine's time goes on beside it.
    bool roundsEnd(int rounds)
    {
        return QTest::qWaitFor(
            [&] {
                m_world->time.runFor(50ms);
                return m_rounds >= rounds;
            },
            30'000);
    }
    PancakeStub::Said said(int conversation, const QString& id, double at) const
    {
        PancakeStub::Said words{u"1029"_s,      u"1029_%1"_s.arg(conversation), id,
                                u"tin "_s + id, u"44%1"_s.arg(conversation),    u"Khách"_s};
        words.at = at;
        return words;
    }
    QStringList texts(int conversation) const
    {
        QStringList found;
        for (const StoredMessage& line :
             m_world->database.lines(ConversationId("1029_" + QByteArray::number(conversation)))) {
            if (line.speaker == Speaker::Customer) found << line.body;
        }
        return found;
    }

private slots:
    void init()
    {
        m_rounds = 0;
        m_listed.clear();
        m_kept.clear();
        m_stub = std::make_unique<PancakeStub>();
        QVERIFY(m_stub->listen());
        m_stub->addPage(u"1029"_s, kCaughtToken);
        m_world = std::make_unique<World>();
        m_engine = std::make_unique<Engine>(*m_world);
        m_engine->pipeline->start();
        m_customerWrote.clear();
        m_intake = std::make_unique<PageIntake>(
            m_engine->pipeline->handleMessage(),
            [this](const ConversationId& conversation) { m_customerWrote << conversation.bytes(); });
    }
    void cleanup()
    {
        if (m_catchUp) m_catchUp->stopped(1s);
        m_calls->close();
        m_catchUp.reset();
        m_clock.endSleeps();
        m_engine.reset();
        m_intake.reset();
        m_world.reset();
    }

    void aNewPageBringsNothingOfBefore()
    {
        m_stub->say(said(1, u"m1"_s, kNow - 3600));
        begin({});
        QVERIFY(roundsEnd(1));
        QCOMPARE(m_kept.value("1029"), kNow);
        QCOMPARE(m_stub->received(), 1);
        QCOMPARE(texts(1), QStringList());
        m_stub->say(said(2, u"m2"_s, kNow - 60));
        m_stub->edit(u"1029_2"_s, u"m2"_s, u"tin sửa"_s);
        m_stub->say(said(3, u"m3"_s, kNow - 60));
        m_stub->takeBack(u"1029_3"_s, u"m3"_s);
        m_stub->say(said(4, u"m4"_s, kNow + 1));
        m_catchUp->hurry();
        QVERIFY(roundsEnd(2));
        QVERIFY(!m_catchUp->figures().isBehind);
        QCOMPARE(texts(2), QStringList());
        QCOMPARE(texts(3), QStringList());
        QCOMPARE(texts(4), QStringList{u"tin m4"_s});
        QCOMPARE(m_catchUp->figures().caughtUp, 1);
        QCOMPARE(m_customerWrote, QByteArrayList{"1029_4"});
    }

    void allPagesOfAllListsAreRead()
    {
        for (int c = 0; c < 70; ++c)
            m_stub->say(said(c, u"m%1"_s.arg(c), kNow - 3000 + c));
        QStringList wanted;
        for (int m = 0; m < 40; ++m) {
            const PancakeStub::Said words = said(7, u"x%1"_s.arg(m), kNow - 2000 + m);
            m_stub->say(words);
            wanted << words.text;
        }
        m_stub->say(said(500, u"old"_s, kNow - 20'000));
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        QVERIFY(!m_catchUp->figures().isBehind);
        QCOMPARE(m_catchUp->figures().conversations, 70);
        QCOMPARE(m_catchUp->figures().caughtUp, 70 + 40);
        QCOMPARE(texts(3), QStringList{u"tin m3"_s});
        QCOMPARE(texts(7), QStringList{u"tin m7"_s} + wanted);  // in their order
        QCOMPARE(texts(500), QStringList());
        QCOMPARE(m_kept.value("1029"), kNow);
    }

    /// What was changed since is asked for again, the rest is not.
    void whatWasGoneThroughIsNotAskedForAgain()
    {
        for (int c = 0; c < 5; ++c)
            m_stub->say(said(c, u"m%1"_s.arg(c), kNow - 100 + c));
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        QCOMPARE(m_listed.size(), 5);
        m_stub->say(said(2, u"m2b"_s, kNow - 10));
        const int before = m_stub->received();
        m_catchUp->hurry();
        QVERIFY(roundsEnd(2));
        QCOMPARE(texts(2), (QStringList{u"tin m2"_s, u"tin m2b"_s}));
        QCOMPARE(m_catchUp->figures().conversations, 6);
        QCOMPARE(m_listed.size(), 10);  // what a list says of it besides its messages may be new
        QVERIFY2(m_stub->received() - before <= 4, qPrintable(QString::number(m_stub->received() - before)));
        QCOMPARE(m_intake->figures().known, 0);
    }

    /// So it is for an engine that is drained: no event reaches it, and the page is not silent.
    void whatAnotherEngineHasHeardIsKnown()
    {
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        m_stub->say(said(1, u"m1"_s, kNow + 1));
        m_catchUp->hurry();
        QVERIFY(roundsEnd(2));
        QCOMPARE(m_catchUp->figures().caughtUp, 1);
        QVERIFY2(m_catchUp->heardElsewhere("1029") == 0, "nobody had heard it");

        // The other engine.
        m_catchUp->stopped(1s);
        m_calls->close();
        m_catchUp.reset();
        m_clock.endSleeps();
        m_intake = std::make_unique<PageIntake>(m_engine->pipeline->handleMessage());
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(3));
        QCOMPARE(m_catchUp->figures().caughtUp, 0);
        QCOMPARE(m_catchUp->heardElsewhere("1029"), 1);
        m_stub->say(said(2, u"m2"_s, kNow + 2));
        m_catchUp->hurry();
        QVERIFY(roundsEnd(4));
        QCOMPARE(m_catchUp->figures().caughtUp, 1);
        QVERIFY2(m_catchUp->heardElsewhere("1029") == 1, "it had to be brought");
    }

    void whatWasSaidBeforeTheStartTellsNothing()
    {
        m_stub->say(said(1, u"m1"_s, kNow - 10));
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        m_catchUp->stopped(1s);
        m_calls->close();
        m_catchUp.reset();
        m_clock.endSleeps();
        m_intake = std::make_unique<PageIntake>(m_engine->pipeline->handleMessage());
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(2));
        QCOMPARE(m_intake->figures().known, 1);
        QVERIFY2(m_catchUp->heardElsewhere("1029") == 0, "an earlier run of this engine may have heard it");
    }

    void withoutAStoreTheMarkStays()
    {
        m_stub->say(said(1, u"m1"_s, kNow - 100));
        m_engine->store.faults.isDown = true;
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        QVERIFY(m_catchUp->figures().isBehind);
        QCOMPARE(m_kept.value("1029"), kNow - 3600);
        QCOMPARE(texts(1), QStringList());
    }

    /// Its neighbours are here, and it comes with the next look.
    void whatTheStoreRefusesHoldsTheMarkAlone()
    {
        for (int c = 1; c < 4; ++c)
            m_stub->say(said(c, u"m%1"_s.arg(c), kNow - 100 + c));
        m_engine->store.faults.refused = ConversationId("1029_2");
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        QVERIFY(m_catchUp->figures().isBehind);
        QCOMPARE(m_kept.value("1029"), kNow - 3600);
        QCOMPARE(texts(1), QStringList{u"tin m1"_s});
        QCOMPARE(texts(2), QStringList());
        QCOMPARE(texts(3), QStringList{u"tin m3"_s});
        QVERIFY(!m_listed.contains(u"1029_2"_s) && m_listed.contains(u"1029_3"_s));
        m_engine->store.faults.refused = {};
        m_clock.endSleeps();
        QVERIFY(roundsEnd(2));
        QVERIFY(!m_catchUp->figures().isBehind);
        QCOMPARE(m_kept.value("1029"), kNow);
        QCOMPARE(texts(2), QStringList{u"tin m2"_s});
    }

    void oneThatCannotBeReadHoldsTheMarkAlone()
    {
        for (int c = 1; c < 4; ++c)
            m_stub->say(said(c, u"m%1"_s.arg(c), kNow - 100 + c));
        m_stub->spoil(u"1029_2"_s);
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        QVERIFY(m_catchUp->figures().isBehind);
        QCOMPARE(m_kept.value("1029"), kNow - 3600);
        QCOMPARE(texts(1), QStringList{u"tin m1"_s});
        QCOMPARE(texts(3), QStringList{u"tin m3"_s});
        m_stub->spoil({});
        m_clock.endSleeps();
        QVERIFY(roundsEnd(2));
        QCOMPARE(m_kept.value("1029"), kNow);
        QCOMPARE(texts(2), QStringList{u"tin m2"_s});
    }

    /// Then it is not the conversations.
    void afterFiveThatFailThePageIsLeft()
    {
        for (int c = 0; c < 9; ++c)
            m_stub->say(said(c, u"m%1"_s.arg(c), kNow - 100 + c));
        m_engine->store.faults.isDown = true;
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        QCOMPARE(m_stub->received(), 1 + 5);
        QCOMPARE(m_kept.value("1029"), kNow - 3600);
    }

    void withoutAListNothingIsKnown_data()
    {
        QTest::addColumn<bool>("ofMessages");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("conversations, no list") << false << R"({"success":true})"_ba;
        QTest::newRow("conversations, none of it") << false << R"({"conversations":null})"_ba;
        QTest::newRow("messages, no list") << true << R"({"success":true})"_ba;
        QTest::newRow("messages, 200 and refused") << true << R"({"success":false,"message":"try later"})"_ba;
    }
    void withoutAListNothingIsKnown()
    {
        QFETCH(bool, ofMessages);
        QFETCH(QByteArray, answer);
        m_stub->say(said(1, u"m1"_s, kNow - 100));
        if (ofMessages) m_stub->enqueue({});
        StubScript script;
        script.body = answer;
        m_stub->enqueue(script);
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        QVERIFY(m_catchUp->figures().isBehind);
        QCOMPARE(m_kept.value("1029"), kNow - 3600);
        m_clock.endSleeps();
        QVERIFY(roundsEnd(2));
        QCOMPARE(m_kept.value("1029"), kNow);
        QCOMPARE(texts(1), QStringList{u"tin m1"_s});
    }

    /// With a status that says so there is nothing of it to wait for.
    void whatIsGoneThereIsLeft()
    {
        m_stub->say(said(1, u"m1"_s, kNow - 100));
        m_stub->enqueue({});
        StubScript script;
        script.status = 404;
        script.body = R"({"success":false,"message":"conversation not found"})"_ba;
        m_stub->enqueue(script);
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        QVERIFY(!m_catchUp->figures().isBehind);
        QCOMPARE(m_kept.value("1029"), kNow);
    }

    void withoutATokenTheMarkStays()
    {
        m_stub->addPage(u"1029"_s, "another");
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        QVERIFY(m_catchUp->figures().isBehind);
        QCOMPARE(m_kept.value("1029"), kNow - 3600);
    }

    /// The list does not tell that a message was changed; its words do.
    void aChangeThatNobodyHeardIsFound()
    {
        m_stub->say(said(1, u"m1"_s, kNow - 100));
        begin({{"1029", kNow - 3600}});
        QVERIFY(roundsEnd(1));
        m_stub->edit(u"1029_1"_s, u"m1"_s, u"tin sửa"_s);
        m_catchUp->hurry();
        QVERIFY(roundsEnd(2));
        QCOMPARE(texts(1), (QStringList{u"tin m1"_s, u"tin sửa"_s}));
        QCOMPARE(m_intake->figures().changed, 1);
    }
};

TONGDAI_TEST(PageCatchUpTest)

}  // namespace tongdai::testing

#include "page_catch_up_test.moc"
