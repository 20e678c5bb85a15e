#include "ui/shell/view_menu.h"

#include "ui/common/look/screen_settings.h"

#include <QActionGroup>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTextStep = 10;

QActionGroup* exclusiveGroup(QObject* parent)
{
    auto* group = new QActionGroup(parent);
    group->setExclusive(true);
    return group;
}

void checkValue(const QActionGroup& group, int value)
{
    const QList<QAction*> actions = group.actions();
    for (QAction* action : actions)
        action->setChecked(action->data().toInt() == value);
}

}  // namespace

ViewMenu::ViewMenu(Look look, ScreenSettings& settings, QWidget* parent)
    : QMenu(parent),
      m_look(look),
      m_settings(settings),
      m_languageMenu(addMenu(QString())),
      m_themeMenu(addMenu(QString())),
      m_densityMenu(addMenu(QString())),
      m_sizeMenu(addMenu(QString())),
      m_languages(exclusiveGroup(this)),
      m_schemes(exclusiveGroup(this)),
      m_densities(exclusiveGroup(this)),
      m_larger(m_sizeMenu->addAction(QString())),
      m_smaller(m_sizeMenu->addAction(QString())),
      m_normalSize(m_sizeMenu->addAction(QString()))
{
    for (const auto choice : {LanguageChoice::FollowSystem, LanguageChoice::English, LanguageChoice::Vietnamese})
        addChoice(*m_languageMenu, *m_languages, choice);
    for (const auto choice :
         {SchemeChoice::FollowSystem, SchemeChoice::Light, SchemeChoice::Dark, SchemeChoice::HighContrast})
        addChoice(*m_themeMenu, *m_schemes, choice);
    for (const auto choice : {Density::Compact, Density::Normal, Density::Roomy})
        addChoice(*m_densityMenu, *m_densities, choice);
    connect(m_languages, &QActionGroup::triggered, this, [this](const QAction* action) {
        const auto choice = LanguageChoice(action->data().toInt());
        m_settings.setLanguageChoice(choice);
        m_look.language.setChoice(choice);
    });
    connect(m_schemes, &QActionGroup::triggered, this, [this](const QAction* action) {
        const auto choice = SchemeChoice(action->data().toInt());
        m_settings.setSchemeChoice(choice);
        m_look.theme.setChoice(choice);
    });
    connect(m_densities, &QActionGroup::triggered, this, [this](const QAction* action) {
        const auto choice = Density(action->data().toInt());
        m_settings.setDensity(choice);
        m_look.theme.setDensity(choice);
    });
    // Both forms of "plus": with and without Shift.
    m_larger->setShortcuts({QKeySequence(u"Ctrl+="_s), QKeySequence(u"Ctrl++"_s)});
    m_smaller->setShortcut(QKeySequence(u"Ctrl+-"_s));
    m_normalSize->setShortcut(QKeySequence(u"Ctrl+0"_s));
    connect(m_larger, &QAction::triggered, this, [this] { changeTextScale(m_look.theme.textScale() + kTextStep); });
    connect(m_smaller, &QAction::triggered, this, [this] { changeTextScale(m_look.theme.textScale() - kTextStep); });
    connect(m_normalSize, &QAction::triggered, this, [this] { changeTextScale(100); });
    retranslate();
    check();
}

template <class Choice>
QAction* ViewMenu::addChoice(QMenu& menu, QActionGroup& group, Choice value)
{
    QAction* action = menu.addAction(QString());
    action->setCheckable(true);
    action->setData(int(value));
    group.addAction(action);
    return action;
}

void ViewMenu::changeTextScale(int percent)
{
    m_look.theme.setTextScale(percent);
    m_settings.setTextScale(m_look.theme.textScale());
}

void ViewMenu::check()
{
    checkValue(*m_languages, int(m_look.language.choice()));
    checkValue(*m_schemes, int(m_look.theme.choice()));
    checkValue(*m_densities, int(m_look.theme.density()));
}

void ViewMenu::retranslate()
{
    const auto write = [](const QActionGroup& group, const QStringList& words) {
        for (int i = 0; i < words.size(); ++i)
            group.actions().at(i)->setText(words.at(i));
    };
    m_languageMenu->setTitle(tr("Language"));
    // A language is named in itself, so that whoever needs it can find it.
    write(*m_languages, {tr("As the system"), u"English"_s, u"Tiếng Việt"_s});
    m_themeMenu->setTitle(tr("Theme"));
    write(*m_schemes, {tr("As the system"), tr("Light"), tr("Dark"), tr("High contrast")});
    m_densityMenu->setTitle(tr("Density"));
    write(*m_densities, {tr("Compact"), tr("Normal"), tr("Roomy")});
    m_sizeMenu->setTitle(tr("Text size"));
    m_larger->setText(tr("Larger text"));
    m_smaller->setText(tr("Smaller text"));
    m_normalSize->setText(tr("Normal text size"));
}

}  // namespace tongdai
