#include "engine/host/health/silent_pages.h"

#include "engine/domain/log.h"

#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log silentPagesLog("pancake.silence");

// Of the file.
constexpr QLatin1StringView kKeptPages{"pages"};
constexpr QLatin1StringView kKeptHours{"hours"};
constexpr QLatin1StringView kKeptSince{"silent"};
constexpr QLatin1StringView kKeptEvents{"events"};  // of the hour under way
constexpr QLatin1StringView kKeptHour{"hour"};      // under way, where it was listened to from its beginning
constexpr QLatin1StringView kKeptLook{"looked"};

}  // namespace

SilentPages::SilentPages(ports::Clock& clock, const QString& dataDir, Heard heard, Tell tell)
    : m_clock(clock),
      m_heard(std::move(heard)),
      m_tell(std::move(tell)),
      m_file(dataDir + "/pancake-hours"_L1),
      m_looks(clock, kLooksEvery, [this] { return look(); })
{
    read(m_file.read());
}

void SilentPages::read(const QJsonObject& kept)
{
    m_hour = kept[kKeptHour].toInteger();
    m_isWhole = m_hour != 0;
    m_isHourKept = m_isWhole;
    m_lastLook = fromUnixSeconds(kept[kKeptLook].toDouble());
    const QJsonObject pages = kept[kKeptPages].toObject();
    for (auto each = pages.begin(); each != pages.end(); ++each) {
        const QByteArray page = each.key().toUtf8();
        const QJsonObject ofPage = each.value().toObject();
        m_rhythms.insert(page, PageRhythm::fromJson(ofPage[kKeptHours].toArray()));
        if (const double since = ofPage[kKeptSince].toDouble(); since > 0)
            m_silent.insert(page, fromUnixSeconds(since));
        if (m_isWhole && ofPage.contains(kKeptEvents)) m_atBegin.insert(page, -ofPage[kKeptEvents].toInteger());
    }
}

QCoro::Task<void> SilentPages::look()
{
    const Silent before = m_silent;
    const bool isNew = count();
    for (auto each = m_silent.cbegin(); each != m_silent.cend(); ++each) {
        if (!before.contains(each.key()))
            silentPagesLog.warn("a page is silent for longer than usual",
                                {{u"page"_s, QString::fromUtf8(each.key())}, {u"since"_s, toUnixSeconds(*each)}});
    }
    m_tell(m_silent);
    if (!isNew && before == m_silent) co_return;
    auto keeping = keep(false);
    co_await keeping;
}

QCoro::Task<void> SilentPages::stopped(std::chrono::milliseconds deadline)
{
    auto ending = m_looks.stopped(deadline);
    co_await ending;
    count();
    auto keeping = keep(true);
    co_await keeping;
}

/// What was heard until now. True: what stands in the file is not so any more.
bool SilentPages::count()
{
    const TimePoint now = m_clock.now();
    const qint64 hour = PageRhythm::hourOf(now);
    const Counts heard = m_heard();
    const auto rest = now - std::exchange(m_lastLook, now);
    const bool hasListened = m_hour != 0 && rest >= rest.zero() && rest <= kLongestRest;
    if (!hasListened) m_isWhole = false;
    bool isNew = std::exchange(m_isHourKept, false);
    if (hour != m_hour) {
        isNew = endHour(hour, heard) || isNew;
        m_isWhole = hasListened;
    }
    m_silent = silentNow(hour, heard);
    m_heardBefore = heard;
    return isNew;
}

/// The next one begins. True: the one that is over is known.
bool SilentPages::endHour(qint64 hour, const Counts& heard)
{
    const qint64 over = std::exchange(m_hour, hour);
    const Counts before = std::exchange(m_atBegin, heard);
    if (!m_isWhole) return false;
    for (auto each = heard.cbegin(); each != heard.cend(); ++each) {
        // Another was set up within it.
        if (before.contains(each.key())) m_rhythms[each.key()].note(over, *each - before.value(each.key()));
    }
    return true;
}

SilentPages::Silent SilentPages::silentNow(qint64 hour, const Counts& heard) const
{
    Silent silent;
    for (auto each = heard.cbegin(); each != heard.cend(); ++each) {
        const auto told = m_silent.constFind(each.key());
        if (told != m_silent.cend() && *each == m_heardBefore.value(each.key())) {
            silent.insert(each.key(), *told);
            continue;
        }
        if (*each != m_atBegin.value(each.key())) continue;
        if (const auto since = m_rhythms.value(each.key()).silentSince(hour)) silent.insert(each.key(), *since);
    }
    return silent;
}

QJsonObject SilentPages::known() const
{
    QJsonObject pages;
    for (auto each = m_heardBefore.cbegin(); each != m_heardBefore.cend(); ++each) {
        QJsonObject page{{kKeptHours, m_rhythms.value(each.key()).toJson()}};
        if (const auto since = m_silent.constFind(each.key()); since != m_silent.cend())
            page.insert(kKeptSince, toUnixSeconds(*since));
        if (m_isHourKept && m_atBegin.contains(each.key()))
            page.insert(kKeptEvents, *each - m_atBegin.value(each.key()));
        pages.insert(QString::fromUtf8(each.key()), page);
    }
    QJsonObject kept{{kKeptPages, pages}};
    if (m_isHourKept) {
        kept.insert(kKeptHour, m_hour);
        kept.insert(kKeptLook, toUnixSeconds(m_lastLook));
    }
    return kept;
}

QCoro::Task<void> SilentPages::keep(bool withHour)
{
    m_isHourKept = withHour && m_isWhole;
    auto writing = m_file.keep(known());
    const QString problem = co_await writing;
    if (!problem.isEmpty()) silentPagesLog.warn("how many events the pages had was not kept", {{u"cause"_s, problem}});
}

}  // namespace tongdai
