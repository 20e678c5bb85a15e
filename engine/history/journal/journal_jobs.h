#pragma once

#include "engine/domain/ports/store/accept_journal.h"
#include "engine/history/store/write_job.h"

#include <utility>

namespace tongdai {

/// The journal's transactions, carried out by its writer; several share one commit. `at` of each is the engine's clock.

/// Outside a transaction: the file is whole, of our making, durable, and can be written.
class OpenJournalJob final : public WriteJob {
public:
    Kind kind() const override { return Kind::Alone; }
    void run(UnitOfWork& work) override;

    std::vector<std::pair<ConversationId, int>> waiting;  ///< outcome: messages by conversation
};

class KeepJob final : public WriteJob {
public:
    explicit KeepJob(IncomingMessage incoming) : message(std::move(incoming)) {}
    void run(UnitOfWork& work) override;

    const IncomingMessage message;
    Journalled outcome = Journalled::Kept;
};

class OldestJob final : public WriteJob {
public:
    explicit OldestJob(int limit) : m_limit(limit) {}
    void run(UnitOfWork& work) override;

    std::vector<JournalEntry> entries;

private:
    int m_limit;
};

class ForgetJob final : public WriteJob {
public:
    explicit ForgetJob(std::vector<qint64> numbers) : m_numbers(std::move(numbers)) {}
    void run(UnitOfWork& work) override;

    std::vector<ConversationId> gone;  ///< one for each row that was there

private:
    std::vector<qint64> m_numbers;
};

class SetAsideJob final : public WriteJob {
public:
    SetAsideJob(qint64 number, QString why) : m_number(number), m_why(std::move(why)) {}
    void run(UnitOfWork& work) override;

    std::vector<ConversationId> gone;

private:
    qint64 m_number;
    QString m_why;
};

}  // namespace tongdai
