#pragma once

#include "engine/api/shop_system.h"

#include <QHash>
#include <QTimer>

#include <optional>
#include <vector>

namespace tongdai {

/// An order that is being written for one conversation.
struct OrderDraft {
    struct Line {
        ShopStockLine stock;
        int quantity = 1;
    };
    QString phone;
    QString name;
    QString address;
    QString note;
    std::vector<Line> lines;  ///< of one branch
    QByteArray lookFor;       ///< it was sent, and nobody knows yet whether it was made
    bool isSending = false;   ///< or being looked for
    /// What came of it last; nothing: it was not sent as it stands.
    std::optional<api::Answer<ShopOrderOutcome>> outcome;
};

/// The orders that are being written, one of each conversation, until they are made or thrown away: a sheet that is
/// closed or a desk that is locked loses none. Sends them, and goes on looking for those of which nobody knows. GUI
/// thread.
class OrderBook final : public QObject {
    Q_OBJECT
public:
    static constexpr int kLookEveryMs = 5000;

    explicit OrderBook(api::ShopSystem& shop, QObject* parent = nullptr);

    bool has(const ConversationId& conversation) const { return m_drafts.contains(conversation); }
    OrderDraft draft(const ConversationId& conversation) const { return m_drafts.value(conversation); }
    /// It was written on: what came of it before counts no more. Not while it is sent or looked for.
    void write(const ConversationId& conversation, const OrderDraft& draft);
    void drop(const ConversationId& conversation);
    /// As it stands; nothing while it is under way. One that is looked for is only looked for.
    void send(const ConversationId& conversation);
    NewShopOrder orderOf(const ConversationId& conversation) const;

signals:
    void changed(const tongdai::ConversationId& conversation);
    void made(const tongdai::ConversationId& conversation, const QString& code);

private:
    void ask(const ConversationId& conversation, bool isTimed);
    void take(const ConversationId& conversation, const api::Answer<ShopOrderOutcome>& answer);
    void lookAgain();
    void comeBack();

    api::ShopSystem& m_shop;
    QHash<ConversationId, OrderDraft> m_drafts;
    QHash<ConversationId, QByteArray> m_newest;  ///< references of the newest orders that this desk knows of
    QTimer m_look;
};

}  // namespace tongdai
