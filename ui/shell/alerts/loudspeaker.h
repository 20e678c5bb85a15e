#pragma once

#include "ui/shell/desktop_ports.h"

class QMediaDevices;
class QSoundEffect;

namespace tongdai {

/// The half of SoundPlayer on the sound thread. Follows the output the desktop has chosen.
class Loudspeaker final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Asks the sound server for the first time; answered by outputChanged.
    void start();
    void play(AlertTone tone, int volumePercent);

signals:
    void outputChanged(bool isThere);

private:
    void readOutput();
    QSoundEffect* load(const QString& name);

    QMediaDevices* m_devices = nullptr;
    QSoundEffect* m_customerWaits = nullptr;
    QSoundEffect* m_handOver = nullptr;
};

}  // namespace tongdai
