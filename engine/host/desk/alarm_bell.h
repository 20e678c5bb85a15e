#pragma once

#include "engine/host/health/health_watch.h"
#include "engine/server/routes/metrics_text.h"
#include "engine/work/message/pipeline_events.h"

#include <vector>

namespace tongdai {

/// Hears what the pipeline wants people to know: that sends to the platform stopped goes to the health of that part,
/// and what must not happen is counted, so that whoever watches /metrics is woken; its place has logged what it was.
/// Engine loop.
class AlarmBell final : public PipelineEvents {
public:
    explicit AlarmBell(HealthWatch& watch) : m_watch(watch) {}

    std::vector<Figure> figures() const
    {
        return {{"alarms_total", "Things a person should look at; the log says which.", double(m_rung), true}};
    }

    // PipelineEvents
    void platformPaused(const QString& cause) override { m_watch.notePlatformPause(cause); }
    void alarm(const QString&) override { ++m_rung; }

private:
    HealthWatch& m_watch;
    qint64 m_rung = 0;
};

}  // namespace tongdai
