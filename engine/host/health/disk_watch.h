#pragma once

#include "engine/host/health/health_board.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tongdai {

/// What a disk says of itself.
struct DiskLook {
    QString cause;         ///< why nothing can be written; empty: something can
    bool isFull = false;   ///< of `cause`: there is no room
    qint64 available = 0;  ///< bytes; of a folder that cannot be asked: 0, and `total` as well
    qint64 total = 0;
};

/// Writes a small file into the folder, brings it to the disk and takes it away again: only writing tells. Blocking.
DiskLook lookAtDisk(const QString& folder);

/// Whether little is left: less than 1 GB, or less than 5 % as long as that is less than 10 GB.
bool isLow(const DiskLook& look);

/// Looks every few seconds whether the disk with the data folder takes what is written, and reports Part::Disk: Down
/// when it does not, Slow when little is left. Engine loop; the looking happens on a thread of its own.
class DiskWatch final : public QObject {
    Q_OBJECT
public:
    DiskWatch(QString folder, HealthBoard& board);
    ~DiskWatch() override;

    void start();
    void stop();
    /// Somebody was just refused: look now.
    void hurry();

signals:
    /// The disk has become full, or takes what is written again.
    void fullChanged(bool isFull);

private:
    void run();
    void take(const DiskLook& look);

    QString m_folder;
    HealthBoard& m_board;
    bool m_wasFull = false;

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isStopping = false;
    bool m_isHurried = false;
    std::thread m_thread;
};

}  // namespace tongdai
