#pragma once

#include "engine/domain/ports/store/history_reader.h"
#include "engine/host/desk/desk_service.h"
#include "engine/work/message/pipeline_events.h"

#include <QSet>
#include <QTimer>

namespace tongdai {

/// Brings the desk what other engines on the same store did (design §5, "Events"): reads the event rows after its own
/// position and skips those this engine's pipeline has told already; where those leave no gap the position moves on
/// without reading. Engine loop; nothing is lost when it falls behind, as the rows are the truth.
class FeedFollower final : public QObject, public PipelineEvents {
    Q_OBJECT
public:
    /// `overlap`: how far behind the newest event an older number may still appear. With several writers numbers are
    /// given before they are committed, so paging by number alone would miss some (guarantees 2.12); 0 with one writer.
    FeedFollower(ports::HistoryReader& reader, DeskService& desk, qint64 overlap);

    /// From the newest event on.
    void start();
    void stop() { m_poll.stop(); }

    void changed(const Change& change) override;

signals:
    /// Another engine changed a conversation; this is its row now.
    void changedElsewhere(tongdai::Conversation row);

private:
    QCoro::Task<void> findPosition();
    QCoro::Task<void> readOn();
    void passKnown();
    QCoro::Task<void> tell(ConversationId conversation, qint64 fromRev);

    ports::HistoryReader& m_reader;
    DeskService& m_desk;
    QTimer m_poll;
    std::optional<qint64> m_position;
    qint64 m_overlap;
    QSet<qint64> m_known;  ///< events told already, by this engine's pipeline or by an earlier read
    bool m_reading = false;
};

}  // namespace tongdai
