#include "ui/locks/config_mend.h"

#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/locks/queues/queue_words.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace tongdai {

using namespace Qt::StringLiterals;

ConfigMend::ConfigMend(api::SetupDesk& setup, Look look, QWidget* parent)
    : QWidget(parent),
      m_setup(setup),
      m_look(std::move(look)),
      m_outcome(new RoleLabel(TextRole::List)),
      m_rows(new QVBoxLayout(this))
{
    m_outcome->setObjectName(u"mendOutcome"_s);
    m_outcome->setWordWrap(true);
    m_outcome->hide();
    m_rows->setContentsMargins({});
    m_rows->setSpacing(6);
    m_rows->addWidget(m_outcome);
    connect(&setup, &api::SetupDesk::saved, this, [this] {
        if (!std::exchange(m_isSaving, false)) return;
        tell(tr("Saved. The engine restarts with it; customers' messages wait until it is there again."));
        m_setup.restartEngine();
    });
    connect(&setup, &api::SetupDesk::saveFailed, this, [this](const QString& cause) {
        if (std::exchange(m_isSaving, false)) tell(tr("Nothing was changed: %1").arg(CauseWords::of(cause)));
    });
    connect(&setup, &api::SetupDesk::restartFailed, this, [this](const QString& cause) {
        if (!m_outcome->isHidden())
            tell(tr("Saved, but the engine does not start with it: %1").arg(CauseWords::of(cause)));
    });
}

void ConfigMend::show(const std::vector<api::ConfigWarning>& warnings)
{
    if (warnings == m_warnings) return;
    m_warnings = warnings;
    write();
}

/// What stands on the command line or in the environment cannot be changed in a file.
void ConfigMend::write()
{
    const QStringList fixed = m_setup.state().fixed;
    size_t used = 0;
    for (const api::ConfigWarning& warning : m_warnings) {
        const QString mend = QueueWords::mend(warning);
        if (mend.isEmpty()) continue;
        if (used == m_buttons.size()) {
            auto* button = new QPushButton;
            button->setObjectName(u"mendSetting"_s);
            connect(button, &QPushButton::clicked, this,
                    [this, button] { press(button->property("mend").toString()); });
            m_rows->insertWidget(m_rows->count() - 1, button);
            m_buttons.push_back(button);
        }
        QPushButton& button = *m_buttons[used++];
        const bool isFixed = fixed.contains(mend.section(u'=', 0, 0));
        button.setProperty("mend", mend);
        button.setText(m_armed == mend ? tr("Press again: set it, restart the engine") : tr("Set %1").arg(mend));
        button.setEnabled(!isFixed && !m_isSaving);
        button.setToolTip(isFixed ? tr("Given on the command line or by the environment: change it there.")
                                  : QString());
    }
    for (size_t i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setVisible(i < used);
}

void ConfigMend::press(const QString& mend)
{
    if (m_armed != mend) {
        m_armed = mend;
        write();
        return;
    }
    m_armed.clear();
    save(mend);
}

void ConfigMend::save(const QString& mend)
{
    m_isSaving = true;
    api::SetupChanges changes;
    changes.values = {{mend.section(u'=', 0, 0), mend.section(u'=', 1)}};
    write();
    m_setup.save(changes);
}

void ConfigMend::tell(const QString& words)
{
    m_outcome->setText(words);
    m_outcome->show();
    write();
}

void ConfigMend::retranslate()
{
    write();
}

}  // namespace tongdai
