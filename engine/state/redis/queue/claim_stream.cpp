#include "engine/state/redis/queue/claim_stream.h"

#include "engine/contract/json/notices/claim_batch.h"
#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

/// An entry of a busy second has 30 kB: what is read at once holds Redis for about a millisecond.
constexpr int kPage = 30;

}  // namespace

ClaimStream::ClaimStream(Connection& connection, const Health& health, QByteArray process)
    : m_connection(connection), m_health(health), m_process(std::move(process))
{
}

void ClaimStream::write(const std::vector<ClaimEvent>& events, TimePoint now)
{
    if (events.empty() || !m_health.canWrite()) return;
    const QByteArray stream = keys::claimTrail(m_health.identity().instance);
    const std::chrono::milliseconds life = keys::kClaimTrailLife;
    const QByteArray oldest = QByteArray::number(qint64((now - life).time_since_epoch().count()));
    m_connection.ask({"XADD"_ba, stream, "MINID"_ba, oldest, "*"_ba, "process"_ba, m_process, "events"_ba,
                      contract::writeClaimBatch(events)});
    m_connection.ask({"PEXPIRE"_ba, stream, QByteArray::number(life.count())});
}

namespace {

/// The newest page for who knows nothing yet, else the one behind what is known.
QByteArrayList pageBehind(const QByteArray& stream, const QByteArray& known)
{
    QByteArrayList command;
    if (known.isEmpty())
        command << "XREVRANGE"_ba << stream << "+"_ba
                << "-"_ba;
    else
        command << "XRANGE"_ba << stream << '(' + known << "+"_ba;
    command << "COUNT"_ba << QByteArray::number(kPage);
    return command;
}

}  // namespace

QCoro::Task<ClaimStreamReader::News> ClaimStreamReader::newsOf(QByteArray instance)
{
    News news;
    const QByteArray stream = keys::claimTrail(instance);
    const QByteArray known = m_read.value(instance);
    auto asked = orNothing(m_connection.command(pageBehind(stream, known)));
    const auto answer = co_await asked;
    std::vector<Reply> entries = answer ? answer->elements() : std::vector<Reply>();
    if (known.isEmpty()) std::reverse(entries.begin(), entries.end());
    for (const Reply& entry : entries) {
        if (m_read.size() < kMostReaders || m_read.contains(instance)) m_read.insert(instance, entry.at(0).bytes());
        const auto& fields = entry.at(1).elements();
        for (size_t i = 0; i + 1 < fields.size(); i += 2) {
            if (fields[i].bytes() == "process") news.process = fields[i + 1].bytes().left(300);
            if (fields[i].bytes() != "events") continue;
            std::vector<ClaimEvent> events = contract::readClaimBatch(fields[i + 1].bytes());
            std::move(events.begin(), events.end(), std::back_inserter(news.events));
        }
    }
    co_return news;
}

}  // namespace tongdai::redis
