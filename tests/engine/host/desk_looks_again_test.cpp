#include "engine/history/sql_history.h"
#include "engine/history/tasks/sql_tasks.h"
#include "engine/host/desk/desk_service.h"
#include "engine/host/machine/system_clock.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/work/fakes/small_history.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

inline constexpr int kLooksAgainPatience = 30'000;

/// A desk of a narrow sight (features I2) while the history is away: what could not be looked up is, once it is back.
class DeskLooksAgainTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    SystemClock m_clock;
    SmallHistory m_small;
    std::unique_ptr<SqlHistory> m_details;
    std::unique_ptr<SqlTasks> m_tasks;
    std::unique_ptr<DeskGate> m_gate;
    std::unique_ptr<DeskService> m_desk;
    const ConversationId m_conversation{"fb:42"_ba};

private slots:
    void init()
    {
        m_small.isAway = false;
        m_small.undelivered.clear();
        m_details = std::make_unique<SqlHistory>(
            sqliteBackend(m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction()))), m_clock);
        await(m_details->open());
        m_tasks = std::make_unique<SqlTasks>(*m_details);
        m_gate = std::make_unique<DeskGate>(DeskGate::Implicit{OperatorId("owner"_ba), u"Chủ"_s});
        Roster roster;
        roster.people.resize(1);
        roster.people[0].id = OperatorId("lan"_ba);
        roster.people[0].sight = {Reach::Everything, {}, {u"facebook"_s}};
        roster.rule = SignInRule::Always;
        m_gate->setRoster(roster);
        m_gate->seat(roster.people[0]);
        m_desk =
            std::make_unique<DeskService>(DeskService::Ports{m_clock, m_small, m_small, m_small, *m_tasks}, *m_gate);
        m_desk->openWindow();
    }
    void cleanup()
    {
        m_details->close();
        m_desk.reset();
        m_clock.wakeAll();
    }

    void theThreadThatIsStillAskedForIsWatched()
    {
        m_small.isAway = true;
        m_desk->watchThread(m_conversation);
        QVERIFY(m_desk->watched().isEmpty());
        m_small.isAway = false;
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->watched(), m_conversation, kLooksAgainPatience);
    }

    void whatIsAskedForNoMoreIsNot()
    {
        m_small.isAway = true;
        m_desk->watchThread(m_conversation);
        m_desk->watchThread({});
        // What is told after the pause says that it is over.
        QSignalSpy news(m_desk.get(), &DeskService::nobodyCameChanged);
        NobodyCameNews waits;
        waits.waits.push_back(LongWait{m_conversation, m_clock.now(), u"Hoa"_s});
        m_desk->nobodyCame(waits);
        m_small.isAway = false;
        QTRY_COMPARE_WITH_TIMEOUT(news.count(), 1, kLooksAgainPatience);
        QVERIFY(m_desk->watched().isEmpty());
    }

    void whoWaitsAndWhatIsUndeliveredIsTold()
    {
        OutboxItem item;
        item.id = 7;
        item.conversation = m_conversation;
        item.state = OutboxState::Dead;
        m_small.undelivered = {item};
        QSignalSpy news(m_desk.get(), &DeskService::nobodyCameChanged);
        QSignalSpy undelivered(m_desk.get(), &DeskService::undeliveredChanged);
        m_small.isAway = true;
        NobodyCameNews waits;
        waits.waits.push_back(LongWait{m_conversation, m_clock.now(), u"Hoa"_s});
        m_desk->nobodyCame(waits);
        m_desk->listUndelivered();
        QVERIFY(news.isEmpty() && undelivered.isEmpty());
        m_small.isAway = false;
        QTRY_COMPARE_WITH_TIMEOUT(news.count(), 1, kLooksAgainPatience);
        QTRY_COMPARE_WITH_TIMEOUT(undelivered.count(), 1, kLooksAgainPatience);
        QCOMPARE(news.last().at(0).value<api::NobodyCame>().waits.size(), 1u);
        QCOMPARE(undelivered.last().at(0).value<std::vector<api::Undelivered>>().size(), 1u);
    }
};

TONGDAI_TEST(DeskLooksAgainTest)

}  // namespace tongdai::testing

#include "desk_looks_again_test.moc"
