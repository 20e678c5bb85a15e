#include "engine/work/message/announcer.h"

#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What other programs are told by the event stream, and in how many calls.
class AnnouncerTest : public QObject {
    Q_OBJECT

    static Change changeWith(qint64 id)
    {
        Change change;
        change.events.push_back({id, u"outbox"_s, ConversationId("c" + QByteArray::number(id)), {}, {}, 1, {}});
        return change;
    }
    QList<qint64> told() const
    {
        QList<qint64> ids;
        for (const HistoryEvent& event : m_world->redis.stream)
            ids << event.id;
        return ids;
    }

private slots:
    void init()
    {
        m_world = std::make_unique<World>();
        m_engine = std::make_unique<Engine>(*m_world);
        m_announcer = std::make_unique<Announcer>(
            PipelinePorts{m_engine->clock, m_world->random, m_engine->store, m_engine->store, m_engine->reader,
                          m_engine->live, m_engine->ai, m_engine->platform, m_engine->events, nullptr, nullptr},
            m_work);
    }
    void cleanup()
    {
        m_announcer.reset();
        m_engine.reset();
        m_world.reset();
    }

    void tellsABatchInOneCall()
    {
        for (qint64 id = 1; id <= 5; ++id)
            m_announcer->tellAll(changeWith(id));
        QCOMPARE(m_engine->live.settles, 0);
        m_world->time.runFor(1s);
        QCOMPARE(m_engine->live.settles, 1);
        QCOMPARE(told(), (QList<qint64>{1, 2, 3, 4, 5}));
        m_announcer->tellAll(changeWith(6));
        m_world->time.runFor(1s);
        QCOMPARE(m_engine->live.settles, 2);
        QCOMPARE(told().last(), 6);
        QCOMPARE(m_work.inWork(), 0);
    }

    void keepsTheOrderWithWhatGoesThereAnyhow()
    {
        m_announcer->tellAll(changeWith(1));
        Accepted accepted;
        accepted.conversation.id = ConversationId("c2");
        accepted.message.conversation = accepted.conversation.id;
        accepted.message.messageId = MessageId("m2");
        accepted.events = changeWith(2).events;
        m_announcer->tellAccepted(accepted);
        QCOMPARE(m_engine->live.settles, 1);
        m_announcer->tellAll(changeWith(3));
        m_world->time.runFor(1s);
        QCOMPARE(m_engine->live.settles, 2);
        QCOMPARE(told(), (QList<qint64>{1, 2, 3}));
        QCOMPARE(m_work.inWork(), 0);
    }

    void callsNobodyForNothing()
    {
        m_announcer->tellAll(Change());
        m_world->time.runFor(1s);
        QCOMPARE(m_engine->live.settles, 0);
    }

private:
    WorkCount m_work;
    std::unique_ptr<World> m_world;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Announcer> m_announcer;
};

TONGDAI_TEST(AnnouncerTest)

}  // namespace tongdai::testing

#include "announcer_test.moc"
