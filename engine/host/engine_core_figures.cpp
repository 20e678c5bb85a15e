#include "engine/contract/redis_keys.h"
#include "engine/host/engine_core_parts.h"

#include <QFile>

#include <unistd.h>
#include <algorithm>

/// What the engine says of itself in figures.
namespace tongdai {

namespace {

/// As the system counts it; 0: it does not say.
double residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    const QList<QByteArray> pages = file.readAll().split(' ');
    return pages.size() > 1 ? pages[1].toDouble() * double(sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace

std::vector<Figure> EngineCore::Parts::figuresOf(Parts& parts)
{
    const HistoryWriter::Figures writer = parts.history.figures();
    const HistoryReaders::Figures readers = parts.history.figuresOfReaders();
    std::vector<Figure> figures{
        {"history_commits_total", "Transactions the history writer committed.", double(writer.commits), true},
        {"history_changes_total", "Changes in those transactions.", double(writer.jobs), true},
        {"history_retries_total", "Transactions that had to run again.", double(writer.retries), true},
        {"history_statements_total", "Statements the history carried out.",
         double(writer.statements + readers.statements), true},
        {"writer_queue", "Changes waiting for the history writer.", double(parts.history.queueLength()), false},
        {"reader_queue", "Questions waiting for a reader of the history.", double(readers.waiting), false},
        {"readers_busy", "Readers of the history that have a question.", double(readers.busy), false},
        {"history_reconnects_total", "Connections the history writer made.", double(writer.reconnects), true},
        {"sender_refused_total", "Messages refused because their sender wrote too often.",
         double(parts.admitSender.refusedTotal()), true},
        {"door_refused_total", "Messages refused because too many came from one address, or from all.",
         double(parts.bounds.doors->refusedTotal()), true},
        {"wrong_tokens_total", "Tokens refused that were never right.", double(parts.bounds.wrong->wrongTotal()), true},
        {"claim_events_left_out_total", "Usual events of claims that were not written for other engines' screens.",
         double(parts.claims.leftOut()), true},
        {"plans_left_out_total", "Plans of answers that were not written for other programs, under load.",
         double(parts.planRecorder.leftOut()), true},
        {"connections_given_up_total", "Connections ended because all together kept too much.",
         double(parts.bounds.budget->givenUp()), true},
    };
    const EventReader::Figures events = parts.events.figures();
    figures.insert(
        figures.end(),
        {{"events_read_total", "Events the engine's reader of the stream has seen, each once.", double(events.read),
          true},
         {"events_repeated_total", "Events that came to the reader again.", double(events.repeated), true},
         {"events_refilled_total", "Events the stream had lost, read from the store.", double(events.refilled), true},
         {"events_ahead", "Events that wait for an earlier one.", double(events.ahead), false},
         {"event_reader_lag_seconds", "From when the newest event was written to when it was read.", events.lag,
          false}});
    if (const auto& redis = parts.redis.health().figures()) {
        figures.insert(
            figures.end(),
            {{"redis_memory_bytes", "Memory Redis uses, as it says.", double(redis->memory), false},
             {"redis_clients", "Connections Redis has.", double(redis->clients), false},
             {"redis_hits_total", "Keys Redis was asked for that were there.", double(redis->hits), true},
             {"redis_misses_total", "Keys Redis was asked for that were not there.", double(redis->misses), true}});
    }
    for (const auto& [scope, name] : kRateScopeNames) {
        figures.push_back({"limit_refusals_total", "Acts a limit held back, by what it counts.",
                           double(parts.bounds.rates->heldBackTotal(scope)), true,
                           "scope=\"" + QByteArray(name) + '"'});
    }
    const std::pair<const char*, std::chrono::seconds> lives[]{{"session", contract::keys::kSessionTtl},
                                                               {"context", ContextMemory::kKept}};
    for (const auto& [name, life] : lives) {
        figures.push_back({"cache_life_seconds", "How long a copy is used at most.", double(life.count()), false,
                           "cache=\"" + QByteArray(name) + '"'});
    }
    figures.push_back({"plain_connections", "Open connections of the plain WebSockets.",
                       double(parts.plainSockets.socketCount()), false});
    figures.push_back({"process_memory_bytes", "Memory of this process that is in use.", residentBytes(), false});
    parts.audit.addFigures(figures);
    std::ranges::copy(pipelineFigures(parts.pipeline), std::back_inserter(figures));
    std::ranges::copy(parts.sessions.figures(), std::back_inserter(figures));
    std::ranges::copy(parts.tasks.figures(), std::back_inserter(figures));
    std::ranges::copy(parts.outgoing.figures(), std::back_inserter(figures));
    std::ranges::copy(parts.chat.figures(), std::back_inserter(figures));
    if (parts.ai) std::ranges::copy(aiFigures(*parts.ai), std::back_inserter(figures));
    std::ranges::copy(parts.shop.figures(), std::back_inserter(figures));
    std::ranges::copy(parts.pages.figures(), std::back_inserter(figures));
    std::ranges::copy(parts.bell.figures(), std::back_inserter(figures));
    std::ranges::copy(parts.steps.figures(), std::back_inserter(figures));
    return figures;
}

std::vector<Figure> EngineCore::Parts::drawnFigures(Parts& parts)
{
    std::vector<Figure> figures = figuresOf(parts);
    const HealthSnapshot health = parts.board.snapshot();
    figures.push_back({"outbox_waiting", {}, double(health.outboxWaiting), false});
    figures.push_back({"journal_waiting", {}, double(health.journalWaiting), false});
    return figures;
}

}  // namespace tongdai
