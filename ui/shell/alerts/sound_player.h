#pragma once

#include "ui/shell/desktop_ports.h"

#include <QThread>

namespace tongdai {

class Loudspeaker;

/// Plays our own sounds with Qt Multimedia. The sound server is spoken to on a thread of its own: one that hangs does
/// not hold the window. Lives on the GUI thread.
class SoundPlayer final : public AlertSound {
    Q_OBJECT
public:
    explicit SoundPlayer(QObject* parent = nullptr);
    ~SoundPlayer() override;

    bool hasOutput() const override { return m_hasOutput; }
    void play(AlertTone tone, int volumePercent) override;

private:
    QThread m_thread;
    Loudspeaker* m_loudspeaker;
    bool m_hasOutput = true;  ///< until the sound server has been asked
};

}  // namespace tongdai
