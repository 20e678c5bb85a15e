#pragma once

#include "engine/api/state_compare.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/live_state.h"
#include "engine/domain/ports/live/plan_reader.h"
#include "engine/domain/ports/live/session_status_cache.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/host/people/desk_gate.h"
#include "engine/state/redis/connection/occasional_connection.h"

namespace tongdai {

/// The State tab's half on the engine loop; StateCompareHost is the half on the GUI thread. Asks Redis over a
/// connection of its own, which is closed again when nobody has asked for a minute. Its coroutines end when Redis and
/// the store are closed.
class StateCompareService final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        const redis::Health& health;
        const redis::Endpoint& endpoint;
        ports::HistoryReader& reader;
        ports::PlanReader& plans;
        ports::AuditLog& audit;
        ports::LiveState& live;
        ports::SessionStatusCache& sessions;
        const ports::Clock& clock;
        const DeskGate& gate;
    };
    explicit StateCompareService(Ports ports);

    QCoro::Task<api::Answer<api::StatePicture>> compare(ConversationId conversation);
    QCoro::Task<api::Answer<api::StatePicture>> repair(ConversationId conversation);
    void stop() { m_connection.close(); }

private:
    /// What stands in Redis; absent: nothing.
    struct Copies {
        std::optional<QJsonObject> state;
        std::optional<QString> lock;
        std::optional<bool> mayBotReply;
    };
    QCoro::Task<Copies> copiesOf(ConversationId conversation);
    QCoro::Task<int> notArrived(ConversationId conversation);
    QCoro::Task<QJsonObject> stateOf(Conversation row);

    Ports m_ports;
    redis::OccasionalConnection m_connection;
};

}  // namespace tongdai
