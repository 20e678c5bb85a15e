#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/dispute_source.h"
#include "engine/domain/work/task_scope.h"
#include "engine/history/disputes/sources/access_log.h"
#include "engine/history/disputes/sources/source_link.h"
#include "engine/history/disputes/sources/source_questions.h"

namespace tongdai {

/// Another program's database, which is only read: by a session that cannot write, and by code that has no statement
/// for it (source_questions.h). Its words are gathered in the background, newest first; a search finds what is there
/// so far and says how much that is. Engine loop; close() before the loop ends.
class SqlDisputeSource final : public ports::DisputeSource {
public:
    static constexpr std::chrono::milliseconds kDeadline{6'000};
    static constexpr int kTextsAtOnce = 5'000;
    /// Where ids say nothing of the time, what is new is found by reading all again, at most so often.
    static constexpr std::chrono::minutes kReadAgain{10};

    struct Place {
        QByteArray name;
        SourceKind kind = SourceKind::RealtimeChat;
        SqlSessionFactory sessions;  ///< that only read
        QString target;
        LearnSource learn;
        /// Absent: nobody there is told who looks.
        std::optional<SqlServerAddress> accessLog = {};
        QString admin = {};                           ///< in whose name, there
        qint64 indexBytes = SourceIndex::kMostBytes;  ///< for the words of its messages
    };
    SqlDisputeSource(Place place, const ports::Clock& clock);
    ~SqlDisputeSource() override;
    void close();

    SourceStatus status() const override;
    QCoro::Task<void> look() override;
    void cancel() override { m_link.cancel(); }
    QCoro::Task<DisputeCasePage> cases(std::optional<LineKey> before, int limit) override;
    QCoro::Task<std::optional<DisputeThread>> thread(QByteArray thread, ports::DisputeLook look,
                                                     std::optional<LineKey> before, int limit) override;
    QCoro::Task<std::optional<PlaceBehind>> placeBehind(QByteArray thread, QByteArray line, int lines) override;
    QCoro::Task<std::optional<QString>> original(QByteArray thread, QByteArray line) override;
    QCoro::Task<DisputeHits> search(DisputeSearch search) override;

private:
    using Questions = std::shared_ptr<const SourceQuestions>;
    QCoro::Task<void> gatherWords();
    QCoro::Task<void> gatherNew();
    QCoro::Task<Questions> opened();
    template <class Ask>
    auto asked(const char* operation, Ask ask);
    void note(const StoreError& error);

    Place m_place;
    const ports::Clock& m_clock;
    SourceLink m_link;
    std::unique_ptr<AccessLog> m_accessLog;
    Questions m_questions;
    std::shared_ptr<SourceIndex> m_index;
    QByteArray m_greatest;  ///< id in the index
    std::chrono::nanoseconds m_gatheredAt{};
    SourceState m_state = SourceState::Opening;
    QString m_cause;
    AccessRecord m_access = AccessRecord::NotKept;
    bool m_isGathering = false;
    bool m_isFull = false;  ///< there are words that have no room
    TaskScope m_scope;
};

}  // namespace tongdai
