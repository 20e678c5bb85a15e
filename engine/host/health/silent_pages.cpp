#include "engine/host/health/silent_pages.h"

#include "engine/domain/log.h"

#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log silentPagesLog("pancake.silence");

}  // namespace

SilentPages::SilentPages(ports::Clock& clock, const QString& dataDir, Heard heard, Tell tell)
    : m_clock(clock),
      m_heard(std::move(heard)),
      m_tell(std::move(tell)),
      m_file(dataDir + "/pancake-hours"_L1),
      m_looks(clock, kLooksEvery, [this] { return look(); })
{
    const QJsonObject kept = m_file.read();
    for (auto each = kept.begin(); each != kept.end(); ++each)
        m_rhythms.insert(each.key().toUtf8(), PageRhythm::fromJson(each.value().toArray()));
}

QCoro::Task<void> SilentPages::look()
{
    const TimePoint now = m_clock.now();
    const qint64 hour = PageRhythm::hourOf(now);
    const Counts heard = m_heard();
    const auto rest = now - std::exchange(m_lastLook, now);
    const bool hasListened = m_hour != 0 && rest >= rest.zero() && rest <= kLongestRest;
    if (!hasListened) m_isWhole = false;
    bool isNew = false;
    if (hour != m_hour) {
        isNew = endHour(hour, heard);
        m_isWhole = hasListened;
    }
    const Silent before = std::exchange(m_silent, silentNow(hour, heard));
    for (auto each = m_silent.cbegin(); each != m_silent.cend(); ++each) {
        if (!before.contains(each.key()))
            silentPagesLog.warn("a page is silent for longer than usual",
                                {{u"page"_s, QString::fromUtf8(each.key())}, {u"since"_s, toUnixSeconds(*each)}});
    }
    m_tell(m_silent);
    if (!isNew) co_return;
    auto keeping = keep();
    co_await keeping;
}

/// The next one begins. True: the one that is over is known.
bool SilentPages::endHour(qint64 hour, const Counts& heard)
{
    const qint64 over = std::exchange(m_hour, hour);
    const Counts before = std::exchange(m_atBegin, heard);
    if (!m_isWhole) return false;
    for (auto each = heard.cbegin(); each != heard.cend(); ++each)
        m_rhythms[each.key()].note(over, *each - before.value(each.key()));
    return true;
}

SilentPages::Silent SilentPages::silentNow(qint64 hour, const Counts& heard) const
{
    Silent silent;
    for (auto each = heard.cbegin(); each != heard.cend(); ++each) {
        if (*each != m_atBegin.value(each.key())) continue;
        if (const auto since = m_rhythms.value(each.key()).silentSince(hour)) silent.insert(each.key(), *since);
    }
    return silent;
}

QCoro::Task<void> SilentPages::keep()
{
    QJsonObject kept;
    for (auto each = m_rhythms.cbegin(); each != m_rhythms.cend(); ++each) {
        if (m_atBegin.contains(each.key())) kept.insert(QString::fromUtf8(each.key()), each->toJson());
    }
    auto writing = m_file.keep(std::move(kept));
    const QString problem = co_await writing;
    if (!problem.isEmpty()) silentPagesLog.warn("how many events the pages had was not kept", {{u"cause"_s, problem}});
}

}  // namespace tongdai
