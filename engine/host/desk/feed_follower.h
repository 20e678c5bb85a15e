#pragma once

#include "engine/work/message/pipeline_events.h"

#include <QCoro/QCoroTask>
#include <QSet>
#include <QTimer>

namespace tongdai {

namespace ports {
class HistoryReader;
}  // namespace ports

class DeskService;

/// Brings the desk what other engines on the same store did (design §5, "Events"): reads the event rows after its own
/// position and skips those this engine's pipeline has told already; where those leave no gap the position moves on
/// without reading. Reads when another engine says that it has written, and otherwise from time to time. Engine loop;
/// nothing is lost when it falls behind, as the rows are the truth.
class FeedFollower final : public QObject, public PipelineEvents {
    Q_OBJECT
public:
    /// `overlap`: how far behind the newest event an older number may still appear. With several writers numbers are
    /// given before they are committed, so paging by number alone would miss some (guarantees 2.12); 0 with one writer.
    FeedFollower(ports::HistoryReader& reader, DeskService& desk, qint64 overlap);

    /// From the newest event on.
    void start();
    void stop();

    void changed(const Change& change) override;

    /// This engine's store has committed events with these numbers. Those that nobody tells soon are read: what is
    /// written by the way, as an erasure is, has no Change.
    void noteWritten(tongdai::EventNumbers events);
    /// Another engine has written events up to this number.
    void wake(qint64 newest);
    /// Whether others can wake us: then it polls every ten seconds only, else every second. Looks at once, as
    /// something may have been missed.
    void setListening(bool isHeard);

    /// Numbers it remembers as told already, of which there are never many.
    qsizetype remembered() const { return m_known.size(); }

signals:
    /// Another engine changed a conversation; this is its row now.
    void changedElsewhere(tongdai::Conversation row);
    /// This engine has written events up to this number.
    void wrote(qint64 newest);

private:
    using Foreign = QHash<ConversationId, qint64>;  ///< conversation → lowest rev that may be new
    bool isUntold(qint64 id) const { return m_position && id > *m_position && !m_known.contains(id); }
    void askForLook();
    void lookIfNeeded();
    void look();
    QCoro::Task<void> findPosition();
    QCoro::Task<void> readOn();
    QCoro::Task<void> readToEnd();
    QCoro::Task<bool> readPage(qint64 after);
    void passKnown();
    void forgetOldest();
    QCoro::Task<void> tellForeign();
    QCoro::Task<void> showLines(Conversation row, qint64 fromRev);

    ports::HistoryReader& m_reader;
    DeskService& m_desk;
    QTimer m_poll;
    QTimer m_soon;      ///< wake-ups that come close together are one look
    QTimer m_again;     ///< after a failure
    Foreign m_foreign;  ///< not told yet, a few pages at most
    bool m_isAsked = false;
    std::vector<EventNumbers> m_written;  ///< by this engine, since the last look
    std::optional<qint64> m_position;
    qint64 m_overlap;
    QSet<qint64> m_known;  ///< events told already, by this engine's pipeline or by an earlier read
    qint64 m_newestKnown = 0;
    bool m_isReading = false;
    bool m_mustLookAgain = false;  ///< asked for while it reads
    bool m_mustOverlap = true;     ///< the next look begins behind the position
};

}  // namespace tongdai
