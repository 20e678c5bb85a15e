#pragma once

#include "ui/common/look/look.h"
#include "ui/models/conversation_list_model.h"
#include "ui/models/undelivered_lines.h"

#include <QStyledItemDelegate>

namespace tongdai {

/// How long a customer should wait for a person at most; the waiting clock turns amber at half of it and red past it
/// (workspace 3.3). A setting later; until then the usual promise of a shop.
inline constexpr std::chrono::minutes kReplyTarget{5};

/// Paints a conversation row in three densities: name, channel and clock; what was said last and by whom; owner and
/// mode. Reads the model's row directly, so that a scroll copies no conversations. Lives on the GUI thread.
class ConversationDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    ConversationDelegate(const ConversationListModel& model, const UndeliveredLines& undelivered, OperatorId me,
                         Look look, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    int rowHeight() const;
    /// The whole row in words, for tooltips and screen readers.
    QString spoken(const Conversation& conversation) const;

private:
    struct Canvas;
    void paintGround(Canvas& canvas, bool leaving) const;
    void paintFirstLine(Canvas& canvas, const Conversation& conversation, const QRect& line) const;
    void paintPreview(Canvas& canvas, const Conversation& conversation, const QRect& line) const;
    void paintOwner(Canvas& canvas, const Conversation& conversation, const QRect& line) const;
    int paintClock(Canvas& canvas, const Conversation& conversation, const QRect& line) const;
    int paintUndelivered(Canvas& canvas, const Conversation& conversation, const QRect& line) const;
    int paintUnread(Canvas& canvas, int unread, const QRect& line) const;
    int paintModeMark(Canvas& canvas, const Conversation& conversation, const QRect& line) const;

    const ConversationListModel& m_model;
    const UndeliveredLines& m_undelivered;
    OperatorId m_me;
    Look m_look;
};

}  // namespace tongdai
