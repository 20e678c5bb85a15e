#include "tests/support/engine_scene.h"
#include "tests/support/steady_senders.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

/// Many customers at once, an AI that takes 0 to 300 ms, and the whole history looked over afterwards.
class LoadE2eTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void twoHundredAtOnceInOneConversation();
    void twoThousandOverFiveHundredConversations();

private:
    void everythingIsRight(const SteadySenders& senders);

    std::unique_ptr<EngineScene> m_scene;
};

void LoadE2eTest::init()
{
    m_scene = std::make_unique<EngineScene>();
    StubScript varied;
    varied.maxDelay = 300;
    m_scene->ai.setScript(varied);
    QVERIFY(m_scene->start());
}

void LoadE2eTest::cleanup()
{
    QCOMPARE(m_scene->engine.stop(), std::optional<int>(0));
    m_scene.reset();
}

void LoadE2eTest::everythingIsRight(const SteadySenders& senders)
{
    QCOMPARE(senders.surprises(), QStringList());
    QVERIFY(m_scene->settles(60s));
    const QString total = QString::number(senders.total());
    QCOMPARE(m_scene->rows(u"select count(*), count(distinct message_id) from messages where seq is not null"_s),
             QStringList{total + u'|' + total});
    QCOMPARE(m_scene->overlappingThoughts(), QStringList());
    QCOMPARE(m_scene->platform.repeated(), 0);
    QCOMPARE(m_scene->platform.staleFences(), 0);
    QCOMPARE(m_scene->wrongs(senders.promises()), QStringList());
    const QStringList sent = m_scene->rows(u"select count(*) from outbox where state = 2"_s);
    QCOMPARE(sent, QStringList{QString::number(m_scene->platform.effects())});
}

void LoadE2eTest::twoHundredAtOnceInOneConversation()
{
    SteadySenders senders(m_scene->client, 200);
    for (int i = 0; i < 200; ++i)
        senders.add(u"hot"_s, u"m-%1"_s.arg(i), u"tin nhắn số %1"_s.arg(i));
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 120'000);
    everythingIsRight(senders);
    // Whoever sees another message in work is not made to wait for it.
    QVERIFY(m_scene->platform.effects() < 200);
}

void LoadE2eTest::twoThousandOverFiveHundredConversations()
{
    SteadySenders senders(m_scene->client, 200);
    for (int i = 0; i < 2'000; ++i)
        senders.add(u"c-%1"_s.arg(i % 500), u"m-%1"_s.arg(i), u"tin nhắn số %1"_s.arg(i));
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 240'000);
    everythingIsRight(senders);
    QVERIFY(m_scene->platform.effects() >= 500);
}

TONGDAI_TEST(LoadE2eTest)
#include "load_e2e_test.moc"
