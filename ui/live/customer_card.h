#pragma once

#include "engine/api/desk.h"
#include "ui/common/look.h"

#include <QScrollArea>

#include <optional>

class QLabel;
class QVBoxLayout;

namespace tongdai {

/// What is known of the customer: names, ids, what the channel told us, as rows that can be copied. Lives on the GUI
/// thread. Bounded: at most kMaxRows rows of metadata, each cut to kMaxValue letters (it comes from outside).
class CustomerCard final : public QScrollArea {
    Q_OBJECT
public:
    static constexpr int kMaxRows = 40;
    static constexpr int kMaxShown = 120;  ///< letters of a value on the card; the rest is behind a hover
    static constexpr int kMaxValue = 400;

    CustomerCard(OperatorId me, Look look, QWidget* parent = nullptr);
    void setConversation(const std::optional<Conversation>& conversation);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void addTitle(const QString& words);
    QLabel* addRow(const QString& label, const QString& value);
    void addChannelRows(const Conversation& conversation);
    static QString labelOf(const QString& key);

    OperatorId m_me;
    Look m_look;
    std::optional<Conversation> m_conversation;
    QLabel* m_messages = nullptr;
    QWidget* m_sheet = nullptr;
    QVBoxLayout* m_rows = nullptr;
};

}  // namespace tongdai
