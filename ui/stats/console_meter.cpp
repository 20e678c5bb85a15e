#include "ui/stats/console_meter.h"

namespace tongdai {

ConsoleMeter::ConsoleMeter(Look look, QObject* parent) : QObject(parent), m_look(look)
{
    m_timer.setInterval(FigureTrail::kEvery);
    connect(&m_timer, &QTimer::timeout, this, &ConsoleMeter::note);
    m_timer.start();
    note();
}

void ConsoleMeter::note()
{
    m_trail.add(m_look.now(), {{"window_delay_ms", {}, false, double(m_loop.worst().count())}});
}

}  // namespace tongdai
