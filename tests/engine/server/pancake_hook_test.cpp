#include "engine/server/pancake/pancake_hook.h"

#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr char kPageSecret[] = "mot-bi-mat-that-dai";
constexpr char kOtherSecret[] = "mot-bi-mat-khac-dai";

QByteArray pageEvent(const QString& id, const QString& text, const QJsonObject& changes = {},
                     const QString& page = u"1029"_s)
{
    const QJsonObject from{{u"id"_s, u"4471"_s}, {u"name"_s, u"Chị Hoa"_s}};
    QJsonObject message{{u"id"_s, id}, {u"original_message"_s, text}, {u"from"_s, from}};
    for (auto each = changes.begin(); each != changes.end(); ++each)
        message.insert(each.key(), each.value());
    const QJsonObject conversation{{u"id"_s, u"1029_4471"_s}, {u"type"_s, u"INBOX"_s}, {u"from"_s, from}};
    return QJsonDocument(
               QJsonObject{{u"event_type"_s, u"messaging"_s},
                           {u"page_id"_s, page},
                           {u"data"_s, QJsonObject{{u"conversation"_s, conversation}, {u"message"_s, message}}}})
        .toJson();
}

}  // namespace

/// Events of Pancake's pages (contracts/pancake §2), over the real pipeline with a store that may be away.
class PancakeHookTest : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<PageIntake> m_intake;
    std::unique_ptr<PancakeHook> m_hook;
    QByteArrayList m_missed;
    QByteArrayList m_heard;
    QByteArrayList m_customerWrote;

    http::Response post(const QByteArray& body, const QByteArray& secret = kPageSecret,
                        const QByteArray& method = "POST")
    {
        http::Request request;
        request.method = method;
        request.query.addQueryItem(u"secret"_s, QString::fromLatin1(secret));
        request.body = body;
        const auto answer = std::make_shared<std::optional<http::Response>>();
        const auto ask = [](PancakeHook* hook, std::shared_ptr<http::Exchange> exchange,
                            std::shared_ptr<std::optional<http::Response>> into) -> QCoro::Task<void> {
            auto handling = hook->handle(std::move(exchange));
            *into = co_await handling;
        };
        ask(m_hook.get(), std::make_shared<http::Exchange>(std::move(request)), answer);
        m_world->time.runUntil([&] { return answer->has_value(); }, 30s);
        http::Response none;
        none.status = 0;
        return answer->value_or(none);
    }
    QStringList texts() const
    {
        QStringList found;
        for (const StoredMessage& line : m_world->database.lines(ConversationId("1029_4471"))) {
            if (line.speaker == Speaker::Customer) found << line.body;
        }
        return found;
    }

private slots:
    void init()
    {
        m_missed.clear();
        m_heard.clear();
        m_customerWrote.clear();
        m_world = std::make_unique<World>();
        m_engine = std::make_unique<Engine>(*m_world);
        m_engine->pipeline->start();
        m_intake = std::make_unique<PageIntake>(
            m_engine->pipeline->handleMessage(),
            [this](const ConversationId& conversation) { m_customerWrote << conversation.bytes(); });
        const std::vector<PancakeHook::Page> pages{{{"1029", u"facebook"_s, u"Áo Xinh"_s}, kPageSecret},
                                                   {{"zl_7", u"zalo"_s, {}}, kOtherSecret}};
        m_hook = std::make_unique<PancakeHook>(
            pages, *m_intake, m_engine->clock, [this](const QByteArray& page) { m_missed << page; },
            [this](const QByteArray& page, const QJsonObject& data) {
                m_heard << page + ' ' + contract::conversationOf(data)["id"_L1].toString().toUtf8();
            });
    }
    void cleanup()
    {
        m_engine.reset();
        m_hook.reset();
        m_intake.reset();
        m_world.reset();
    }

    void anEventIsStoredBeforeItIsAcknowledged()
    {
        QCOMPARE(post(pageEvent(u"m1"_s, u"còn size M không"_s)).status, 200);
        QCOMPARE(texts(), QStringList{u"còn size M không"_s});
        QCOMPARE(m_intake->figures().stored, 1);
        QVERIFY(m_hook->figuresOf("1029").lastHeard != TimePoint());
        QCOMPARE(m_heard, QByteArrayList{"1029 1029_4471"});
    }

    void onceWhateverIsRepeated()
    {
        QCOMPARE(post(pageEvent(u"m1"_s, u"một"_s)).status, 200);
        m_world->time.runFor(1s);
        QCOMPARE(post(pageEvent(u"m1"_s, u"một"_s, {{u"like_count"_s, 3}, {u"is_hidden"_s, true}})).status, 200);
        QCOMPARE(texts(), QStringList{u"một"_s});
        QCOMPARE(m_intake->figures().known, 1);
        QVERIFY2(m_customerWrote == QByteArrayList{"1029_4471"},
                 "a repetition is nothing that the customer wrote since");
    }

    void aChangeIsKeptBesideWhatItChanged()
    {
        QCOMPARE(post(pageEvent(u"m1"_s, u"size M"_s)).status, 200);
        QCOMPARE(post(pageEvent(u"m1"_s, u"size L"_s)).status, 200);
        QCOMPARE(post(pageEvent(u"m1"_s, u"size L"_s, {{u"edit_history"_s, QJsonArray{u"size M"_s}}})).status, 200);
        QCOMPARE(texts(), (QStringList{u"size M"_s, u"size L"_s}));
        QCOMPARE(m_intake->figures().changed, 1);
    }

    void aWrongSecretFindsNothing_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("one letter") << "mot-bi-mat-that-dat"_ba;
        QTest::newRow("its beginning") << "mot-bi-mat-that"_ba;
    }
    void aWrongSecretFindsNothing()
    {
        QFETCH(QByteArray, secret);
        QCOMPARE(post(pageEvent(u"m1"_s, u"một"_s), secret).status, 404);
        QCOMPARE(m_hook->figures().wrongSecrets, 1);
        QCOMPARE(texts(), QStringList());
    }
    /// Nobody who does not know it makes the engine hold two megabytes.
    void withAWrongSecretNoBodyIsRead()
    {
        http::Request head;
        head.method = "POST";
        head.query.addQueryItem(u"secret"_s, u"mot-bi-mat-that-dat"_s);
        const auto refused = m_hook->bodyBegins(head);
        QVERIFY(std::holds_alternative<http::Response>(refused));
        QCOMPARE(std::get<http::Response>(refused).status, 404);
        QCOMPARE(m_hook->figures().wrongSecrets, 1);
        head.query.clear();
        head.query.addQueryItem(u"secret"_s, QString::fromLatin1(kOtherSecret));
        QVERIFY(!std::holds_alternative<http::Response>(m_hook->bodyBegins(head)));
    }
    void nothingIsReadThere() { QCOMPARE(post({}, kPageSecret, "GET").status, 404); }

    /// A secret speaks for its own page alone.
    void ofAnotherPageItIsAcknowledgedAndLeft()
    {
        QCOMPARE(post(pageEvent(u"m1"_s, u"một"_s), kOtherSecret).status, 200);
        QCOMPARE(post(pageEvent(u"m1"_s, u"một"_s, {}, u"77"_s)).status, 200);
        QCOMPARE(m_hook->figures().strange, 2);
        QCOMPARE(texts(), QStringList());
    }

    void withoutAStoreItIsNotAcknowledged_data()
    {
        QTest::addColumn<bool>("answers");
        QTest::newRow("it is away") << false;
        QTest::newRow("it refuses") << true;
    }
    /// It is told so, comes again, and the page is asked for what was missed.
    void withoutAStoreItIsNotAcknowledged()
    {
        QFETCH(bool, answers);
        m_engine->store.faults.isDown = !answers;
        m_engine->store.faults.isRefusing = answers;
        const http::Response refused = post(pageEvent(u"m1"_s, u"một"_s));
        QCOMPARE(refused.status, 503);
        QCOMPARE(m_missed, QByteArrayList{"1029"});
        QCOMPARE(m_hook->figures().deferred, 1);
        QVERIFY2(m_heard.isEmpty(), "its conversation may not be here yet");
        m_engine->store.faults.isDown = false;
        m_engine->store.faults.isRefusing = false;
        QCOMPARE(post(pageEvent(u"m1"_s, u"một"_s)).status, 200);
        QCOMPARE(texts(), QStringList{u"một"_s});
    }
};

TONGDAI_TEST(PancakeHookTest)

}  // namespace tongdai::testing

#include "pancake_hook_test.moc"
