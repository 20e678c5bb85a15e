#include "engine/host/boot/journal_stack.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log journalStackLog("journal");

constexpr auto kRetryEvery = 5s;

}  // namespace

JournalStack::JournalStack(const EngineConfig& config, const ports::Clock& clock, HealthBoard& board) : m_board(board)
{
    if (!config.database) return;
    m_journal = std::make_unique<MessageJournal>(config.dataDir + "/journal.sqlite"_L1, clock);
    m_board.describe(Part::Journal, m_journal->file());
    m_board.report(Part::Journal, PartState::Starting);
    connect(m_journal.get(), &MessageJournal::stateChanged, this, &JournalStack::report);
    connect(m_journal.get(), &MessageJournal::waitingChanged, this, &JournalStack::waitingChanged);
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetryEvery);
    connect(&m_retry, &QTimer::timeout, this, [this] { open(); });
}

QCoro::Task<void> JournalStack::open()
{
    if (!m_journal) co_return;
    try {
        co_await m_journal->open();
        report(PartState::Ok, {}, PartTrouble::Away);
    } catch (const StoreError& error) {
        report(PartState::Down, error.cause(), partTroubleOf(error));
    }
}

void JournalStack::close()
{
    m_isClosed = true;
    m_retry.stop();
    if (m_journal) m_journal->close();
}

void JournalStack::report(PartState state, const QString& cause, PartTrouble trouble)
{
    if (m_isClosed) return;  // what ends with it has not failed
    if (state == PartState::Down) {
        journalStackLog.error("the journal cannot be written", {{u"cause"_s, cause}});
        m_retry.start();
        m_board.reportTrouble(Part::Journal, trouble, cause);
        return;
    }
    m_board.report(Part::Journal, state, cause);
}

}  // namespace tongdai
