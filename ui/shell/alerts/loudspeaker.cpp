#include "ui/shell/alerts/loudspeaker.h"

#include <QAudioDevice>
#include <QMediaDevices>
#include <QSoundEffect>
#include <QUrl>

namespace tongdai {

using namespace Qt::StringLiterals;

void Loudspeaker::start()
{
    m_devices = new QMediaDevices(this);
    connect(m_devices, &QMediaDevices::audioOutputsChanged, this, &Loudspeaker::readOutput);
    m_customerWaits = load(u"customer_waits"_s);
    m_handOver = load(u"hand_over"_s);
    readOutput();
}

QSoundEffect* Loudspeaker::load(const QString& name)
{
    auto* effect = new QSoundEffect(this);
    effect->setSource(QUrl(u"qrc:/sounds/%1.wav"_s.arg(name)));
    return effect;
}

void Loudspeaker::readOutput()
{
    const QAudioDevice output = QMediaDevices::defaultAudioOutput();
    if (!output.isNull()) {
        m_customerWaits->setAudioDevice(output);
        m_handOver->setAudioDevice(output);
    }
    emit outputChanged(!output.isNull());
}

void Loudspeaker::play(AlertTone tone, int volumePercent)
{
    QSoundEffect* effect = tone == AlertTone::HandOver ? m_handOver : m_customerWaits;
    effect->setVolume(float(volumePercent) / 100);
    effect->play();
}

}  // namespace tongdai
