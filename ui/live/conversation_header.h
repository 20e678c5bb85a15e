#pragma once

#include "engine/api/desk.h"
#include "ui/common/look.h"

#include <QWidget>

#include <optional>

class QPushButton;
class QToolButton;

namespace tongdai {

class Attendance;
class Chip;
class ElidedLabel;
class RoleLabel;

/// Above the thread: who writes, from where, who answers since when, and what can be done about it. Lives on the GUI
/// thread.
class ConversationHeader final : public QWidget {
    Q_OBJECT
public:
    ConversationHeader(OperatorId me, Look look, QWidget* parent = nullptr);
    void setConversation(const std::optional<Conversation>& conversation, const std::optional<TimePoint>& modeSince);
    /// An act is under way: its button waits.
    void setBusy(bool busy);
    void setAttendees(const std::vector<api::Attendee>& attendees);
    QString modeLine() const;

signals:
    void takeOverWanted();
    void handBackWanted();
    void takeWanted();
    void closeWanted();
    void reopenWanted();
    void cardToggled();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    OperatorId m_me;
    Look m_look;
    std::optional<Conversation> m_conversation;
    std::optional<TimePoint> m_modeSince;
    bool m_busy = false;
    ElidedLabel* m_name;
    Chip* m_channel;
    Chip* m_sample;
    Attendance* m_attendance;
    RoleLabel* m_id;
    ElidedLabel* m_mode;
    QPushButton* m_take;
    QPushButton* m_flip;
    QPushButton* m_close;
    QToolButton* m_card;
};

}  // namespace tongdai
