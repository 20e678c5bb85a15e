#pragma once

#include "engine/domain/conversation/channel_off.h"
#include "ui/common/look/look.h"

#include <QMenu>

#include <array>
#include <optional>

namespace tongdai {

/// How long a person answers before the bot does again: an hour, four, until eight tomorrow, for good; and half an hour
/// more where an end is set. Whether the bot drafts meanwhile, and what it does in the whole channel. Lives on the GUI
/// thread.
class TakeoverMenu final : public QMenu {
    Q_OBJECT
public:
    explicit TakeoverMenu(Look look, QWidget* parent = nullptr);
    /// Whose bot the last entries switch, as people call the channel, and what it does there.
    void setChannel(const QString& channel, ChannelBot bot);
    /// From now on the bot of the whole channel can be switched here.
    void offerChannelBot();
    /// Whether the bot proposes answers to the person here.
    void setDrafting(bool isDrafting);
    /// Whether there is something to hand back.
    void setMayHandBack(bool mayHandBack) { m_handBack->setVisible(mayHandBack); }
    /// The end there is; nothing: none.
    void setEnd(const std::optional<TimePoint>& end);
    /// What stands first now.
    QAction* first() const { return m_more->isVisible() ? m_more : m_ends[0]; }
    /// The morning after `now`, by the clock on the wall.
    static TimePoint eightTomorrow(TimePoint now, const QTimeZone& zone);

signals:
    /// Nothing: for good.
    void chosen(std::optional<tongdai::TimePoint> until);
    void channelBotWanted(tongdai::ChannelBot bot);
    void draftingWanted(bool isOn);
    /// To the bot, with a word for it (features C4).
    void handBackWithWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    Look m_look;
    std::optional<TimePoint> m_end;
    QString m_channel;
    ChannelBot m_bot = ChannelBot::On;
    bool m_isDrafting = false;
    QAction* m_more;
    std::array<QAction*, 4> m_ends;
    QAction* m_handBack;
    QAction* m_drafting;
    QAction* m_channelBot;
    QAction* m_channelDrafts;
};

}  // namespace tongdai
