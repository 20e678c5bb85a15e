#include "engine/host/boot/engine_runtime.h"
#include "tests/support/ai_stub.h"
#include "tests/support/engine_process.h"
#include "tests/support/redis_server.h"
#include "tests/support/shared_store.h"
#include "tests/support/steady_senders.h"
#include "tests/support/test_registry.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/look/system_scheme.h"
#include "ui/shell/main_window.h"
#include "ui/stats/charts/time_chart.h"
#include "ui/stats/stats_page.h"
#include "ui/stats/stats_tile.h"

#include <QDateTime>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <QtCharts/QLineSeries>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kGapPatience = 60'000;

class GapsDaylight final : public SystemScheme {
public:
    Scheme current() const override { return Scheme::Light; }
};

/// One in which it is about noon, so that today is neither just over nor just begun.
QByteArray zoneAtNoon()
{
    const int ahead = 12 - QDateTime::currentDateTimeUtc().time().hour();
    return "Etc/GMT" + QByteArray(ahead > 0 ? "-" : "+") + QByteArray::number(std::abs(ahead));
}

}  // namespace

/// The Stats page of a real window, its engine and another engine's process on one PostgreSQL and one Redis, while what
/// carries the news fails: Redis goes and comes, the stream is trimmed before it is read, engines are killed. The
/// charts show what plain SQL counts, each time.
class StatsGapsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theChartsShowTheRealNumbers();
    void cleanupTestCase();

private:
    EngineConfig config() const;
    bool openConsole();
    void closeConsole();
    bool startOther();
    void say(int messages);
    QStringList counted();
    QStringList charted() const;
    /// What the page shows, and when it did not in time, what it should.
    bool agrees();
    double figure(const QByteArray& name);

    SharedPostgres m_store;
    RedisServer m_redis{RedisServer::Options{true, {}}};
    AiStub m_ai;
    const QByteArray m_zone = zoneAtNoon();
    QTemporaryDir m_dir;
    GapsDaylight m_desktop;
    Theme m_theme{m_desktop};
    Language m_language;
    ScreenSettings m_settings{QString()};
    std::unique_ptr<EngineRuntime> m_engine;
    std::unique_ptr<MainWindow> m_window;
    QUrl m_here;
    EngineProcess m_other;
    JsonClient m_client{QUrl(), 16};
    SteadySenders m_senders{m_client, 8};
};

void StatsGapsTest::initTestCase()
{
    m_store.server().startBesideEvents();  // the window is on this thread
    QVERIFY2(m_store.start() && m_store.useNewDatabase(u"gaps"_s), qPrintable(m_store.problem()));
    QVERIFY2(m_redis.start(), qPrintable(m_redis.problem()));
    QVERIFY(m_ai.listen());
    m_language.setZone(QTimeZone(m_zone));
    m_language.setChoice(LanguageChoice::English);
    m_theme.install();
    m_client.setToken(m_other.pancakeToken());
    QVERIFY(openConsole());
    QVERIFY(startOther());
}

EngineConfig StatsGapsTest::config() const
{
    EngineConfig config;
    config.dataDir = m_dir.path();
    config.port = 0;
    config.pancakeToken = QString(40, u'p');
    config.adminToken = QString(40, u'a');
    config.jwtSecret = QString(40, u'j');
    config.redis = RedisTarget{u"127.0.0.1"_s, m_redis.port(), 0, {}, {}, false};
    const QMap<QString, QString> wanted = m_store.settings();
    config.database = DatabaseTarget{DatabaseTarget::Kind::Postgres, wanted.value(u"POSTGRES_HOST"_s), 0,
                                     wanted.value(u"POSTGRES_DB"_s), wanted.value(u"POSTGRES_USER"_s), {}};
    config.aiUrl = m_ai.url();
    config.aiPath = u"/process"_s;
    config.operatorId = OperatorId("lan"_ba);
    config.operatorName = u"Lan"_s;
    return config;
}

bool StatsGapsTest::openConsole()
{
    m_engine = std::make_unique<EngineRuntime>(config());
    EngineDoors doors{m_engine->desk(), m_engine->systemStatus(), m_engine->sampleShop()};
    doors.statistics = &m_engine->statistics();
    m_window = std::make_unique<MainWindow>(doors, Look{m_theme, m_language, systemNow}, m_settings);
    m_window->resize(1366, 768);
    m_window->show();
    m_here = QUrl();
    connect(m_engine.get(), &EngineRuntime::ready, this, [this](const QUrl& url) { m_here = url; });
    m_engine->start();
    return m_window->openPage(u"stats"_s) && QTest::qWaitFor([this] { return !m_here.isEmpty(); }, kGapPatience);
}

void StatsGapsTest::closeConsole()
{
    m_window.reset();
    QSignalSpy stopped(m_engine.get(), &EngineRuntime::stopped);
    m_engine->stop();
    if (stopped.isEmpty()) stopped.wait(kGapPatience);
    m_engine.reset();
}

bool StatsGapsTest::startOther()
{
    const QMap<QString, QString> settings = m_store.settings();
    for (auto setting = settings.cbegin(); setting != settings.cend(); ++setting)
        m_other.setEnvironment(setting.key(), setting.value());
    m_other.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    m_other.setEnvironment(u"REDIS_PORT"_s, QString::number(m_redis.port()));
    m_other.setEnvironment(u"AI_SERVICE_URL"_s, m_ai.url().toString());
    if (!m_other.start(kGapPatience)) return false;
    m_client.setBase(m_other.url());
    m_senders.resume();
    return true;
}

/// By the other engine, all of them acknowledged.
void StatsGapsTest::say(int messages)
{
    for (int i = 0; i < messages; ++i) {
        const int number = m_senders.total();
        m_senders.add(u"c%1"_s.arg(number % 7), u"m%1"_s.arg(number), u"còn size M không"_s);
    }
    m_senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(m_senders.isDone(), kGapPatience);
}

/// `hour|in|bot|people`, by SQL that knows nothing of statistics.
QStringList StatsGapsTest::counted()
{
    return m_store.rows(
        u"select cast(floor(received_at / 3600) as bigint) as hour, sum(case when speaker = 0 then 1 else 0 end), "
        "sum(case when speaker = 1 then 1 else 0 end), sum(case when speaker = 2 then 1 else 0 end) from messages "
        "where speaker < 3 and sent = 1 group by hour order by hour"_s);
}

QStringList StatsGapsTest::charted() const
{
    const auto* page = m_window->findChild<StatsPage*>();
    const auto* chart = page->findChild<TimeChart*>();
    const QDateTime now = QDateTime::currentDateTimeUtc().toTimeZone(QTimeZone(m_zone));
    const qint64 first = now.date().startOfDay(now.timeZone()).toSecsSinceEpoch() / 3600;
    QStringList hours;
    const auto series = chart->chart()->series();
    if (series.size() < 3) return {};
    const auto at = [&series](int line, int piece) {
        return QString::number(qint64(static_cast<const QLineSeries*>(series[line])->at(piece).y()));
    };
    for (int piece = 0; piece < static_cast<const QLineSeries*>(series[0])->count(); ++piece) {
        const QStringList values{at(0, piece), at(1, piece), at(2, piece)};
        if (values != QStringList{u"0"_s, u"0"_s, u"0"_s})
            hours << QString::number(first + piece) + u'|' + values.join(u'|');
    }
    return hours;
}

bool StatsGapsTest::agrees()
{
    // Answers are still on their way when their messages are acknowledged; from then on nothing changes.
    const auto isQuiet = [this] {
        return m_store.rows(u"select count(*) from messages where seq is not null and state = 0"_s) ==
               QStringList{u"0"_s};
    };
    if (!QTest::qWaitFor(isQuiet, kGapPatience)) return false;
    const QStringList wanted = counted();
    const bool isSo = QTest::qWaitFor([&] { return charted() == wanted; }, kGapPatience);
    if (!isSo) qWarning() << "charted" << charted() << "counted" << wanted;
    qint64 in = 0;
    for (const QString& hour : wanted)
        in += hour.split(u'|')[1].toLongLong();
    const auto* tile = m_window->findChild<StatsTile*>(u"tile-in"_s);
    return isSo && in == m_senders.total() && tile->figure().exact == QString::number(in);
}

double StatsGapsTest::figure(const QByteArray& name)
{
    JsonClient client(m_here, 2);
    client.setToken(QByteArray(40, 'a'));
    for (const QByteArray& line : client.get("/metrics").body.split('\n')) {
        if (line.startsWith("tongdai_" + name + ' ')) return line.mid(line.lastIndexOf(' ') + 1).toDouble();
    }
    return -1;
}

void StatsGapsTest::theChartsShowTheRealNumbers()
{
    say(20);
    QVERIFY(agrees());

    // Redis goes: this engine's own events come by its pipeline, the other's from the store. And comes back, empty.
    m_redis.kill();
    say(15);
    QVERIFY(agrees());
    QVERIFY(m_redis.restart());
    say(15);
    QVERIFY(agrees());

    // The stream is trimmed behind the reader: what it has not read yet is gone.
    const auto hasStream = [this] { return m_redis.cli({"exists", "chat:logs:events"}) == "1"; };
    for (int more = 0; more < 60 && !hasStream(); ++more) {  // both engines have to find that it is back
        say(1);
        QTest::qWait(500);
    }
    QVERIFY(hasStream());
    const double refilled = figure("events_refilled_total");
    QVERIFY(refilled >= 0);
    QCOMPARE(m_redis.cli({"acl", "setuser", "default", "-xrange"}), "OK"_ba);
    say(25);
    QTRY_VERIFY_WITH_TIMEOUT(m_redis.cli({"xlen", "chat:logs:events"}).toInt() >= 25, kGapPatience);
    m_redis.cli({"xtrim", "chat:logs:events", "maxlen", "0"});
    QCOMPARE(m_redis.cli({"acl", "setuser", "default", "+xrange"}), "OK"_ba);
    say(5);
    QVERIFY(agrees());
    // None of them came by the stream: the reader asks the store within five seconds.
    QTRY_VERIFY_WITH_TIMEOUT(figure("events_refilled_total") >= refilled + 25, kGapPatience);

    // The other engine is killed in the middle of it, and started again.
    for (int i = 0; i < 40; ++i) {
        const int number = m_senders.total();
        m_senders.add(u"c%1"_s.arg(number % 7), u"m%1"_s.arg(number), u"còn size M không"_s);
    }
    const int before = m_senders.acknowledged();
    m_senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(m_senders.acknowledged() >= before + 5, kGapPatience);
    m_senders.pause();
    m_other.crash();
    QVERIFY(startOther());
    QTRY_VERIFY_WITH_TIMEOUT(m_senders.isDone(), kGapPatience);
    QVERIFY(agrees());

    // The console itself is away while customers go on, and is opened again.
    closeConsole();
    say(10);
    QVERIFY(openConsole());
    QVERIFY(agrees());

    // Other programs are told the same.
    JsonClient admin(m_other.url(), 2);
    admin.setToken(m_other.adminToken());
    const ClientReply reply = admin.get("/api/v1/admin/stats?days=2&zone=UTC");
    const QJsonObject rest = reply.json["figures"_L1].toObject();
    QVERIFY2(!rest["over_time"_L1].toArray().isEmpty(), reply.body.constData());
    QStringList told;
    for (const QJsonValue& point : rest["over_time"_L1].toArray()) {
        const QStringList values{QString::number(point["in"_L1].toInteger()),
                                 QString::number(point["bot"_L1].toInteger()),
                                 QString::number(point["people"_L1].toInteger())};
        if (values != QStringList{u"0"_s, u"0"_s, u"0"_s})
            told << QString::number(point["start"_L1].toInteger() / 3600) + u'|' + values.join(u'|');
    }
    QCOMPARE(told, counted());
    QCOMPARE(m_senders.surprises(), QStringList());
}

void StatsGapsTest::cleanupTestCase()
{
    m_other.stop();
    closeConsole();
}

TONGDAI_TEST(StatsGapsTest)

}  // namespace tongdai::testing

#include "stats_gaps_gui_test.moc"
