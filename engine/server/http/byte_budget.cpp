#include "engine/server/http/byte_budget.h"

#include "engine/domain/log.h"

#include <algorithm>
#include <vector>

namespace tongdai::http {

using namespace Qt::StringLiterals;

static const Log byteBudgetLog("http");

ByteBudget::Place::Place(std::shared_ptr<ByteBudget> budget, ByteHolder& holder) : m_budget(std::move(budget))
{
    if (!m_budget) return;
    m_number = ++m_budget->m_came;
    m_budget->m_holders.emplace(m_number, &holder);
}

ByteBudget::Place::~Place()
{
    if (m_budget) m_budget->m_holders.erase(m_number);
}

void ByteBudget::note(qsizetype bytes)
{
    m_sinceLook += bytes;
    if (m_isLooking || m_sinceLook < std::min(m_unfinished, m_unsent) / 8) return;
    m_isLooking = true;
    // Whoever told us is in the middle of its work, and may be the one to go.
    QMetaObject::invokeMethod(this, &ByteBudget::look, Qt::QueuedConnection);
}

void ByteBudget::look()
{
    m_isLooking = false;
    m_sinceLook = 0;
    keepWithin(m_unfinished, &ByteHolder::unfinishedBytes, &ByteHolder::giveUpUnfinished);
    keepWithin(m_unsent, &ByteHolder::unsentBytes, &ByteHolder::giveUpUnsent);
}

void ByteBudget::keepWithin(qsizetype bound, Measure measure, GiveUp giveUp)
{
    struct Kept {
        quint64 number;
        qsizetype bytes;
    };
    std::vector<Kept> all;
    qsizetype sum = 0;
    for (const auto& [number, holder] : m_holders) {
        const qsizetype bytes = (holder->*measure)();
        if (bytes > 0) all.push_back({number, bytes});
        sum += bytes;
    }
    if (sum <= bound) return;
    std::ranges::stable_sort(all, std::greater<>(), &Kept::bytes);
    qint64 ended = 0;
    for (const Kept& kept : all) {
        if (sum <= bound - bound / 8) break;
        sum -= kept.bytes;
        // The end of one may have been the end of another.
        const auto found = m_holders.find(kept.number);
        if (found == m_holders.end()) continue;
        ++ended;
        (found->second->*giveUp)();
    }
    m_givenUp += ended;
    byteBudgetLog.warn("connections ended, all together kept too much",
                       {{u"connections"_s, ended}, {u"bound_bytes"_s, qint64(bound)}});
}

}  // namespace tongdai::http
