#include "ui/common/loop_meter.h"

#include <algorithm>

namespace tongdai {

LoopMeter::LoopMeter(QObject* parent) : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kInterval);
    connect(&m_timer, &QTimer::timeout, this, &LoopMeter::measure);
    m_since.start();
    m_timer.start();
}

std::chrono::milliseconds LoopMeter::worst() const
{
    return std::chrono::milliseconds(*std::ranges::max_element(m_late));
}

void LoopMeter::measure()
{
    m_late.at(m_next) = std::max<qint64>(0, m_since.restart() - kInterval.count());
    m_next = (m_next + 1) % m_late.size();
}

}  // namespace tongdai
