#include "engine/state/redis/queue/queue_gauge.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

/// XINFO GROUPS: a list of fields and values for each group. Its lag is known from Redis 7 on, and not after deletions.
void readGroups(const Reply& groups, QueueGauge::Stream& stream)
{
    for (const Reply& group : groups.elements()) {
        ++stream.groups;
        const auto& fields = group.elements();
        for (size_t i = 0; i + 1 < fields.size(); i += 2) {
            if (fields[i].bytes() != "lag") continue;
            const auto lag = fields[i + 1].integer();
            if (lag) stream.lag = std::max(stream.lag.value_or(0), *lag);
        }
    }
}

}  // namespace

QByteArray infoField(const QByteArray& info, const QByteArray& name)
{
    const QByteArray wanted = name + ':';
    qsizetype at = info.startsWith(wanted) ? 0 : info.indexOf('\n' + wanted);
    if (at < 0) return {};
    if (info.at(at) == '\n') ++at;
    const qsizetype end = info.indexOf('\n', at);
    return info.mid(at + wanted.size(), (end < 0 ? info.size() : end) - at - wanted.size()).trimmed().left(64);
}

QCoro::Task<std::optional<QueueGauge::Step>> QueueGauge::offlineStep(QByteArray cursor)
{
    ScanPace::Step timed(m_pace);
    auto asked = orNothing(m_connection.command({"SCAN"_ba, cursor, "MATCH"_ba, QByteArray(keys::kOfflineQueues) + '*',
                                                 "COUNT"_ba, QByteArray::number(m_pace.count())}));
    const auto answer = co_await asked;
    timed.end();
    std::optional<Step> step;
    if (!answer || !answer->isArray()) co_return step;
    const QByteArray next = answer->at(0).bytes();
    QByteArrayList found;
    std::vector<QByteArrayList> commands;
    for (const Reply& key : answer->at(1).elements()) {
        found << key.bytes();
        commands.push_back({"LLEN"_ba, key.bytes()});
    }
    auto asking = askAll(&m_connection, std::move(commands));
    const auto lengths = co_await asking;
    if (!lengths) co_return step;
    step.emplace();
    step->cursor = next;
    for (qsizetype i = 0; i < found.size(); ++i)
        step->lists.push_back({found.at(i), (*lengths)[size_t(i)].integer().value_or(0)});
    co_return step;
}

QCoro::Task<std::optional<QueueGauge::Figures>> QueueGauge::figures(QByteArrayList instances)
{
    QByteArrayList streams{QByteArray(keys::kEventStream)};
    for (const QByteArray& instance : instances)
        streams << keys::claimTrail(instance);
    std::vector<QByteArrayList> commands{{"INFO"_ba},
                                         {"LLEN"_ba, QByteArray(keys::kMessageQueue)},
                                         {"LINDEX"_ba, QByteArray(keys::kMessageQueue), "0"_ba}};
    for (const QByteArray& instance : instances)
        commands.push_back({"LLEN"_ba, keys::processingQueue(instance)});
    for (const QByteArray& stream : streams) {
        commands.push_back({"XLEN"_ba, stream});
        commands.push_back({"XINFO"_ba, "GROUPS"_ba, stream});
    }
    auto asking = askAll(&m_connection, std::move(commands));
    const auto answers = co_await asking;
    std::optional<Figures> figures;
    if (!answers) co_return figures;
    figures.emplace();
    size_t next = 0;
    figures->info = (*answers)[next++].bytes();
    figures->tasks = (*answers)[next++].integer().value_or(0);
    figures->firstTask = (*answers)[next++].bytes();
    for (const QByteArray& instance : instances) {
        const qint64 length = (*answers)[next++].integer().value_or(0);
        if (length > 0) figures->taken.push_back({keys::processingQueue(instance), length});
    }
    for (const QByteArray& key : streams) {
        Stream stream;
        stream.key = key;
        stream.length = (*answers)[next++].integer().value_or(0);
        readGroups((*answers)[next++], stream);
        if (stream.length > 0 || key == keys::kEventStream) figures->streams.push_back(std::move(stream));
    }
    co_return figures;
}

}  // namespace tongdai::redis
