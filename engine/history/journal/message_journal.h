#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/accept_journal.h"
#include "engine/domain/shop/health.h"
#include "engine/history/store/history_writer.h"

#include <QHash>
#include <QObject>

namespace tongdai {

/// The journal as a SQLite file beside the settings, with the writer, the group commit and the synchronous=FULL of the
/// embedded store. Lives on the engine loop; calls fail at once until open() has succeeded.
class MessageJournal final : public QObject, public ports::AcceptJournal {
    Q_OBJECT
public:
    /// More waiting messages than this are refused (guarantees G12): about 400 MB of short ones.
    static constexpr qint64 kMaxWaiting = 500'000;

    MessageJournal(const QString& file, const ports::Clock& clock, QObject* parent = nullptr);
    ~MessageJournal() override;

    /// Checks the file, makes sure that it can be written, and counts what an earlier run left. May be repeated.
    /// @throws StoreError naming what is wrong; a damaged file is left as it is.
    QCoro::Task<void> open();
    void close(std::chrono::milliseconds deadline = std::chrono::seconds(2));
    bool isOpen() const { return m_isOpen; }
    QString file() const { return m_file; }

    // ports::AcceptJournal
    QCoro::Task<Journalled> keep(IncomingMessage message) override;
    QCoro::Task<std::vector<JournalEntry>> oldest(int limit) override;
    QCoro::Task<void> forget(std::vector<qint64> numbers) override;
    QCoro::Task<void> setAside(qint64 number, QString why) override;
    qint64 waiting() const override { return m_waiting; }
    bool holds(const ConversationId& conversation) const override { return m_conversations.contains(conversation); }

signals:
    void waitingChanged(qint64 waiting);
    /// The file works (Ok) or does not (Down, with the cause).
    void stateChanged(tongdai::PartState state, QString cause, tongdai::PartTrouble trouble);

private:
    template <class Job>
    QCoro::Task<void> carryOut(std::shared_ptr<Job> job, const char* operation);
    void count(const ConversationId& conversation, int by);

    QString m_file;
    const ports::Clock& m_clock;
    SqlCalls m_calls;
    HistoryWriter m_writer;
    QHash<ConversationId, int> m_conversations;  ///< how many wait in each
    qint64 m_waiting = 0;
    bool m_isStarted = false;
    bool m_isOpen = false;
};

}  // namespace tongdai
