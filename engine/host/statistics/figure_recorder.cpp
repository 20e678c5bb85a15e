#include "engine/host/statistics/figure_recorder.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tongdai {

namespace {

/// Those that are drawn (ui/stats/charts/engine_charts.cpp).
constexpr std::array<std::string_view, 26> kDrawnFigures{"turns_in_work",
                                                         "claims_waited_total",
                                                         "fenced_total",
                                                         "outbox_waiting",
                                                         "journal_waiting",
                                                         "tasks_waiting",
                                                         "writer_queue",
                                                         "reader_queue",
                                                         "readers_busy",
                                                         "chat_connections",
                                                         "plain_connections",
                                                         "redis_clients",
                                                         "redis_memory_bytes",
                                                         "redis_hits_total",
                                                         "redis_misses_total",
                                                         "session_cache_hits_total",
                                                         "session_cache_misses_total",
                                                         "kiotviet_hits_total",
                                                         "kiotviet_misses_total",
                                                         "context_hits_total",
                                                         "context_misses_total",
                                                         "events_ahead",
                                                         "event_reader_lag_seconds",
                                                         "limit_refusals_total",
                                                         "cache_life_seconds",
                                                         "process_memory_bytes"};

/// `scope="chat_user"` → chat_user
QByteArray labelValue(const QByteArray& labels)
{
    const qsizetype first = labels.indexOf('"');
    const qsizetype last = labels.lastIndexOf('"');
    return last > first ? labels.mid(first + 1, last - first - 1) : QByteArray();
}

}  // namespace

FigureRecorder::FigureRecorder(const ports::Clock& clock, Read read) : m_clock(clock), m_read(std::move(read))
{
    m_timer.setInterval(FigureTrail::kEvery);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
}

void FigureRecorder::start()
{
    look();
    m_timer.start();
}

void FigureRecorder::look()
{
    std::vector<FigureTrail::Sample> samples;
    for (const Figure& figure : m_read()) {
        const std::string_view name(figure.name.constData(), size_t(figure.name.size()));
        if (std::ranges::find(kDrawnFigures, name) == kDrawnFigures.end()) continue;
        samples.push_back({figure.name, labelValue(figure.labels), figure.isCounter, figure.value});
    }
    m_trail.add(m_clock.now(), samples);
}

}  // namespace tongdai
