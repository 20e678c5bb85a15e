#include "ui/shell/alerts/sound_player.h"

#include "ui/shell/alerts/loudspeaker.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned long kSoundServerAnswers = 2000;  // ms

}  // namespace

SoundPlayer::SoundPlayer(QObject* parent) : AlertSound(parent), m_loudspeaker(new Loudspeaker)
{
    m_thread.setObjectName(u"sound"_s);
    m_loudspeaker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_loudspeaker, &Loudspeaker::start);
    connect(&m_thread, &QThread::finished, m_loudspeaker, &QObject::deleteLater);
    connect(m_loudspeaker, &Loudspeaker::outputChanged, this, [this](bool isThere) { m_hasOutput = isThere; });
    m_thread.start(QThread::LowPriority);
}

SoundPlayer::~SoundPlayer()
{
    m_thread.quit();
    if (m_thread.wait(kSoundServerAnswers)) return;
    m_thread.terminate();  // it hangs in a call to the sound server, and the program is about to end
    m_thread.wait();
}

void SoundPlayer::play(AlertTone tone, int volumePercent)
{
    QMetaObject::invokeMethod(
        m_loudspeaker, [loudspeaker = m_loudspeaker, tone, volumePercent] { loudspeaker->play(tone, volumePercent); });
}

}  // namespace tongdai
