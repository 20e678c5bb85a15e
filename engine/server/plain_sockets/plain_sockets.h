#pragma once

#include "engine/contract/json/chat/plain_chat.h"
#include "engine/domain/ports/random.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/server/access/bearer_tokens.h"
#include "engine/server/access/door_limits.h"
#include "engine/server/access/shop_people.h"
#include "engine/server/access/wrong_tokens.h"
#include "engine/server/plain_sockets/websocket_door.h"
#include "engine/server/socketio/origin_policy.h"
#include "engine/work/desk/operator_acts.h"
#include "engine/work/desk/sight_queue.h"
#include "engine/work/message/handle_message.h"
#include "engine/work/message/pipeline_events.h"

#include <QTimer>

#include <set>

namespace tongdai {

/// `/chat/ws/customer?sessionId=` and `/chat/ws/admin` (contracts/background §2): plain WebSockets with JSON both ways.
/// A customer's message goes the way of every other one; what is said in a session reaches its customers, and every
/// line reaches every administrator who sees its conversation, when it is stored. Lives on the engine loop.
///
/// A session id is all a customer has to show, as in the original: it must be hard to guess, and it names conversations
/// of the web channel only. Limit: lines that another engine stored are not told here.
class PlainSockets final : public QObject, public PipelineEvents {
    Q_OBJECT
public:
    static constexpr int kMaxSockets = 10'000;
    static constexpr int kMaxPerAddress = 256;
    static constexpr qsizetype kMaxFrame = 1'000'000;
    static constexpr qsizetype kMaxUnsent = 1024 * 1024;
    static constexpr int kMaxInWork = 64;  ///< messages of one socket on their way to the history

    struct Parts {
        HandleMessage& handleMessage;
        OperatorActs& operatorActs;
        ports::HistoryReader& reader;  ///< says what of the conversations a person sees
        const ports::Clock& clock;
        ports::Random& random;
    };
    struct Rules {
        BearerTokens admin;
        engineio::OriginPolicy origins;
        OperatorId operatorId;  ///< who an administrator's answers are from
        QString operatorName;
        int messagesPerMinute = 25;  ///< of one session
        std::chrono::milliseconds pingInterval{25'000};
        // Where nothing is bounded, a null one stands.
        std::shared_ptr<http::ByteBudget> budget = {};
        std::shared_ptr<DoorLimits> doors = {};
        std::shared_ptr<WrongTokens> wrong = {};
        std::shared_ptr<ShopPeople> people = {};
    };
    PlainSockets(Parts parts, Rules rules);
    ~PlainSockets() override;

    /// Takes both paths. Mount it at contract::paths::kPlainSockets.
    http::RequestHandler& http() { return m_door; }
    int socketCount() const { return int(m_clients.size()); }
    qint64 slowReaders() const { return m_slowReaders; }
    void shutDown();

    // PipelineEvents
    void changed(const Change& change) override;

private:
    struct Client;
    struct Said;
    using ClientPtr = std::shared_ptr<Client>;

    std::optional<DoorRefusal> check(const http::Request& request) const;
    std::optional<DoorRefusal> checkAdmin(const http::Request& request) const;
    std::optional<ShopPeople::Caller> personOf(const QByteArray& token) const;
    void judgeAgain();
    void open(OpenedSocket opened);
    void noteActivity(const ClientPtr& client);
    void cutSlowReader(const ClientPtr& client);
    void forget(const ClientPtr& client);
    void pingAll();
    void receive(const ClientPtr& client, const QByteArray& text);
    QCoro::Task<void> sayAsCustomer(ClientPtr client, contract::PlainChatInput input);
    void sayAsAdmin(const ClientPtr& client, const contract::PlainChatInput& input);
    QCoro::Task<void> answerAs(ClientPtr client, Said said);
    void refuseUnsaved(const ClientPtr& client, const Said& said, const StoreError& error);
    MessageId messageId(const contract::PlainChatInput& input);
    void send(const ClientPtr& client, const QJsonObject& object);
    void tellAdmins(const Conversation& conversation, const QJsonObject& object);
    QCoro::Task<void> tellDetails(ConversationId conversation, QJsonObject object);
    void refuse(const ClientPtr& client, const QString& code, const QString& message, const QByteArray& id = {});

    Parts m_parts;
    SightCheck m_sight;
    Rules m_rules;
    std::shared_ptr<RateLedger> m_rates;
    std::set<ClientPtr> m_clients;
    QMultiHash<ConversationId, ClientPtr> m_customers;
    std::set<ClientPtr> m_admins;
    QHash<QByteArray, int> m_perAddress;
    QTimer m_ping;
    qint64 m_slowReaders = 0;
    bool m_isShuttingDown = false;
    WebSocketDoor m_door;
};

}  // namespace tongdai
