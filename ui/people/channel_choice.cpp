#include "ui/people/channel_choice.h"

#include "ui/live/live_words.h"

#include <QCheckBox>
#include <QGridLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kBoxesBeside = 3;

}  // namespace

ChannelChoice::ChannelChoice(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setColumnStretch(kBoxesBeside, 1);
    for (const QString& channel : LiveWords::usualChannels())
        addBox(channel);
    setFocusProxy(m_boxes.front());
}

void ChannelChoice::addBox(const QString& channel)
{
    auto* box = new QCheckBox(LiveWords::channel(channel));
    box->setObjectName(u"personChannel-"_s + channel);
    const int place = int(m_boxes.size());
    m_grid->addWidget(box, place / kBoxesBeside, place % kBoxesBeside);
    if (!m_boxes.isEmpty()) setTabOrder(m_boxes.back(), box);
    m_channels << channel;
    m_boxes << box;
}

void ChannelChoice::setChosen(const QStringList& channels)
{
    m_before = channels;
    for (const QString& channel : channels) {
        if (!m_channels.contains(channel)) addBox(channel);
    }
    for (qsizetype i = 0; i < m_boxes.size(); ++i)
        m_boxes[i]->setChecked(channels.contains(m_channels[i]));
}

bool ChannelChoice::isChosen(const QString& channel) const
{
    const qsizetype place = m_channels.indexOf(channel);
    return place >= 0 && m_boxes[place]->isChecked();
}

QStringList ChannelChoice::chosen() const
{
    QStringList chosen;
    for (const QString& channel : m_before + m_channels) {
        if (isChosen(channel) && !chosen.contains(channel)) chosen << channel;
    }
    return chosen;
}

}  // namespace tongdai
