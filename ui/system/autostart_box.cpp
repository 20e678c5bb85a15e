#include "ui/system/autostart_box.h"

#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/system/autostart_entry.h"

#include <QBoxLayout>
#include <QCheckBox>

namespace tongdai {

using namespace Qt::StringLiterals;

AutostartBox::AutostartBox(AutostartEntry& entry, QWidget* parent)
    : QWidget(parent),
      m_entry(entry),
      m_switch(new QCheckBox),
      m_words(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_error(new RoleLabel(TextRole::List, ColorRole::Danger))
{
    m_switch->setObjectName(u"autostart"_s);
    m_words->setWordWrap(true);
    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::PlainText);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_switch);
    rows->addWidget(m_words);
    rows->addWidget(m_error);
    m_switch->setChecked(entry.isOn());
    connect(m_switch, &QCheckBox::clicked, this, &AutostartBox::choose);
    retranslate();
}

/// Somebody may have changed it in the desktop's own settings.
void AutostartBox::showEvent(QShowEvent* event)
{
    m_switch->setChecked(m_entry.isOn());
    QWidget::showEvent(event);
}

void AutostartBox::choose(bool on)
{
    m_failure = m_entry.setOn(on);
    m_switch->setChecked(m_entry.isOn());
    retranslate();
}

void AutostartBox::retranslate()
{
    m_switch->setText(tr("Start when I log in"));
    m_words->setText(tr("Minimised, so that customers are answered before anybody opens the window."));
    m_error->setText(m_failure.isEmpty() ? QString() : tr("That did not work: %1").arg(CauseWords::of(m_failure)));
    m_error->setVisible(!m_failure.isEmpty());
}

}  // namespace tongdai
