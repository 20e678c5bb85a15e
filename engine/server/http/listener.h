#pragma once

#include <QTcpServer>
#include <QTimer>

#include <chrono>
#include <functional>

namespace tongdai::http {

/// Accepts on one address and hands out descriptors instead of sockets, so that limits are checked before there is a
/// socket. When the process has no descriptor left, callers would stay in the kernel's queue and wake the loop again
/// and again; one descriptor is kept for that: it takes them in, they are told and let go, and then accepting pauses,
/// longer each time, until one comes through. Lives on the engine loop.
class Listener final : public QTcpServer {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kFirstPause{50};
    static constexpr std::chrono::milliseconds kLongestPause{2'000};
    static constexpr int kCallersAtOnce = 64;  ///< in one turn of the loop, while there are too many

    using Accept = std::function<void(qintptr descriptor)>;
    /// Says what there is to say to a caller for whom there is no room; the descriptor stays the listener's.
    using TurnAway = std::function<void(int descriptor)>;

    Listener(Accept accept, TurnAway turnAway);
    ~Listener() override;

    /// How long the last failure keeps it from accepting; 0: the last caller came in.
    std::chrono::milliseconds pause() const { return m_lastPause; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void takeOver();
    int acceptOne();
    bool turnOneAway();
    void keepSpare();

    Accept m_accept;
    TurnAway m_turnAway;
    int m_spare = -1;
    QTimer m_pause;
    std::chrono::milliseconds m_lastPause{0};
};

}  // namespace tongdai::http
