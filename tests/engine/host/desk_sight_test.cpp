#include "engine/history/sql_history.h"
#include "engine/history/tasks/sql_tasks.h"
#include "engine/host/desk/desk_service.h"
#include "engine/host/machine/system_clock.h"
#include "tests/engine/history/await_task.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

inline constexpr int kSightPatience = 30'000;

/// What an operator of a narrow sight is told at the desk (features I2), over a real store.
class DeskSightTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    SystemClock m_clock;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlTasks> m_tasks;
    std::unique_ptr<DeskGate> m_gate;
    std::unique_ptr<DeskService> m_desk;
    Roster m_roster;
    api::RequestId m_request = 0;
    const OperatorId m_lan{"lan"_ba};
    const OperatorId m_minh{"minh"_ba};

    static ConversationId id(const char* name) { return ConversationId(QByteArray(name)); }
    void accept(const char* conversation, const QString& channel)
    {
        IncomingMessage message;
        message.source = "platform";
        message.conversation = id(conversation);
        message.messageId = MessageId(QByteArray("m-") + conversation);
        message.sender = SenderId("khach"_ba);
        message.senderType = u"user"_s;
        message.content = u"Shop ơi còn áo không"_s;
        message.metadata[u"platform"_s] = channel;
        message.sentAt = 1;
        message.bodyHash = hashBody(message);
        await(m_history->accept(message, {}));
    }
    void seat(Reach reach, const QStringList& channels = {})
    {
        m_roster.people[0].sight = {reach, u"tối"_s, channels};
        m_gate->setRoster(m_roster);
        m_gate->seat(m_roster.people[0]);
    }
    QStringList listed()
    {
        QSignalSpy lists(m_desk.get(), &DeskService::conversationsListed);
        m_desk->listConversations(++m_request, {});
        if (!lists.wait(kSightPatience)) return {u"nothing came"_s};
        QStringList ids;
        for (const Conversation& row : lists.last().at(1).value<ConversationPage>().rows)
            ids << row.id.toString();
        ids.sort();
        return ids;
    }
    /// The conversations where somebody said "áo".
    QStringList found()
    {
        QSignalSpy answers(m_desk.get(), &DeskService::found);
        MessageQuery query;
        query.text = u"áo"_s;
        m_desk->search(++m_request, query);
        if (!answers.wait(kSightPatience)) return {u"nothing came"_s};
        QStringList ids;
        for (const MessageHit& hit : answers.last().at(1).value<MessageHits>().hits)
            ids << hit.message.conversation.toString();
        ids.sort();
        return ids;
    }
    std::optional<api::DeskError> failureOfThread(const char* name)
    {
        QSignalSpy threads(m_desk.get(), &DeskService::threadListed);
        QSignalSpy failures(m_desk.get(), &DeskService::requestFailed);
        ThreadQuery query;
        query.conversation = id(name);
        m_desk->listThread(++m_request, query);
        if (!QTest::qWaitFor([&] { return threads.count() + failures.count() > 0; }, kSightPatience))
            return api::DeskError::TookTooLong;
        return failures.isEmpty() ? std::nullopt : std::optional(failures.last().at(1).value<api::DeskFailure>().error);
    }
    /// Whoever had it gives it back before; the desk hears of the end of it.
    void takes(const char* conversation, const OperatorId& by)
    {
        const OperatorId had = row(conversation).assignee;
        if (!had.isEmpty()) await(m_history->handBack(id(conversation), had, had.toString(), {}));
        await(m_history->takeOver(id(conversation), by, by.toString()));
        QCOMPARE(row(conversation).assignee, by);
        m_desk->noteChange(row(conversation), {});
    }
    Conversation row(const char* name) { return *await(m_history->conversation(id(name))); }

private slots:
    void init()
    {
        m_history = std::make_unique<SqlHistory>(
            sqliteBackend(m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction()))), m_clock);
        await(m_history->open());
        accept("a", u"facebook"_s);
        accept("b", u"zalo"_s);
        accept("c", u"facebook"_s);
        await(m_history->takeOver(id("a"), m_lan, u"Lan"_s));
        await(m_history->takeOver(id("b"), m_minh, u"Minh"_s));
        m_tasks = std::make_unique<SqlTasks>(*m_history);
        m_gate = std::make_unique<DeskGate>(DeskGate::Implicit{OperatorId("owner"_ba), u"Chủ"_s});
        m_roster = {};
        m_roster.people.resize(2);
        m_roster.people[0].id = m_lan;
        m_roster.people[1].id = m_minh;
        m_roster.people[1].sight.team = u"tối"_s;
        m_roster.rule = SignInRule::Always;
        m_desk = std::make_unique<DeskService>(
            DeskService::Ports{m_clock, *m_history, *m_history, *m_history, *m_tasks}, *m_gate);
        m_desk->openWindow();
    }
    void cleanup()
    {
        m_history->close();
        m_desk.reset();
        m_clock.wakeAll();
    }

    void listsAndThreads()
    {
        seat(Reach::Everything);
        QCOMPARE(listed(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(failureOfThread("b"), std::nullopt);
        seat(Reach::Own);
        QCOMPARE(listed(), (QStringList{u"a"_s, u"c"_s}));
        QCOMPARE(failureOfThread("a"), std::nullopt);
        QCOMPARE(failureOfThread("b"), api::DeskError::NotFound);
        QCOMPARE(failureOfThread("c"), std::nullopt);
        QCOMPARE(failureOfThread("nowhere"), api::DeskError::NotFound);
        seat(Reach::Team);
        QCOMPARE(listed(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        m_roster.people[1].sight.team.clear();
        seat(Reach::Team);
        QCOMPARE(listed(), (QStringList{u"a"_s, u"c"_s}));
        seat(Reach::Everything, {u"zalo"_s});
        QCOMPARE(listed(), (QStringList{u"a"_s, u"b"_s}));  // one's own, by whatever channel
        seat(Reach::Everything, {u"web"_s});
        QCOMPARE(listed(), QStringList{u"a"_s});
    }

    /// News of what others have do not come; what somebody else took leaves the window, once.
    void newsOfOthersDoNotCome()
    {
        seat(Reach::Own);
        QCOMPARE(listed(), (QStringList{u"a"_s, u"c"_s}));
        QSignalSpy changes(m_desk.get(), &DeskService::conversationsChanged);
        QSignalSpy hidden(m_desk.get(), &DeskService::conversationsHidden);
        QSignalSpy activities(m_desk.get(), &DeskService::activityChanged);
        m_desk->noteChange(row("b"), {});
        m_desk->noteChange(row("a"), {});
        m_desk->showTyping(id("b"), {u"Khách"_s});
        m_desk->showTyping(id("a"), {u"Khách"_s});
        QTRY_COMPARE_WITH_TIMEOUT(changes.count(), 1, kSightPatience);
        const auto told = changes.first().at(0).value<std::vector<Conversation>>();
        QCOMPARE(told.size(), 1u);
        QCOMPARE(told[0].id, id("a"));
        QCOMPARE(activities.count(), 1);
        QCOMPARE(activities.first().at(0).value<api::Activity>().conversation, id("a"));
        QVERIFY2(hidden.isEmpty(), "it was never shown");
        m_desk->watchThread(id("a"));
        QCOMPARE(m_desk->watched(), id("a"));
        takes("a", m_minh);
        QTRY_COMPARE_WITH_TIMEOUT(hidden.count(), 1, kSightPatience);
        QCOMPARE(hidden.first().at(0).value<std::vector<ConversationId>>(), std::vector{id("a")});
        QVERIFY(m_desk->watched().isEmpty());
        m_desk->noteChange(row("a"), {});
        m_desk->noteChange(row("c"), {});
        QTRY_COMPARE_WITH_TIMEOUT(changes.count(), 2, kSightPatience);
        QCOMPARE(hidden.count(), 1);
        QCOMPARE(listed(), QStringList{u"c"_s});
    }

    /// What comes into sight is told with what goes on there; nobody is told of it before.
    void whatComesIntoSightIsTold()
    {
        seat(Reach::Own);
        QCOMPARE(listed(), (QStringList{u"a"_s, u"c"_s}));
        QSignalSpy changes(m_desk.get(), &DeskService::conversationsChanged);
        QSignalSpy activities(m_desk.get(), &DeskService::activityChanged);
        m_desk->showTyping(id("b"), {u"Khách"_s});
        QVERIFY(activities.isEmpty());
        takes("b", m_lan);
        QTRY_COMPARE_WITH_TIMEOUT(changes.count(), 1, kSightPatience);
        QCOMPARE(activities.count(), 1);
        QCOMPARE(activities.first().at(0).value<api::Activity>().conversation, id("b"));
    }

    /// The news of it come while a list is read that still has it.
    void whatLeavesWhileAListIsReadIsNotShown()
    {
        Conversation taken = row("c");
        taken.assignee = m_minh;
        seat(Reach::Own);
        m_desk->noteChange(taken, {});
        QSignalSpy everything(m_desk.get(), &DeskService::everythingChanged);
        m_desk->refresh();
        listed();
        QTRY_VERIFY_WITH_TIMEOUT(!everything.isEmpty(), kSightPatience);
        QSignalSpy activities(m_desk.get(), &DeskService::activityChanged);
        m_desk->showTyping(id("c"), {u"Khách"_s});
        QVERIFY2(activities.isEmpty(), "it is not among what is shown");
        m_desk->showTyping(id("a"), {u"Khách"_s});
        QCOMPARE(activities.count(), 1);
    }

    /// Of a conversation that no list has shown: it leaves what was found as it leaves a list.
    void whatWasFoundLeavesTheSightAsWell()
    {
        seat(Reach::Own);
        QSignalSpy hidden(m_desk.get(), &DeskService::conversationsHidden);
        QCOMPARE(found(), (QStringList{u"a"_s, u"c"_s}));
        takes("c", m_minh);
        QTRY_COMPARE_WITH_TIMEOUT(hidden.count(), 1, kSightPatience);
        QCOMPARE(hidden.first().at(0).value<std::vector<ConversationId>>(), std::vector{id("c")});
        QCOMPARE(found(), QStringList{u"a"_s});
    }

    /// One who opened it from what was found reads it no longer, and is told of it once.
    void anOpenThreadThatWasFoundClosesOnce()
    {
        seat(Reach::Own);
        QCOMPARE(found(), (QStringList{u"a"_s, u"c"_s}));
        m_desk->watchThread(id("c"));
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->watched(), id("c"), kSightPatience);
        QSignalSpy hidden(m_desk.get(), &DeskService::conversationsHidden);
        takes("c", m_minh);
        QTRY_COMPARE_WITH_TIMEOUT(hidden.count(), 1, kSightPatience);
        QCOMPARE(hidden.first().at(0).value<std::vector<ConversationId>>(), std::vector{id("c")});
        QVERIFY(m_desk->watched().isEmpty());
        QCOMPARE(failureOfThread("c"), api::DeskError::NotFound);
    }

    void whatIsOutOfSightIsNotWatched()
    {
        seat(Reach::Own);
        QSignalSpy details(m_desk.get(), &DeskService::detailsChanged);
        QSignalSpy lines(m_desk.get(), &DeskService::linesChanged);
        m_desk->watchThread(id("b"));
        m_desk->watchThread(id("a"));
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->watched(), id("a"), kSightPatience);
        QTRY_COMPARE_WITH_TIMEOUT(details.count(), 1, kSightPatience);
        // What came while it was looked up is told as well.
        QTRY_VERIFY_WITH_TIMEOUT(!lines.isEmpty(), kSightPatience);
        QCOMPARE(lines.first().at(0).value<ConversationId>(), id("a"));
        m_desk->watchThread(id("b"));
        QCOMPARE(listed(), (QStringList{u"a"_s, u"c"_s}));
        QVERIFY(m_desk->watched().isEmpty());
        QCOMPARE(details.count(), 1);
    }

    /// Somebody narrows it while they sit there: what they saw is asked for anew at once, and watched no longer.
    void aNarrowerSightCountsAtOnce()
    {
        seat(Reach::Everything);
        m_desk->watchThread(id("b"));
        QCOMPARE(m_desk->watched(), id("b"));
        QSignalSpy everything(m_desk.get(), &DeskService::everythingChanged);
        QTRY_VERIFY_WITH_TIMEOUT(!everything.isEmpty(), kSightPatience);
        everything.clear();
        m_roster.people[0].sight.reach = Reach::Own;
        m_gate->setRoster(m_roster);
        QVERIFY(m_desk->watched().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!everything.isEmpty(), kSightPatience);
        QCOMPARE(listed(), (QStringList{u"a"_s, u"c"_s}));
    }

    /// Else nobody would come.
    void whoIsSeenByNobodyAskedIsToldToSupervisors()
    {
        m_roster.people.resize(3);
        m_roster.people[2].id = OperatorId("hanh"_ba);
        m_roster.people[2].role = Role::Supervisor;
        m_roster.people[0].sight = {Reach::Own, {}, {u"zalo"_s}};
        m_gate->setRoster(m_roster);
        m_gate->seat(m_roster.people[2]);
        QSignalSpy news(m_desk.get(), &DeskService::nobodyCameChanged);
        const auto isAskedFor = [&](const char* name, const QStringList& asked) {
            news.clear();
            NobodyCameNews waits;
            waits.waits.push_back(LongWait{id(name), m_clock.now(), u"Khách"_s});
            waits.asked = asked;
            m_desk->nobodyCame(waits);
            if (!QTest::qWaitFor([&] { return !news.isEmpty(); }, kSightPatience)) return u"nothing came"_s;
            return news.last().at(0).value<api::NobodyCame>().isAsked ? u"asked"_s : u"not asked"_s;
        };
        QCOMPARE(isAskedFor("c", {u"lan"_s}), u"asked"_s);
        QCOMPARE(isAskedFor("a", {u"lan"_s}), u"not asked"_s);
        QCOMPARE(isAskedFor("c", {u"lan"_s, u"minh"_s}), u"not asked"_s);
        QCOMPARE(isAskedFor("c", {}), u"not asked"_s);
    }

    /// Whoever waits for a person, and what was not delivered: of what is seen alone.
    void whoWaitsIsToldOfWhatIsSeen()
    {
        seat(Reach::Own);
        QSignalSpy news(m_desk.get(), &DeskService::nobodyCameChanged);
        NobodyCameNews waits;
        for (const char* name : {"a", "b", "c"})
            waits.waits.push_back(LongWait{id(name), m_clock.now(), u"Khách"_s});
        m_desk->nobodyCame(waits);
        QTRY_VERIFY_WITH_TIMEOUT(!news.isEmpty(), kSightPatience);
        QStringList told;
        for (const LongWait& wait : news.last().at(0).value<api::NobodyCame>().waits)
            told << wait.conversation.toString();
        QCOMPARE(told, (QStringList{u"a"_s, u"c"_s}));
    }
};

TONGDAI_TEST(DeskSightTest)

}  // namespace tongdai::testing

#include "desk_sight_test.moc"
