#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/history_reader.h"

#include <QObject>
#include <QTimer>

namespace tongdai {

/// The counters on the tabs of the Live page. Those that people wait in (needs me, mine, unassigned) are counted
/// through an index after every change; all of them, which reads every conversation, more rarely. After each count
/// comes a pause of so many times as long as it took, a minute at most: counting takes a few per cent of one core
/// however long the history has grown. Engine loop; its coroutines end when the store is closed.
class DeskCounts final : public QObject {
    Q_OBJECT
public:
    DeskCounts(ports::HistoryReader& reader, ports::Clock& clock, OperatorId me);

    /// Whose conversations are "mine", and what they see: what was counted for somebody else, or of another sight, is
    /// forgotten, and counted again at once.
    void setMe(const OperatorId& me, const InSight& sight);
    /// Conversations may stand elsewhere now.
    void noteChange();
    /// Somebody wants to see them: told as they are known at once, and counted.
    void ask();

signals:
    void counted(tongdai::QueueCounts counts);

private:
    /// When one kind of count is wanted, and from when on it may be made.
    struct Round {
        bool isWanted = false;
        std::chrono::nanoseconds mayBegin{};
    };
    void schedule();
    QCoro::Task<void> count();
    void end(Round& round, std::chrono::nanoseconds began, int pauses);
    void tell(const QueueCounts& counts);

    ports::HistoryReader& m_reader;
    ports::Clock& m_clock;
    OperatorId m_me;
    InSight m_sight;
    quint64 m_whose = 0;  ///< grows with each of them
    QTimer m_timer;
    Round m_people;
    Round m_all;
    bool m_isCounting = false;
    bool m_isFailing = false;
    std::optional<QueueCounts> m_counts;  ///< as last told
};

}  // namespace tongdai
