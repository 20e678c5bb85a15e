#pragma once

#include "engine/domain/ports/store/history_reader.h"
#include "engine/host/boot/door_bounds.h"
#include "engine/host/boot/engine_config.h"
#include "engine/host/boot/redis_stack.h"
#include "engine/host/desk/desk_receipts.h"
#include "engine/host/desk/desk_service.h"
#include "engine/host/desk/feed_follower.h"
#include "engine/server/chat/chat_gateway.h"
#include "engine/server/router.h"
#include "engine/server/routes/chat/chat_routes.h"
#include "engine/server/routes/metrics_text.h"

namespace tongdai {

/// The chat as a part of this engine: mounted on the router, fed by pipeline and feed, and joined to the desk, whose
/// operator takes part in what they answer. Engine loop.
class ChatHost final : public QObject, public PipelineEvents, public DeskChat {
    Q_OBJECT
public:
    ChatHost(chat::ChatGateway::Ports ports, ports::HistoryReader& reader, const EngineConfig& config,
             DeskService& desk, Router& router, const DoorBounds& bounds);

    chat::ChatGateway& gateway() { return m_gateway; }
    void follow(FeedFollower& feed, RedisStack& redis);
    qint64 fellOffOfflineLists() const { return m_gateway.fellOffOfflineLists(); }
    void shutDown() { m_gateway.shutDown(); }
    /// For /metrics.
    std::vector<Figure> figures();

    // PipelineEvents
    void changed(const Change& change) override;

    // DeskChat
    void showTyping(const ConversationId& conversation, bool typing) override;
    void markRead(const ConversationId& conversation) override;
    void watch(const ConversationId& conversation) override;

signals:
    /// Somebody else than this desk has begun to type in it, or the last of them has stopped.
    void typingChanged(tongdai::ConversationId conversation, bool isTyping);

private:
    struct Typist {
        QString name;
        std::chrono::nanoseconds until{};
    };
    QCoro::Task<void> tellTyping(ConversationId conversation, bool typing);
    QCoro::Task<void> storeRead(ConversationId conversation);
    QCoro::Task<void> takePart(ConversationId conversation);
    QCoro::Task<void> showAttendees(ConversationId conversation);
    void noteTyping(const ConversationId& conversation, const SenderId& user, const QString& name, bool isTyping);
    void forgetTypists();
    void showTypists(const ConversationId& conversation);
    ChatUser deskUser() const;
    SenderId deskId() const { return SenderId(m_desk.me().bytes()); }

    chat::ChatGateway::Ports m_ports;
    DeskService& m_desk;
    QString m_shownName;  ///< of the operator at this desk, to customers; may be empty
    chat::ChatGateway m_gateway;
    ChatRoutes m_routes;
    DeskReceipts m_receipts;
    QSet<ConversationId> m_takesPart;
    QHash<ConversationId, QHash<SenderId, Typist>> m_typists;
    QTimer m_typingTimer;
};

}  // namespace tongdai
