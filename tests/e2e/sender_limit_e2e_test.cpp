#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// Guarantee G8 on the platform's route: too much of one sender is refused, is told when to come again, and is not
/// stored; nobody else notices.
class SenderLimitE2eTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void tooMuchOfOneSenderIsRefusedUnstored();
    void aRestartForgetsNothing();

private:
    QByteArray figure(const QByteArray& name) const;

    std::unique_ptr<EngineScene> m_scene;
};

void SenderLimitE2eTest::init()
{
    m_scene = std::make_unique<EngineScene>();
    m_scene->engine.setEnvironment(u"SENDER_MESSAGES_PER_MINUTE"_s, u"3"_s);
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->waitForRedis());
}

void SenderLimitE2eTest::cleanup()
{
    QCOMPARE(m_scene->engine.stop(), std::optional<int>(0));
    m_scene.reset();
}

QByteArray SenderLimitE2eTest::figure(const QByteArray& name) const
{
    for (const QByteArray& line : m_scene->admin.get("/metrics").body.split('\n')) {
        if (!line.startsWith('#') && line.contains(name)) return line.mid(line.lastIndexOf(' ') + 1);
    }
    return {};
}

/// F52
void SenderLimitE2eTest::tooMuchOfOneSenderIsRefusedUnstored()
{
    for (int i = 1; i <= 3; ++i)
        QCOMPARE(m_scene->say(u"c-1"_s, u"m-%1"_s.arg(i), u"chào"_s).status, 200);
    const ClientReply refused = m_scene->say(u"c-1"_s, u"m-4"_s, u"chào"_s);
    QCOMPARE(refused.status, 429);
    const int wait = refused.headers.value("retry-after").toInt();
    QVERIFY2(wait >= 1 && wait <= 60, refused.headers.value("retry-after").constData());
    QCOMPARE(refused.json.value("detail"_L1).toString(),
             u"too many messages of this sender; this one was not stored"_s);
    QCOMPARE(m_scene->rows(u"select count(*) from messages where message_id = 'm-4'"_s), QStringList{u"0"_s});
    QCOMPARE(figure("sender_refused_total"), "1"_ba);

    const ClientReply again = m_scene->say(u"c-1"_s, u"m-2"_s, u"chào"_s);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.json.value("result"_L1)["duplicate"_L1].toBool(), true);
    QCOMPARE(m_scene->say(u"c-2"_s, u"m-5"_s, u"chào"_s).status, 200);
}

/// The window lies in Redis, which keeps it on disk. What was stored is answered however long ago it came.
void SenderLimitE2eTest::aRestartForgetsNothing()
{
    for (int i = 1; i <= 3; ++i)
        QCOMPARE(m_scene->say(u"c-1"_s, u"m-%1"_s.arg(i), u"chào"_s).status, 200);
    QCOMPARE(m_scene->engine.stop(), std::optional<int>(0));
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->waitForRedis());
    QCOMPARE(m_scene->say(u"c-1"_s, u"m-4"_s, u"chào"_s).status, 429);
    QCOMPARE(m_scene->say(u"c-1"_s, u"m-1"_s, u"chào"_s).status, 200);
}

TONGDAI_TEST(SenderLimitE2eTest)
#include "sender_limit_e2e_test.moc"
