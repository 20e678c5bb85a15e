#pragma once

#include "engine/domain/ports/ai_client.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/history_reader.h"
#include "engine/domain/ports/platform_client.h"
#include "engine/host/health_board.h"

#include <QObject>
#include <QTimer>

namespace tongdai {

/// Asks the parts that do not report by themselves: AI and platform every 15 s, the history and the queues every 2 s.
/// Engine loop.
class HealthWatch final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        ports::Clock& clock;
        ports::HistoryReader& reader;
        ports::AiClient& ai;
        ports::PlatformClient& platform;
    };
    HealthWatch(Ports ports, HealthBoard& board);
    void start();
    /// Questions under way end with the clients they were put to; their answers count no more.
    void stop();

private:
    QCoro::Task<void> askServices();
    QCoro::Task<void> askHistory();

    Ports m_ports;
    HealthBoard& m_board;
    QTimer m_services;
    QTimer m_history;
    bool m_isStopped = false;
    bool m_askingServices = false;
    bool m_askingHistory = false;
};

}  // namespace tongdai
