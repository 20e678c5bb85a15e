#pragma once

#include "ui/common/look/look.h"
#include "ui/live/card/order_book.h"

#include <QDialog>

#include <functional>

class QFormLayout;
class QGridLayout;
class QLineEdit;
class QListWidget;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace tongdai {

class RoleLabel;

/// An order from the thread (features E5): whose it is, what of which branch, and a note. What is written stands in the
/// book at once, so that Esc loses nothing. It is sent by the second press of one button. Lives on the GUI thread;
/// deletes itself.
class OrderSheet final : public QDialog {
    Q_OBJECT
public:
    OrderSheet(api::ShopSystem& shop, OrderBook& book, const ConversationId& conversation, Look look,
               QWidget* parent = nullptr);
    ~OrderSheet() override;
    const ConversationId& conversation() const { return m_conversation; }

private:
    void build();
    void addField(QFormLayout& form, const QString& name, const QString& label, QString OrderDraft::*part);
    void change(const std::function<void(OrderDraft&)>& edit);
    void search();
    void takeFound(const api::Answer<ShopStock>& answer);
    void addFound(int row);
    void removeLine(int row);
    void writeLines();
    void addLineRow(QGridLayout& grid, int row);
    void follow(const ConversationId& conversation);
    void refresh();
    void press();
    void noteLeft(const QWidget* left);
    void throwAway();
    QString gapWords() const;
    QString outcomeWords() const;
    QString faultWords(const ShopFault& fault) const;
    QString shortageWords() const;
    QString money(double amount) const;
    QString number(double amount) const;

    api::ShopSystem& m_shop;
    OrderBook& m_book;
    ConversationId m_conversation;
    Look m_look;
    OrderDraft m_draft;  ///< as it is written in this sheet
    std::vector<ShopStockLine> m_found;
    api::NewestAnswer m_newest;
    bool m_isArmed = false;  ///< the next press sends
    QString m_hint;          ///< about the search; empty: nothing
    QWidget* m_fields;       ///< everything that is written
    QLineEdit* m_words;
    QListWidget* m_list;
    QScrollArea* m_area;
    QVBoxLayout* m_rows;         ///< of m_fields
    QWidget* m_lines = nullptr;  ///< the last of them
    RoleLabel* m_branch;
    RoleLabel* m_sum;
    RoleLabel* m_state;
    QPushButton* m_create;
    QPushButton* m_discard;
};

}  // namespace tongdai
