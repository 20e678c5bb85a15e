#pragma once

#include "engine/api/desk.h"
#include "ui/common/look/look.h"
#include "ui/common/look/screen_settings.h"
#include "ui/models/alert_watch.h"
#include "ui/shell/desktop_ports.h"

namespace tongdai {

/// Lets the desk hear and see that a customer waits: asks AlertWatch, plays the sound, shows the notice and withdraws
/// it when the conversation is taken. Lives on the GUI thread and never waits.
class AlertBell final : public QObject {
    Q_OBJECT
public:
    AlertBell(api::Desk& desk, AlertSound& sound, DesktopNotices& notices, Look look, ScreenSettings& settings,
              QObject* parent = nullptr);

    SoundLevel level() const;
    void setLevel(SoundLevel level);
    bool hasOutput() const { return m_sound.hasOutput(); }
    /// Plays what a hand-over sounds like, also where the sound is off: false when there is no output.
    bool test();
    const std::deque<Alert>& log() const { return m_watch.log(); }

signals:
    /// Somebody waits: the task bar shows it.
    void rang();
    /// A notice was chosen.
    void opened(tongdai::ConversationId conversation);
    void logChanged();
    void levelChanged();

private:
    void askWhoWaits();
    void takeList(api::RequestId request, const ConversationPage& page);
    void takeRows(const std::vector<Conversation>& rows);
    void takeHidden(const std::vector<ConversationId>& ids);
    void takeNobodyCame(const api::NobodyCame& news);
    void tick();
    void announce(const std::vector<Alert>& alerts);
    void withdrawEnded();
    AlertMeans means() const;

    api::Desk& m_desk;
    AlertSound& m_sound;
    DesktopNotices& m_notices;
    Look m_look;
    ScreenSettings& m_settings;
    AlertWatch m_watch;
    api::RequestId m_question = 0;
};

}  // namespace tongdai
