#include "engine/work/desk/nobody_came_watch.h"

#include "engine/domain/log.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log nobodyCameLog("pipeline.nobody_came");

/// Rows of one look; more of them are looked at straight after.
static constexpr int kWaitsAtOnce = 200;

namespace {

bool stillWaits(const Conversation& row, const LongWait& wait)
{
    return row.status == ConversationStatus::Active && row.mode == BotMode::Human && row.assignee.isEmpty() &&
           row.waitingSince == wait.waitingSince;
}

}  // namespace

NobodyCameWatch::NobodyCameWatch(PipelinePorts ports, NobodyCameRule rule, OperatorActs& acts, WorkCount& work)
    : m_ports(ports),
      m_rule(std::move(rule)),
      m_acts(acts),
      m_rounds(ports.clock, PeriodicTask::Round([this] { return look(); }), &work)
{
}

void NobodyCameWatch::start()
{
    if (m_ports.longWaits && m_rule.after > 0min) m_rounds.start();
}

void NobodyCameWatch::stop()
{
    m_rounds.stop();
}

QCoro::Task<std::chrono::milliseconds> NobodyCameWatch::look()
{
    bool hasMore = false;
    try {
        // Working time is never longer than time.
        auto reading = m_ports.longWaits->longWaits(m_rule.after, m_behind, kWaitsAtOnce);
        ports::LongWaitPage page = co_await reading;
        if (std::exchange(m_storeDown, false)) nobodyCameLog.info("waits can be looked at again");
        hasMore = page.hasMore;
        m_behind = hasMore ? std::optional(page.waits.back()) : std::nullopt;
        auto looking = lookAt(std::move(page));
        co_await looking;
    } catch (const StoreError& error) {
        if (!std::exchange(m_storeDown, true))
            nobodyCameLog.warn("nobody knows who waits for a person", {{u"cause"_s, error.cause()}});
        m_behind.reset();
        co_return std::chrono::milliseconds(kWaitsLookedAtEvery);
    }
    if (hasMore) co_return 0ms;
    endRound();
    co_return std::chrono::milliseconds(kWaitsLookedAtEvery);
}

QCoro::Task<void> NobodyCameWatch::lookAt(ports::LongWaitPage page)
{
    if (m_hours.rules() != page.rules) m_hours = WorkingHours(page.rules);
    for (size_t i = 0; i < page.waits.size() && !m_rounds.isStopping(); ++i) {
        const LongWait wait = page.waits[i];
        const auto known = m_known.find(wait.conversation);
        if (known != m_known.end() && known->wait.waitingSince == wait.waitingSince) {
            known->seenIn = m_round;
            continue;
        }
        if (m_hours.between(wait.waitingSince, page.now) < m_rule.after) continue;
        auto acting = act(wait, page.now);
        co_await acting;
    }
}

QCoro::Task<void> NobodyCameWatch::act(LongWait wait, TimePoint now)
{
    NobodyCameRule rule = m_rule;
    if (now - wait.waitingSince > kApologyWithin) rule.apology.clear();
    auto acting = m_acts.nobodyCame(wait, std::move(rule));
    const OperatorActOutcome outcome = co_await acting;
    const auto* done = std::get_if<OperatorActResult>(&outcome);
    if (!done) co_return;
    if (done->line) {
        ++m_actedTotal;
        nobodyCameLog.info("nobody came", {{u"conversation"_s, wait.conversation.toString()}});
    }
    if (stillWaits(done->conversation, wait)) m_known.insert(wait.conversation, {wait, m_round});
}

void NobodyCameWatch::note(const Conversation& conversation)
{
    const auto known = m_known.constFind(conversation.id);
    if (known == m_known.cend() || stillWaits(conversation, known->wait)) return;
    m_known.erase(known);
    tell();
}

/// Who was not seen in it waits no more.
void NobodyCameWatch::endRound()
{
    m_known.removeIf([this](auto known) { return known.value().seenIn != m_round; });
    ++m_round;
    tell();
}

void NobodyCameWatch::tell()
{
    std::vector<LongWait> waits;
    for (const Known& known : std::as_const(m_known))
        waits.push_back(known.wait);
    std::ranges::sort(waits, [](const LongWait& a, const LongWait& b) {
        return std::pair(a.waitingSince, a.conversation) < std::pair(b.waitingSince, b.conversation);
    });
    if (waits == m_told) return;
    m_told = waits;
    m_ports.events.nobodyCame({std::move(waits), m_rule.after, m_rule.asked, m_rule.asksSupervisors});
}

}  // namespace tongdai
