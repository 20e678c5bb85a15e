#include "engine/host/dispute/dispute_stack.h"

#include "engine/host/boot/history_choice.h"

namespace tongdai {

namespace {

std::unique_ptr<SqlDisputeSource> foreignSource(const DisputeTarget& given, const ports::Clock& clock)
{
    const SqlServerAddress address = serverAddressOf(given.database);
    const bool isMysql = given.database.kind == DatabaseTarget::Kind::MySql;
    const HistoryBackend backend = isMysql ? mysqlBackend(address) : postgresBackend(address);
    SqlDisputeSource::Place place;
    place.name = isMysql ? "mysql" : "postgres";
    place.kind = isMysql ? SourceKind::RealtimeChat : SourceKind::HandleMessage;
    place.sessions = backend.reader;
    place.target = backend.target;
    place.learn = isMysql ? learnRealtimeChat : learnHandleMessage;
    if (isMysql) {
        place.accessLog = address;
        place.admin = given.admin;
    }
    return std::make_unique<SqlDisputeSource>(std::move(place), clock);
}

std::vector<std::unique_ptr<SqlDisputeSource>> foreignSources(const EngineConfig& config, const ports::Clock& clock)
{
    std::vector<std::unique_ptr<SqlDisputeSource>> sources;
    sources.reserve(config.disputes.size());
    for (const DisputeTarget& each : config.disputes)
        sources.push_back(foreignSource(each, clock));
    return sources;
}

std::unique_ptr<DisputeDesk> disputeDesk(const EngineConfig& config)
{
    for (const DisputeTarget& each : config.disputes) {
        if (each.database.kind == DatabaseTarget::Kind::MySql)
            return std::make_unique<DisputeDesk>(serverAddressOf(each.database), each.isOursToWrite);
    }
    return nullptr;
}

/// Who takes part in that one's disputes.
QString adminOf(const EngineConfig& config)
{
    for (const DisputeTarget& each : config.disputes) {
        if (each.database.kind == DatabaseTarget::Kind::MySql) return each.admin;
    }
    return {};
}

}  // namespace

DisputeStack::DisputeStack(const EngineConfig& config, SqlHistory& history, ports::Clock& clock, const DeskGate& gate)
    : m_cases(history),
      m_privacy(history),
      m_own({history, history, history}, history.target()),
      m_foreign(foreignSources(config, clock)),
      m_desk(disputeDesk(config)),
      m_service({sources(), m_cases, m_privacy, m_privacy, clock, gate, m_desk.get(), adminOf(config)})
{
}

std::vector<ports::DisputeSource*> DisputeStack::sources()
{
    std::vector<ports::DisputeSource*> all = foreign();
    all.insert(all.begin(), &m_own);
    return all;
}

std::vector<ports::DisputeSource*> DisputeStack::foreign() const
{
    std::vector<ports::DisputeSource*> all;
    all.reserve(m_foreign.size());
    for (const auto& each : m_foreign)
        all.push_back(each.get());
    return all;
}

void DisputeStack::close()
{
    m_service.stop();
    for (const auto& each : m_foreign)
        each->close();
    if (m_desk) m_desk->stop();
}

}  // namespace tongdai
