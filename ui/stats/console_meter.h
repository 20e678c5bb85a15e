#pragma once

#include "engine/domain/statistics/figure_trail.h"
#include "ui/common/look/look.h"
#include "ui/common/loop_meter.h"

#include <QTimer>

namespace tongdai {

/// How this window went in the last half hour: its delay, whether or not anybody looks. GUI thread.
class ConsoleMeter final : public QObject {
    Q_OBJECT
public:
    explicit ConsoleMeter(Look look, QObject* parent = nullptr);
    const FigureTrail& trail() const { return m_trail; }

private:
    void note();

    Look m_look;
    LoopMeter m_loop;
    QTimer m_timer;
    FigureTrail m_trail;
};

}  // namespace tongdai
