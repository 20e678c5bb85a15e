#pragma once

#include "ui/common/look/look.h"

#include <QMenu>

#include <array>
#include <optional>

namespace tongdai {

/// How long a person answers before the bot does again: an hour, four, until eight tomorrow, for good; and half an hour
/// more where an end is set. Lives on the GUI thread.
class TakeoverMenu final : public QMenu {
    Q_OBJECT
public:
    explicit TakeoverMenu(Look look, QWidget* parent = nullptr);
    /// Whose bot the last entry switches, as people call the channel.
    void setChannel(const QString& channel, bool isBotOff);
    /// The end there is; nothing: none.
    void setEnd(const std::optional<TimePoint>& end);
    /// What stands first now.
    QAction* first() const { return m_more->isVisible() ? m_more : m_ends[0]; }
    /// The morning after `now`, by the clock on the wall.
    static TimePoint eightTomorrow(TimePoint now, const QTimeZone& zone);

signals:
    /// Nothing: for good.
    void chosen(std::optional<tongdai::TimePoint> until);
    void channelBotWanted(bool isOn);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    Look m_look;
    std::optional<TimePoint> m_end;
    QString m_channel;
    bool m_isBotOff = false;
    QAction* m_more;
    std::array<QAction*, 4> m_ends;
    QAction* m_channelBot;
};

}  // namespace tongdai
