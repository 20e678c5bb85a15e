#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace tongdai::app {

/// Turns SIGTERM and SIGINT into a Qt signal, by a handler that writes one byte to a pipe. Not signalfd: its blocked
/// signals would be inherited by the private redis-server, which could then not be stopped. After its end both are
/// ignored. Main thread, one per process.
class StopSignals final : public QObject {
    Q_OBJECT
public:
    explicit StopSignals(QObject* parent = nullptr);
    ~StopSignals() override;

signals:
    void stopRequested();

private:
    int m_pipe[2] = {-1, -1};
};

}  // namespace tongdai::app
