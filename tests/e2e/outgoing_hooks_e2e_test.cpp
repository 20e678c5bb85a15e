#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

namespace {

constexpr int kHookPatience = 60'000;

/// Another program of the shop.
class CrmStub final : public StubHttpServer {
public:
    Answer answerTo(const StubRequest&) override { return {204, {}, {}}; }

    /// What it took, without repetitions, as it came.
    QByteArrayList told() const
    {
        QByteArrayList keys;
        for (const StubRequest& request : requests()) {
            const QByteArray key = request.header("idempotency-key");
            if (request.status == 204 && !keys.contains(key)) keys << key;
        }
        return keys;
    }
};

}  // namespace

/// Outgoing hooks through the real program (contracts/connections §3).
class OutgoingHooksE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<CrmStub> m_crm;
    std::unique_ptr<EngineScene> m_scene;

    QStringList openCalls() const
    {
        return m_scene->rows(u"select state || '|' || last_error from tasks where kind = 'outgoing_hook:crm'"_s);
    }

private slots:
    void init()
    {
        m_crm = std::make_unique<CrmStub>();
        QVERIFY(m_crm->listen());
        m_scene = std::make_unique<EngineScene>();
        QVERIFY(QDir().mkpath(m_scene->engine.dataDir()));
        const QJsonObject hook{{u"name"_s, u"crm"_s},
                               {u"url"_s, m_crm->url().toString() + u"/in?from=desk"_s},
                               {u"secret_env"_s, u"CRM_SECRET"_s},
                               {u"events"_s, QJsonArray{u"message_sent"_s}},
                               {u"text"_s, true},
                               {u"attempts"_s, 6}};
        QFile file(m_scene->engine.dataDir() + u"/connections.json"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"hooks"_s, QJsonArray{hook}}}).toJson());
        file.close();
        m_scene->engine.setEnvironment(u"CRM_SECRET"_s, u"0123456789abcdef"_s);
        QVERIFY(m_scene->start());
        // From here on it is told what happens.
        QTRY_COMPARE_WITH_TIMEOUT(m_scene->rows(u"select value from counters where name = 'hook:crm'"_s).size(), 1,
                                  kHookPatience);
    }
    void cleanup()
    {
        if (QTest::currentTestFailed()) qInfo("%s", m_scene->engine.errorOutput().right(4'000).constData());
        m_scene.reset();
        m_crm.reset();
    }

    void aMessageAndItsAnswerAreToldSigned()
    {
        QCOMPARE(m_scene->say(u"c1"_s, u"m1"_s, u"còn áo đỏ không ạ?"_s).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_crm->told().size(), 2, kHookPatience);
        const StubRequest& first = m_crm->requests().front();
        QCOMPARE(first.method, "POST"_ba);
        QCOMPARE(first.target, "/in?from=desk"_ba);
        QCOMPARE(first.header("x-tongdai-event"), "message_sent"_ba);
        const QByteArray stamp = first.header("x-tongdai-timestamp");
        QVERIFY(qAbs(stamp.toLongLong() - QDateTime::currentSecsSinceEpoch()) < 120);
        const QByteArray signature =
            QMessageAuthenticationCode::hash(stamp + '.' + first.body, "0123456789abcdef", QCryptographicHash::Sha256)
                .toHex();
        QCOMPARE(first.header("x-tongdai-signature"), "sha256=" + signature);
        QCOMPARE(first.json["conversation_id"_L1].toString(), u"c1"_s);
        QCOMPARE(first.json["message_id"_L1].toString(), u"m1"_s);
        QCOMPARE(first.json["text"_L1].toString(), u"còn áo đỏ không ạ?"_s);
        QCOMPARE(first.json["data"_L1].toObject()["speaker"_L1].toString(), u"customer"_s);
        QCOMPARE(m_crm->requests().back().json["data"_L1].toObject()["speaker"_L1].toString(), u"bot"_s);
        QTRY_COMPARE_WITH_TIMEOUT(openCalls(), QStringList(), kHookPatience);
        QVERIFY(!m_scene->engine.errorOutput().contains("áo đỏ"));
        QVERIFY(!m_scene->engine.errorOutput().contains("0123456789abcdef"));
    }

    /// It answers 503 twice and once not at all, its engine is killed meanwhile: everything is told, in its order.
    void whatFailsIsToldAgain()
    {
        StubScript busy;
        busy.status = 503;
        StubScript closed;
        closed.fault = StubScript::Fault::Close;
        m_crm->enqueue(busy);
        m_crm->enqueue(closed);
        m_crm->enqueue(busy);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(m_scene->say(u"c1"_s, u"m%1"_s.arg(i), u"tin %1"_s.arg(i)).status, 200);
        QTRY_VERIFY_WITH_TIMEOUT(m_crm->received() >= 2, kHookPatience);
        m_scene->engine.crash();
        QVERIFY(m_scene->start("task-lease:2"));
        QTRY_COMPARE_WITH_TIMEOUT(m_crm->told().size(), 6, kHookPatience);
        QTRY_COMPARE_WITH_TIMEOUT(openCalls(), QStringList(), kHookPatience);
        QList<qint64> order;
        for (const QByteArray& key : m_crm->told())
            order << key.mid(4).toLongLong();
        QVERIFY(std::ranges::is_sorted(order));
    }

    /// What is refused is not repeated; a person has it told again with one act.
    void aRefusedCallIsADeadLetterThatIsToldAgain()
    {
        StubScript gone;
        gone.status = 410;
        m_crm->enqueue(gone);
        QCOMPARE(m_scene->say(u"c1"_s, u"m1"_s, u"alo"_s).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(openCalls(), QStringList{u"3|status 410"_s}, kHookPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_crm->told().size(), 1, kHookPatience);  // the answer's went on
        const QString id = m_scene->rows(u"select id from tasks where state = 3"_s).value(0);
        const QByteArray path = "/api/v1/admin/tasks/" + id.toLatin1() + "/retry";
        QCOMPARE(m_scene->admin.post(path, QJsonObject()).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_crm->told().size(), 2, kHookPatience);
        QTRY_COMPARE_WITH_TIMEOUT(openCalls(), QStringList(), kHookPatience);
    }
};

TONGDAI_TEST(OutgoingHooksE2eTest)

#include "outgoing_hooks_e2e_test.moc"
