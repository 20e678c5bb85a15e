#pragma once

#include "engine/domain/ports/history_reader.h"
#include "engine/host/desk_service.h"
#include "engine/work/pipeline_events.h"

#include <QSet>
#include <QTimer>

namespace tongdai {

/// Brings the desk what other engines on the same store did (design §5, "Events"): reads the event rows after its own
/// position and skips those this engine's pipeline has told already. Engine loop; nothing is lost when it falls behind,
/// as the rows are the truth.
class FeedFollower final : public QObject, public PipelineEvents {
    Q_OBJECT
public:
    FeedFollower(ports::HistoryReader& reader, DeskService& desk);

    /// From the newest event on.
    void start();
    void stop() { m_poll.stop(); }

    void changed(const Change& change) override;

private:
    QCoro::Task<void> findPosition();
    QCoro::Task<void> readOn();
    QCoro::Task<void> tell(ConversationId conversation, qint64 fromRev);

    ports::HistoryReader& m_reader;
    DeskService& m_desk;
    QTimer m_poll;
    std::optional<qint64> m_position;
    QSet<qint64> m_ownAhead;  ///< events of this engine beyond the position
    bool m_reading = false;
};

}  // namespace tongdai
