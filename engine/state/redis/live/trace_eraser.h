#pragma once

#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/script.h"

#include <QSet>

namespace tongdai::redis {

/// Makes Redis forget a person or a conversation (guarantees 2.16): the keys that are theirs, fields of daily counters,
/// entries of the event stream, elements of queues and of other people's offline lists, cached threads. Goes through
/// the whole key space by SCAN, so it takes a while on a big one, without ever blocking the server. Lives on the engine
/// loop; both collaborators must live as long as this. Nothing is answered when Redis is away or went away: the caller
/// tries again, everything here may be repeated. After a whole person the server's append-only file, which still has
/// every command, is written anew, and so is the event stream, whose deleted entries stay in its nodes (unless consumer
/// groups read it); a snapshot (RDB) of a shared server keeps what it has until its next one.
class TraceEraser final : public ports::LiveErasure {
public:
    TraceEraser(Connection& connection, Health& health) : m_connection(connection), m_health(health) {}

    QCoro::Task<std::optional<std::vector<ErasedPlace>>> forget(LiveTraces traces) override;

private:
    struct Run;
    QCoro::Task<bool> mark(std::shared_ptr<Run> run);
    QCoro::Task<bool> scanKeys(std::shared_ptr<Run> run);
    QCoro::Task<bool> clean(std::shared_ptr<Run> run, QByteArray key);
    QCoro::Task<bool> cleanList(std::shared_ptr<Run> run, QByteArray key);
    QCoro::Task<bool> cleanText(std::shared_ptr<Run> run, QByteArray key);
    QCoro::Task<bool> cleanStream(std::shared_ptr<Run> run);
    QCoro::Task<bool> cleanQueues(std::shared_ptr<Run> run);
    QCoro::Task<bool> copyStream();
    QCoro::Task<bool> rewriteLog();

    Connection& m_connection;
    Health& m_health;
    Script m_rewriteStream{"stream_rewrite"};
};

}  // namespace tongdai::redis
