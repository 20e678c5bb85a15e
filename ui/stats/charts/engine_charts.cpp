#include "ui/stats/charts/engine_charts.h"

#include "engine/domain/limits/rate_scope.h"
#include "ui/common/words/limit_words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();
constexpr double kMegabyte = 1.0 / (1024 * 1024);

std::vector<double> timesFactor(std::vector<double> values, double factor)
{
    for (double& value : values)
        value *= factor;
    return values;
}

}  // namespace

bool EngineChart::isEmpty() const
{
    return std::ranges::all_of(lines, [](const std::vector<double>& line) {
        return std::ranges::all_of(line, [](double value) { return std::isnan(value); });
    });
}

EngineChart EngineCharts::chart(const QString& key, const QString& title, const QString& how) const
{
    EngineChart made;
    made.key = key;
    made.title = title;
    made.how = how + u' ' + span();
    made.at = m_trail.at;
    return made;
}

QString EngineCharts::span() const
{
    return tr("Measured by this engine alone, every %1 s, for the last half hour; monitoring reads the same figures at "
              "/metrics.")
        .arg(m_formats.number(FigureTrail::kEvery.count()));
}

void EngineCharts::addLevel(EngineChart& chart, const QString& name, const QByteArray& figure, double factor) const
{
    const FigureSeries* const series = m_trail.find(figure);
    chart.names << name;
    chart.lines.push_back(series ? timesFactor(series->values, factor)
                                 : std::vector<double>(chart.at.size(), kNotKnown));
}

void EngineCharts::addRate(EngineChart& chart, const QString& name, const QByteArray& figure) const
{
    const FigureSeries* const series = m_trail.find(figure);
    chart.names << name;
    chart.lines.push_back(series ? series->perMinute(m_trail.at) : std::vector<double>(chart.at.size(), kNotKnown));
}

void EngineCharts::addHits(EngineChart& chart, const QString& name, const QByteArray& hits,
                           const QByteArray& misses) const
{
    const FigureSeries* const hit = m_trail.find(hits);
    const FigureSeries* const missed = m_trail.find(misses);
    std::vector<double> line(chart.at.size(), kNotKnown);
    if (hit && missed) {
        const std::vector<double> found = hit->perMinute(m_trail.at);
        const std::vector<double> absent = missed->perMinute(m_trail.at);
        for (size_t i = 0; i < line.size(); ++i) {
            const double asked = found[i] + absent[i];
            if (asked > 0) line[i] = 100 * found[i] / asked;
        }
    }
    chart.names << name;
    chart.lines.push_back(std::move(line));
}

EngineChart EngineCharts::claims() const
{
    EngineChart made = chart(u"claims"_s, tr("Claims"),
                             tr("Conversations in work now; messages a minute that came while somebody answered their "
                                "conversation, and waited; answers a minute that came too late and were refused."));
    addLevel(made, tr("held"), "turns_in_work");
    addRate(made, tr("waited for, a minute"), "claims_waited_total");
    addRate(made, tr("late answers refused, a minute"), "fenced_total");
    return made;
}

EngineChart EngineCharts::queues() const
{
    EngineChart made = chart(u"queues"_s, tr("Queues"),
                             tr("Answers on their way to the platform; messages in the local journal that are not in "
                                "the history yet; background tasks that wait."));
    addLevel(made, tr("answers to be sent"), "outbox_waiting");
    addLevel(made, tr("in the journal"), "journal_waiting");
    addLevel(made, tr("tasks"), "tasks_waiting");
    return made;
}

EngineChart EngineCharts::database() const
{
    EngineChart made =
        chart(u"database"_s, tr("Connections to the history"),
              tr("The history has one connection that writes and two that read: changes that wait for the one, "
                 "questions that wait for the others, and how many of these are busy."));
    addLevel(made, tr("changes wait"), "writer_queue");
    addLevel(made, tr("questions wait"), "reader_queue");
    addLevel(made, tr("readers busy"), "readers_busy");
    return made;
}

EngineChart EngineCharts::sockets() const
{
    EngineChart made = chart(u"sockets"_s, tr("Sockets"),
                             tr("Connections that are open: of chats, of web pages over plain WebSockets, and of all "
                                "programs with Redis, as Redis says."));
    addLevel(made, tr("chat"), "chat_connections");
    addLevel(made, tr("web pages"), "plain_connections");
    addLevel(made, tr("Redis"), "redis_clients");
    return made;
}

EngineChart EngineCharts::memory() const
{
    EngineChart made =
        chart(u"memory"_s, tr("Memory, MB"),
              tr("What this program keeps in memory, the window included, and what Redis says it uses."));
    addLevel(made, tr("this program"), "process_memory_bytes", kMegabyte);
    addLevel(made, tr("Redis"), "redis_memory_bytes", kMegabyte);
    return made;
}

EngineChart EngineCharts::hitRates() const
{
    EngineChart made =
        chart(u"hits"_s, tr("Answered from memory, %"),
              tr("Of the questions in the minute before, those that a copy answered: keys of Redis by all "
                 "programs, sessions of the chat history, and what an answer's context was made of."));
    made.top = 100;
    addHits(made, tr("Redis keys"), "redis_hits_total", "redis_misses_total");
    addHits(made, tr("sessions"), "session_cache_hits_total", "session_cache_misses_total");
    addHits(made, tr("context"), "context_hits_total", "context_misses_total");
    return made;
}

EngineChart EngineCharts::events() const
{
    EngineChart made =
        chart(u"events"_s, tr("Event stream"),
              tr("How long after it was written the newest event was read, in milliseconds, and how many "
                 "events wait for an earlier one."));
    addLevel(made, tr("behind, ms"), "event_reader_lag_seconds", 1000);
    addLevel(made, tr("waiting"), "events_ahead");
    return made;
}

EngineChart EngineCharts::window() const
{
    EngineChart made;
    made.key = u"window"_s;
    made.title = tr("This window, ms");
    made.how =
        tr("By how much the window was late: the longest that something waited to be drawn or answered in the "
           "five seconds before, measured by the window itself, for the last half hour.");
    made.at = m_window.at;
    made.names << tr("delay");
    const FigureSeries* const late = m_window.find("window_delay_ms");
    made.lines.push_back(late ? late->values : std::vector<double>());
    return made;
}

QList<EngineChart> EngineCharts::charts() const
{
    return {claims(), queues(), database(), sockets(), memory(), hitRates(), events(), window()};
}

QString EngineCharts::figure(double value, int decimals) const
{
    if (std::isnan(value)) return u"–"_s;
    const bool isWhole = std::abs(value - std::round(value)) < 0.05;
    return m_formats.locale().toString(value, 'f', isWhole ? decimals : std::max(decimals, 1));
}

QString EngineCharts::readout(const EngineChart& chart, int moment) const
{
    if (moment < 0 || moment >= int(chart.at.size())) return {};
    QStringList words;
    for (int i = 0; i < int(chart.names.size()); ++i) {
        const std::vector<double>& line = chart.lines[size_t(i)];
        if (moment < int(line.size())) words << chart.names[i] + u' ' + figure(line[size_t(moment)], chart.decimals);
    }
    return m_formats.clock(chart.at[size_t(moment)]) + u": "_s + words.join(u" · "_s);
}

StatsTable EngineCharts::table(const EngineChart& chart) const
{
    StatsTable made;
    made.title = chart.title;
    made.how = chart.how;
    made.headers << tr("Time") << chart.names;
    if (chart.isEmpty()) return made;
    for (int i = int(chart.at.size()) - 1; i >= 0; i -= 60 / int(FigureTrail::kEvery.count())) {
        const TimePoint at = chart.at[size_t(i)];
        QList<StatsCell> row{{m_formats.clock(at), m_formats.local(at).toString(u"yyyy-MM-dd HH:mm:ss"_s), false}};
        for (const std::vector<double>& line : chart.lines) {
            const double value = i < int(line.size()) ? line[size_t(i)] : kNotKnown;
            row << StatsCell{figure(value, chart.decimals),
                             std::isnan(value) ? QString() : QString::number(value, 'f', 3)};
        }
        made.rows << row;
    }
    return made;
}

StatsTable EngineCharts::refusals() const
{
    StatsTable made;
    made.title = tr("Held back by limits");
    made.how = tr("How often somebody was held back, by what the limit counts: in the last half hour, and since this "
                  "engine started. Who it was stands under Limits on the Locks page.") +
               u' ' + span();
    made.headers << tr("Limit") << tr("half an hour") << tr("since the start");
    for (const auto& [scope, name] : kRateScopeNames) {
        const FigureSeries* const series = m_trail.find("limit_refusals_total", QByteArray(name));
        if (!series || !(series->newest() > 0)) continue;
        made.rows << QList<StatsCell>{{LimitWords::scope(scope), {}, false},
                                      {figure(series->grown(), 0), QString::number(qint64(series->grown()))},
                                      {figure(series->newest(), 0), QString::number(qint64(series->newest()))}};
    }
    return made;
}

QList<IntentBars::Bar> EngineCharts::refusalBars() const
{
    QList<IntentBars::Bar> bars;
    for (const auto& [scope, name] : kRateScopeNames) {
        const FigureSeries* const series = m_trail.find("limit_refusals_total", QByteArray(name));
        if (!series || !(series->newest() > 0)) continue;
        const auto grown = qint64(series->grown());
        bars << IntentBars::Bar{LimitWords::scope(scope), grown, 0, m_formats.number(grown)};
    }
    std::ranges::stable_sort(bars, std::ranges::greater(), &IntentBars::Bar::turns);
    return bars;
}

StatsTable EngineCharts::caches() const
{
    struct Cache {
        QString name;
        QByteArray hits;
        QByteArray misses;
        QByteArray life;  ///< which of cache_life_seconds; empty: each key has its own
    };
    const std::array caches{
        Cache{tr("Redis keys, all programs"), "redis_hits_total", "redis_misses_total", {}},
        Cache{tr("sessions of the chat history"), "session_cache_hits_total", "session_cache_misses_total", "session"},
        Cache{tr("context of a conversation"), "context_hits_total", "context_misses_total", "context"},
        Cache{tr("copies of KiotViet's answers"), "kiotviet_hits_total", "kiotviet_misses_total", {}}};
    StatsTable made;
    made.title = tr("Copies and their lives");
    made.how =
        tr("How often a copy answered instead of the history or a service, since it began to count (Redis: since "
           "its start), and how long a copy is used at most.") +
        u' ' + span();
    made.headers << tr("Copy") << tr("answered") << tr("not there") << tr("rate") << tr("life");
    for (const Cache& cache : caches) {
        const FigureSeries* const hits = m_trail.find(cache.hits);
        const FigureSeries* const misses = m_trail.find(cache.misses);
        if (!hits || !misses || std::isnan(hits->newest())) continue;
        const double asked = hits->newest() + misses->newest();
        const FigureSeries* const life = m_trail.find("cache_life_seconds", cache.life);
        const QString lives =
            cache.life.isEmpty() || !life ? u"–"_s : m_formats.span(std::chrono::seconds(qint64(life->newest())));
        made.rows << QList<StatsCell>{
            {cache.name, {}, false},
            {figure(hits->newest(), 0), QString::number(qint64(hits->newest()))},
            {figure(misses->newest(), 0), QString::number(qint64(misses->newest()))},
            {asked > 0 ? figure(100 * hits->newest() / asked, 0) + u"%"_s : u"–"_s,
             asked > 0 ? QString::number(hits->newest() / asked, 'f', 4) : QString()},
            {lives, life && !cache.life.isEmpty() ? QString::number(qint64(life->newest())) : QString()}};
    }
    return made;
}

QList<StatsTable> EngineCharts::tables() const
{
    QList<StatsTable> all;
    for (const EngineChart& each : charts())
        all << table(each);
    return all << refusals() << caches();
}

}  // namespace tongdai
