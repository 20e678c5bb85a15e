#pragma once

#include "engine/api/shop_system.h"
#include "engine/domain/customer/customer_details.h"
#include "engine/domain/ids.h"
#include "ui/common/look/look.h"
#include "ui/live/card/order_book.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace tongdai {

class RoleLabel;

/// Under the customer card: who the customer is in the shop's own system, what they owe and ordered last, and how much
/// of a product is where, each with the age of what is shown; and the way to an order. Hidden where no system is set
/// up. What it shows comes from outside: plain text, cut (card_rows.h). GUI thread.
class ShopPane final : public QWidget {
    Q_OBJECT
public:
    ShopPane(api::ShopSystem& shop, Look look, QWidget* parent = nullptr);

    /// Another conversation; empty: none.
    void setConversation(const ConversationId& conversation);
    /// What the customer said of themselves: their telephone number is asked about.
    void setDetails(const ConversationId& conversation, const CustomerDetails& details);
    /// Opens the order that is being written for the conversation, or begins one with what the customer said.
    void openOrder();

signals:
    /// Whether orders can be made.
    void orderOffered(bool isOffered);
    /// `isAtHand`: its sheet was open until now.
    void orderMade(const tongdai::ConversationId& conversation, const QString& code, bool isAtHand);

protected:
    void changeEvent(QEvent* event) override;

private:
    void learnWhetherUsed();
    void askCustomers();
    void askStock();
    void takeCustomers(const api::Answer<ShopCustomers>& answer);
    void takeStock(const api::Answer<ShopStock>& answer);
    void noteMade(const ConversationId& conversation, const QString& code);
    void writeOrder();
    void write();
    void writeCustomers(QVBoxLayout& rows);
    void writeStock(QVBoxLayout& rows);
    QString ageWords(std::chrono::milliseconds age, bool isRefreshing) const;
    QString troubleWords(const api::DeskFailure& failure) const;
    QString money(double amount) const;

    api::ShopSystem& m_shop;
    Look m_look;
    ConversationId m_conversation;
    CustomerDetails m_details;
    QString m_phone;
    QString m_wanted;
    std::optional<api::Answer<ShopCustomers>> m_customers;
    std::optional<api::Answer<ShopStock>> m_stock;
    api::NewestAnswer m_newestQuota;
    api::NewestAnswer m_newestCustomers;
    api::NewestAnswer m_newestStock;
    QTimer m_again;
    OrderBook m_orders;
    QLineEdit* m_words;
    RoleLabel* m_orderState;
    QPushButton* m_order;
    QVBoxLayout* m_layout;
    QWidget* m_sheet = nullptr;
};

}  // namespace tongdai
