#pragma once

#include "engine/api/desk.h"
#include "engine/domain/customer/customer_details.h"
#include "engine/domain/limits/rate_scope.h"
#include "ui/common/look/look.h"
#include "ui/live/card/earlier_facts.h"

#include <QScrollArea>
#include <QSet>

#include <optional>

class QJsonValue;
class QLabel;
class QVBoxLayout;

namespace tongdai {

/// What is known of the customer: names, ids, what the channel told us, as rows that can be copied. The newest message
/// counts; what earlier ones in the loaded thread said otherwise is one press away. Lives on the GUI thread. Bounded:
/// at most kMaxRows rows of metadata, each cut (card_rows.h: it comes from outside).
class CustomerCard final : public QScrollArea {
    Q_OBJECT
public:
    static constexpr int kMaxRows = 40;

    CustomerCard(OperatorId me, Look look, QWidget* parent = nullptr);
    void setConversation(const std::optional<Conversation>& conversation);
    /// Reads earlier values there; the thread lives longer than the card's use of it.
    void follow(const ThreadModel& thread);
    /// Goes on below what is known of the customer, and scrolls with it.
    void addBelow(QWidget& part);
    /// What the customer said of themselves, beside what the channel told.
    void setDetails(const ConversationId& conversation, const CustomerDetails& details);

    /// How the customer stands with the messages they may write; nothing: far from every limit.
    void setLimit(const SenderId& customer, const std::optional<RateUse>& use);

signals:
    /// The line that a value was said in.
    void lineWanted(tongdai::ConversationId conversation, qint64 rev);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void addSaid();
    void addLimit();
    void addChannelRows(const Conversation& conversation);
    void addEarlier(const QString& key, const QString& label);
    void readEarlier();
    QString inWords(const QJsonValue& value) const;
    static QString labelOf(const QString& key);

    OperatorId m_me;
    Look m_look;
    std::optional<Conversation> m_conversation;
    const ThreadModel* m_thread = nullptr;
    EarlierFacts m_earlier;
    QSet<QString> m_opened;  ///< keys whose earlier values are shown
    ConversationId m_detailsOf;
    CustomerDetails m_details;
    QSet<QString> m_openedSaid;
    SenderId m_limitOf;
    std::optional<RateUse> m_limit;
    QLabel* m_messages = nullptr;
    QVBoxLayout* m_parts = nullptr;
    QWidget* m_sheet = nullptr;
    QVBoxLayout* m_rows = nullptr;
};

}  // namespace tongdai
