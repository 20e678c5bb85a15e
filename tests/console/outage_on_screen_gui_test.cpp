#include "engine/host/boot/engine_runtime.h"
#include "tests/support/ai_stub.h"
#include "tests/support/long_tests.h"
#include "tests/support/message_stream.h"
#include "tests/support/platform_stub.h"
#include "tests/support/postgres_server.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/look/system_scheme.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_picture.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QListView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai;
using namespace tongdai::testing;

namespace {

class LightDesktop final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

}  // namespace

/// Outages on the screen: the whole console over its own engine, on a PostgreSQL and a Redis that are
/// stopped one after the other and together, under load. The words are right all along, and nothing is lost. With
/// TONGDAI_PICTURES=DIR the pictures are kept there. TONGDAI_LONG_TESTS=1: a minute for each outage.
class OutageOnScreenTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theWordsAreRightAllAlong();

private:
    EngineConfig config() const;
    QString sentence() const;
    bool says(const QString& words, std::chrono::seconds patience = 12s) const;
    bool isQuiet() const;
    void openFirstConversation();
    void keepPictures(const QString& name);
    static int outage() { return testing::isLong() ? 60'000 : 1'000; }

    QTemporaryDir m_dir;
    PostgresServer m_postgres;
    RedisServer m_redis{RedisServer::Options{true, {}}};
    AiStub m_ai;
    PlatformStub m_platform;
    LightDesktop m_desktop;
    Theme m_theme{m_desktop};
    Language m_language;
    ScreenSettings m_settings{QString()};
    std::unique_ptr<MainWindow> m_window;
};

void OutageOnScreenTest::initTestCase()
{
    m_postgres.startBesideEvents();  // the window is on this thread
    QVERIFY2(m_postgres.start(), qPrintable(m_postgres.problem()));
    QVERIFY(m_postgres.createDatabase(u"shop"_s));
    QVERIFY2(m_redis.start(), qPrintable(m_redis.problem()));
    QVERIFY(m_ai.listen() && m_platform.listen());
}

EngineConfig OutageOnScreenTest::config() const
{
    EngineConfig config;
    config.dataDir = m_dir.path();
    config.port = 0;
    config.pancakeToken = QString(40, u'p');
    config.adminToken = QString(40, u'a');
    config.jwtSecret = QString(40, u'j');
    config.redis = RedisTarget{u"127.0.0.1"_s, m_redis.port(), 0, {}, {}, false};
    config.database =
        DatabaseTarget{DatabaseTarget::Kind::Postgres, m_postgres.host(), 0, u"shop"_s, PostgresServer::user(), {}};
    config.aiUrl = m_ai.url();
    config.aiPath = u"/process"_s;
    config.platformUrl = m_platform.url();
    config.platformPath = u"/api/v1/actions"_s;
    config.operatorId = OperatorId("lan"_ba);
    config.operatorName = u"Lan"_s;
    return config;
}

QString OutageOnScreenTest::sentence() const
{
    const auto* bar = m_window->findChild<NoticeBar*>(u"trouble"_s);
    return bar->isHidden() ? QString() : bar->sentence();
}

bool OutageOnScreenTest::says(const QString& words, std::chrono::seconds patience) const
{
    const bool isSaid =
        QTest::qWaitFor([&] { return sentence().contains(words); }, int(std::chrono::milliseconds(patience).count()));
    if (!isSaid) qWarning("on the screen: %s", qPrintable(sentence()));
    return isSaid;
}

bool OutageOnScreenTest::isQuiet() const
{
    return QTest::qWaitFor([&] { return sentence().isEmpty(); }, 30'000);
}

/// So that the pictures show what an operator looks at.
void OutageOnScreenTest::openFirstConversation()
{
    m_window->openPage(u"live"_s);
    m_window->findChild<QAbstractButton*>(u"queue6"_s)->click();
    auto* list = m_window->findChild<QListView*>(u"convList"_s);
    QTRY_VERIFY(list->model()->rowCount() > 0);
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::qWait(500);
}

void OutageOnScreenTest::keepPictures(const QString& name)
{
    const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
    for (const QString& page : {u"live"_s, u"system"_s}) {
        const QImage image = pictureOf(*m_window, page, QSize(1366, 768));
        QCOMPARE(image.size() / image.devicePixelRatio(), QSize(1366, 768));
        if (!folder.isEmpty()) QVERIFY(image.save(QDir(folder).filePath(u"outage_%1_%2.png"_s.arg(name, page))));
    }
}

void OutageOnScreenTest::theWordsAreRightAllAlong()
{
    m_language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
    m_language.setChoice(LanguageChoice::Vietnamese);
    m_theme.install();
    EngineRuntime engine(config());
    m_window = std::make_unique<MainWindow>(EngineDoors{engine.desk(), engine.systemStatus(), engine.sampleShop()},
                                            Look{m_theme, m_language, systemNow}, m_settings);
    m_window->resize(1366, 768);
    m_window->show();
    QUrl url;
    connect(&engine, &EngineRuntime::ready, this, [&url](const QUrl& where) { url = where; });
    engine.start();
    QTRY_VERIFY_WITH_TIMEOUT(!url.isEmpty(), 60'000);

    JsonClient client(url, 64);
    client.setToken(QByteArray(40, 'p'));
    SteadySenders senders(client, 30);
    MessageStream stream(senders, 20, 12);
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() >= 40, 60'000);
    QVERIFY(isQuiet());
    openFirstConversation();
    keepPictures(u"0_before"_s);

    m_redis.kill();
    QVERIFY(says(u"Redis đã mất kết nối"_s));
    QTest::qWait(outage());
    keepPictures(u"1_no_redis"_s);
    QVERIFY(m_redis.restart());
    QVERIFY(says(u"Redis đã kết nối lại"_s));
    QVERIFY(isQuiet());
    QCOMPARE(senders.refused(), 0);

    m_postgres.kill();
    QVERIFY(says(u"sổ cục bộ"_s));
    QTest::qWait(outage());
    QTRY_VERIFY_WITH_TIMEOUT(senders.journalled() > 20, 30'000);
    keepPictures(u"2_no_database"_s);
    QVERIFY2(m_postgres.start(), qPrintable(m_postgres.problem()));
    QVERIFY(says(u"Cơ sở dữ liệu đã kết nối lại"_s, 40s));
    QTest::qWait(1'500);
    keepPictures(u"3_database_back"_s);
    QVERIFY(isQuiet());
    // Twenty a second go on coming meanwhile.
    QTRY_COMPARE_WITH_TIMEOUT(engine.systemStatus().health().journalWaiting, 0, 120'000);

    m_redis.kill();
    m_postgres.kill();
    QVERIFY(says(u"sổ cục bộ"_s));
    QTest::qWait(outage());
    keepPictures(u"4_neither"_s);
    QVERIFY(m_redis.restart());
    QVERIFY2(m_postgres.start(), qPrintable(m_postgres.problem()));
    QVERIFY(isQuiet());
    stream.stop();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(m_postgres.psql(u"shop"_s,
                                              u"select count(*) from messages where state = 0 and seq is not "
                                              "null"_s),
                              "0"_ba, 60'000);
    keepPictures(u"5_after"_s);

    QCOMPARE(senders.surprises(), QStringList());
    QCOMPARE(senders.refused(), 0);
    const QByteArray total = QByteArray::number(senders.total());
    QCOMPARE(m_postgres.psql(u"shop"_s,
                             u"select count(*), count(distinct message_id) from messages where seq is not "
                             "null"_s),
             total + '|' + total);
    qInfo("%d messages, %d through the journal", senders.total(), senders.journalled());
    bool isStopped = false;
    connect(&engine, &EngineRuntime::stopped, this, [&isStopped] { isStopped = true; });
    engine.stop();
    QTRY_VERIFY_WITH_TIMEOUT(isStopped, 20'000);
    m_window.reset();
}

TONGDAI_TEST(OutageOnScreenTest)
#include "outage_on_screen_gui_test.moc"
