#pragma once

#include "engine/api/desk.h"
#include "ui/common/look/look.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QBoxLayout;
class QToolButton;

namespace tongdai {

class Attendance;
class Chip;
class ElidedLabel;
class FittingRow;
class KeyButton;
class RoleLabel;
class TakeoverMenu;

/// Above the thread: who writes, from where, who answers since when, and what can be done about it. Lives on the GUI
/// thread.
class ConversationHeader final : public QWidget {
    Q_OBJECT
public:
    ConversationHeader(OperatorId me, Look look, QWidget* parent = nullptr);
    void setConversation(const std::optional<Conversation>& conversation, const std::optional<TimePoint>& modeSince);
    /// For which channels the bot is off.
    void setChannelsOff(const std::vector<ChannelOff>& off);
    /// From now on the bot of the whole channel can be switched.
    void offerChannelBot();
    /// An act is under way: its button waits.
    void setBusy(bool busy);
    void setAttendees(const std::vector<api::Attendee>& attendees);
    QString modeLine() const;
    /// How long to answer before the bot does again.
    void openLimits();
    /// There is little height: less air.
    void setLow(bool isLow);

signals:
    void takeOverWanted();
    void channelBotWanted(tongdai::ChannelBot bot);
    void draftingWanted(bool isOn);
    /// Nothing: until it is handed back.
    void limitWanted(std::optional<tongdai::TimePoint> until);
    void handBackWanted();
    void handBackWithWanted();
    void takeWanted();
    void closeWanted();
    void reopenWanted();
    void cardToggled();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void refreshLimits(bool isOpen);
    void showTimeLeft();
    QString timeLeft() const;
    ChannelBot botOfChannel() const;
    bool isBotOff() const { return botOfChannel() != ChannelBot::On; }
    void placeMode();

    OperatorId m_me;
    Look m_look;
    std::optional<Conversation> m_conversation;
    std::optional<TimePoint> m_modeSince;
    std::vector<ChannelOff> m_off;
    bool m_opensLimits = false;  ///< as soon as no act is under way
    bool m_busy = false;
    bool m_isModeAbove = false;
    QTimer m_countDown;
    QBoxLayout* m_column;
    FittingRow* m_first;
    FittingRow* m_second;
    ElidedLabel* m_name;
    Chip* m_channel;
    Chip* m_sample;
    Attendance* m_attendance;
    RoleLabel* m_id;
    ElidedLabel* m_mode;
    KeyButton* m_take;
    KeyButton* m_flip;
    KeyButton* m_more;      ///< half an hour more, while there is an end
    QToolButton* m_limits;  ///< opens the menu of ends
    TakeoverMenu* m_ends;
    KeyButton* m_close;
    QToolButton* m_card;
};

}  // namespace tongdai
