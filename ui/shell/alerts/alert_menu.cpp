#include "ui/shell/alerts/alert_menu.h"

#include "ui/shell/alerts/alert_bell.h"

#include <QActionGroup>

#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;

AlertMenu::AlertMenu(AlertBell& bell, QWidget* parent)
    : QMenu(parent), m_bell(bell), m_levels(new QActionGroup(this)), m_test(nullptr), m_log(nullptr)
{
    setObjectName(u"alertMenu"_s);
    for (const SoundLevel level : {SoundLevel::Off, SoundLevel::Quiet, SoundLevel::Medium, SoundLevel::Loud}) {
        QAction* action = addAction(QString());
        action->setCheckable(true);
        action->setData(int(level));
        m_levels->addAction(action);
    }
    addSeparator();
    m_test = addAction(QString());
    m_test->setObjectName(u"testSound"_s);
    m_log = addAction(QString());
    m_log->setObjectName(u"alertLog"_s);
    connect(m_levels, &QActionGroup::triggered, this,
            [this](const QAction* action) { m_bell.setLevel(SoundLevel(action->data().toInt())); });
    connect(m_test, &QAction::triggered, this, [this] {
        if (!m_bell.test()) emit logWanted();  // it says why nothing was heard
    });
    connect(m_log, &QAction::triggered, this, &AlertMenu::logWanted);
    connect(&bell, &AlertBell::levelChanged, this, &AlertMenu::check);
    check();
    retranslate();
}

void AlertMenu::check()
{
    for (QAction* action : m_levels->actions())
        action->setChecked(action->data().toInt() == int(m_bell.level()));
}

void AlertMenu::retranslate()
{
    setTitle(tr("Sound when a customer waits"));
    const std::array words{tr("Off", "sound"), tr("Quiet"), tr("Medium"), tr("Loud")};
    for (size_t i = 0; i < words.size(); ++i)
        m_levels->actions().at(qsizetype(i))->setText(words.at(i));
    m_test->setText(tr("Test the sound"));
    m_log->setText(tr("What sounded, and why…"));
}

}  // namespace tongdai
