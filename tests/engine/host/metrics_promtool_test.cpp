#include "engine/host/machine/system_clock.h"
#include "engine/host/statistics/step_meter.h"
#include "engine/server/routes/metrics_text.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

struct ToolAnswer {
    int code = -1;
    QByteArray said;
};

ToolAnswer promtool(const QStringList& arguments, const QByteArray& input = {})
{
    QProcess tool;
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(u"promtool"_s, arguments);
    if (!tool.waitForStarted()) return {-1, "promtool (Debian's package prometheus) does not start"};
    tool.write(input);
    tool.closeWriteChannel();
    if (!tool.waitForFinished(60'000)) return {-1, "promtool does not end"};
    return {tool.exitCode(), tool.readAll()};
}

HealthSnapshot someHealth()
{
    HealthSnapshot health;
    PartHealth redis;
    redis.part = Part::Redis;
    redis.state = PartState::Ok;
    redis.latency = std::chrono::duration<double, std::milli>(0.4);
    health.parts.push_back(redis);
    return health;
}

}  // namespace

/// What monitoring reads, as Debian's own tool judges it.
class MetricsPromtoolTest : public QObject {
    Q_OBJECT

    SystemClock m_clock;

private slots:
    void acceptsTheText()
    {
        StepMeter meter(m_clock);
        for (int i = 0; i < 200; ++i)
            meter.turnTimed({1.2, 0.4 * i, 2, 900.0 + 40 * i, 0.1, 3, 70'000});
        meter.turnEnded({}, TurnOutcome::HandedOver);
        Metrics metrics{meter.figures(), {meter.steps()}};
        metrics.figures.push_back({"history_commits_total", "Transactions the history writer committed.", 12, true});
        const QByteArray text = metricsText(someHealth(), metrics);
        const ToolAnswer answer = promtool({u"check"_s, u"metrics"_s}, text);
        QVERIFY2(answer.code == 0, (answer.said + text).constData());
        // It does refuse what is wrong: a histogram whose last count is not that of all.
        QByteArray wrong = text;
        wrong.replace("# TYPE tongdai_lines_total counter", "# TYPE tongdai_lines_total gouge");
        QVERIFY(promtool({u"check"_s, u"metrics"_s}, wrong).code != 0);
    }

    void countsEachStepInItsBounds()
    {
        StepMeter meter(m_clock);
        meter.turnTimed({1, 0.2, 25, 999, 0, 4'000, 61'000});
        meter.turnTimed({1.01, 0.2, 26, 1'001, 0, 4'000, 1});
        const HistogramFamily family = meter.steps();
        QCOMPARE(family.members.size(), size_t(7));
        const QByteArray text = metricsText({}, {{}, {family}});
        for (const char* line :
             {"step=\"accept\",le=\"0.001\"} 1\n", "step=\"accept\",le=\"0.0025\"} 2\n",
              "step=\"context\",le=\"0.025\"} 1\n", "step=\"ai\",le=\"1\"} 1\n", "step=\"ai\",le=\"2.5\"} 2\n",
              "step=\"send\",le=\"60\"} 1\n", "step=\"send\",le=\"+Inf\"} 2\n", "seconds_sum{step=\"ai\"} 2\n",
              "seconds_count{step=\"send\"} 2\n"})
            QVERIFY2(text.contains(line), line);
    }

    /// Whatever people and the AI write, the number of series stays what it is.
    void hasAsManySeriesAfterAMillionNames()
    {
        StepMeter meter(m_clock);
        const auto series = [&meter] { return metricsText({}, {meter.figures(), {meter.steps()}}).count('\n'); };
        const qsizetype before = series();
        for (int i = 0; i < 1'000; ++i) {
            Change change;
            HistoryEvent event;
            event.kind = u"message_sent"_s;
            event.conversation = ConversationId("c" + QByteArray::number(i));
            event.data = {{u"speaker"_s, i % 9}};
            change.events.push_back(event);
            meter.changed(change);
            meter.turnEnded(event.conversation, TurnOutcome(i % 5));
        }
        QCOMPARE(series(), before);
        QCOMPARE(meter.figures()[0].value, 112.0);  // of customers, every ninth
    }

    void acceptsTheRules()
    {
        const QString rules = u"" TONGDAI_SOURCE_DIR "/resources/monitoring/alerts.yml"_s;
        const ToolAnswer answer = promtool({u"check"_s, u"rules"_s, rules});
        QVERIFY2(answer.code == 0, answer.said.constData());
        QVERIFY(answer.said.contains("10 rules found"));
    }
};

TONGDAI_TEST(MetricsPromtoolTest)

}  // namespace tongdai::testing

#include "metrics_promtool_test.moc"
