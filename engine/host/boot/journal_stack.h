#pragma once

#include "engine/history/journal/message_journal.h"
#include "engine/host/boot/engine_config.h"
#include "engine/host/health/health_board.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace tongdai {

/// The local journal as this installation has it: a file beside the settings where the history lies on a server, none
/// where it is a file itself. Reports to the health board, and looks after a file that cannot be written until it can.
/// Engine loop.
class JournalStack final : public QObject {
    Q_OBJECT
public:
    JournalStack(const EngineConfig& config, const ports::Clock& clock, HealthBoard& board);

    /// Null: not in use.
    ports::AcceptJournal* journal() { return m_journal.get(); }
    bool isOpen() const { return m_journal && m_journal->isOpen(); }
    /// Resumes when the journal is open or known to be of no use for now.
    QCoro::Task<void> open();
    void close();

signals:
    void waitingChanged();

private:
    void report(PartState state, const QString& cause, PartTrouble trouble);

    HealthBoard& m_board;
    std::unique_ptr<MessageJournal> m_journal;
    QTimer m_retry;
    bool m_isClosed = false;
};

}  // namespace tongdai
