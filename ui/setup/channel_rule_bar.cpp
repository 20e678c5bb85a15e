#include "ui/setup/channel_rule_bar.h"

#include "ui/common/widgets/role_label.h"
#include "ui/live/live_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

ChannelRuleBar::ChannelRuleBar(QWidget* parent)
    : QWidget(parent),
      m_name(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_channels(new QComboBox),
      m_drop(new QPushButton),
      m_state(new RoleLabel(TextRole::List, ColorRole::SecondaryText))
{
    m_channels->setObjectName(u"ruleChannel"_s);
    m_drop->setObjectName(u"dropOwnRule"_s);
    m_state->setObjectName(u"ruleChannelState"_s);
    m_state->setWordWrap(true);
    m_name->setBuddy(m_channels);
    auto* choice = new QHBoxLayout;
    choice->addWidget(m_name);
    choice->addWidget(m_channels);
    choice->addWidget(m_drop);
    choice->addStretch(1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(choice);
    rows->addWidget(m_state);
    connect(m_channels, &QComboBox::currentIndexChanged, this, [this] {
        write();
        emit chosen();
    });
    connect(m_drop, &QPushButton::clicked, this, [this] { emit ownRuleDropped(channel()); });
}

QString ChannelRuleBar::channel() const
{
    return m_channels->currentData().toString();
}

void ChannelRuleBar::setRule(const AnswerRule& rule)
{
    m_rule = rule;
    retranslate();
}

void ChannelRuleBar::retranslate()
{
    m_name->setText(tr("Rule for"));
    m_channels->setAccessibleName(tr("Channel the rule is for"));
    m_drop->setText(tr("Give up its own rule"));
    QStringList names = LiveWords::usualChannels();
    for (const auto& [channel, own] : m_rule.channels) {
        if (!names.contains(channel)) names << channel;
    }
    const QString before = channel();
    const QSignalBlocker quiet(m_channels);
    m_channels->clear();
    m_channels->addItem(tr("all channels"), QString());
    for (const QString& name : std::as_const(names)) {
        const QString words = LiveWords::channel(name);
        m_channels->addItem(m_rule.channels.contains(name) ? tr("%1, its own").arg(words) : words, name);
    }
    m_channels->setCurrentIndex(std::max(0, m_channels->findData(before)));
    write();
}

void ChannelRuleBar::write()
{
    const QString name = channel();
    const bool isOwn = m_rule.channels.contains(name);
    m_drop->setVisible(isOwn);
    const QString words = LiveWords::channel(name);
    if (isOwn)
        m_state->setText(tr("%1 has a rule of its own; the one for all channels does not hold there.").arg(words));
    else if (!name.isEmpty())
        m_state->setText(tr("%1 follows the rule for all channels. A change here gives it one of its own.").arg(words));
    m_state->setVisible(!name.isEmpty());
}

}  // namespace tongdai
