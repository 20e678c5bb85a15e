#pragma once

#include "engine/domain/ports/store/accept_journal.h"
#include "engine/domain/store_error.h"
#include "tests/engine/work/fakes/virtual_time.h"

#include <algorithm>

namespace tongdai::testing {

/// What is on the disk of one machine: survives its engine's crashes.
struct MemoryJournalFile {
    std::vector<JournalEntry> entries;
    std::vector<std::pair<JournalEntry, QString>> setAside;
    qint64 lastNumber = 0;
    bool isFull = false;
};

class MemoryJournal final : public ports::AcceptJournal {
public:
    MemoryJournal(MemoryJournalFile& file, VirtualTime& time, LifePtr life)
        : m_file(file), m_time(time), m_life(std::move(life))
    {
    }
    QCoro::Task<Journalled> keep(IncomingMessage message) override
    {
        if (!message.acceptedAt)
            message.acceptedAt = TimePoint(std::chrono::milliseconds(1'700'000'000'000)) +
                                 std::chrono::duration_cast<std::chrono::milliseconds>(m_time.now());
        auto flushed = m_time.pass(std::chrono::microseconds(300), m_life);
        co_await flushed;
        if (m_file.isFull || !m_life->isAlive)
            throw StoreError(StoreError::Kind::Full, QStringLiteral("keep"), QStringLiteral("memory"),
                             QStringLiteral("full"));
        const auto same = [&message](const JournalEntry& entry) { return entry.message.key() == message.key(); };
        const auto known = std::find_if(m_file.entries.begin(), m_file.entries.end(), same);
        if (known != m_file.entries.end())
            co_return known->message.bodyHash == message.bodyHash ? Journalled::KeptBefore : Journalled::IdReused;
        m_file.entries.push_back({++m_file.lastNumber, std::move(message)});
        co_return Journalled::Kept;
    }
    QCoro::Task<std::vector<JournalEntry>> oldest(int limit) override
    {
        const size_t count = std::min(size_t(limit), m_file.entries.size());
        std::vector<JournalEntry> found(m_file.entries.begin(), m_file.entries.begin() + qptrdiff(count));
        co_return found;
    }
    QCoro::Task<void> forget(std::vector<qint64> numbers) override
    {
        auto flushed = m_time.pass(std::chrono::microseconds(300), m_life);
        co_await flushed;
        if (!m_life->isAlive) co_return;
        std::erase_if(m_file.entries, [&numbers](const JournalEntry& entry) {
            return std::find(numbers.begin(), numbers.end(), entry.number) != numbers.end();
        });
    }
    QCoro::Task<void> setAside(qint64 number, QString why) override
    {
        const auto which = std::find_if(m_file.entries.begin(), m_file.entries.end(),
                                        [number](const JournalEntry& entry) { return entry.number == number; });
        if (which == m_file.entries.end()) co_return;
        m_file.setAside.emplace_back(*which, why);
        m_file.entries.erase(which);
    }
    qint64 waiting() const override { return qint64(m_file.entries.size()); }
    bool holds(const ConversationId& conversation) const override
    {
        return std::any_of(m_file.entries.begin(), m_file.entries.end(), [&conversation](const JournalEntry& entry) {
            return entry.message.conversation == conversation;
        });
    }

private:
    MemoryJournalFile& m_file;
    VirtualTime& m_time;
    LifePtr m_life;
};

}  // namespace tongdai::testing
