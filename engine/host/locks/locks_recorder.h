#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/state/redis/queue/claim_stream.h"
#include "engine/work/claims/claim_trail.h"

#include <QObject>
#include <QTimer>

namespace tongdai {

/// Writes what was noted of this engine's claims to its stream, once a second, for other engines' screens; while Redis
/// is away nothing is written and nothing kept for it. Engine loop.
class LocksRecorder final : public QObject {
    Q_OBJECT
public:
    LocksRecorder(ClaimTrail& trail, redis::ClaimStream& stream, const ports::Clock& clock);
    void start() { m_timer.start(); }
    /// The last words are written too, as far as Redis is there.
    void stop();

private:
    void write();

    ClaimTrail& m_trail;
    redis::ClaimStream& m_stream;
    const ports::Clock& m_clock;
    QTimer m_timer;
};

}  // namespace tongdai
