#include "ui/people/person_menu.h"

#include "ui/people/people_words.h"

#include <QActionGroup>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kOwnRole = -1;

}  // namespace

PersonMenu::PersonMenu(api::People& people, QWidget* parent)
    : QMenu(parent),
      m_people(people),
      m_lock(addAction(QString())),
      m_password(addAction(QString())),
      m_viewAs(addMenu(QString())),
      m_roles(new QActionGroup(this)),
      m_out(addAction(QString()))
{
    setObjectName(u"personMenu"_s);
    m_lock->setObjectName(u"lockAction"_s);
    m_lock->setShortcut(QKeySequence(u"Ctrl+L"_s));
    m_password->setObjectName(u"passwordAction"_s);
    m_out->setObjectName(u"signOutAction"_s);
    QList<int> choices{kOwnRole};
    for (const Role role : kAllRoles) {
        if (role != Role::Administrator) choices << int(role);
    }
    for (const int choice : choices) {
        QAction* action = m_viewAs->addAction(QString());
        action->setCheckable(true);
        action->setData(choice);
        m_roles->addAction(action);
    }
    connect(m_roles, &QActionGroup::triggered, this, [this](const QAction* action) {
        const int choice = action->data().toInt();
        m_people.viewAs(choice == kOwnRole ? std::nullopt : std::optional(Role(choice)));
    });
    connect(m_lock, &QAction::triggered, this, [this] {
        emit leaving();
        m_people.lock();
    });
    connect(m_out, &QAction::triggered, this, [this] {
        emit leaving();
        m_people.signOut();
    });
    connect(m_password, &QAction::triggered, this, &PersonMenu::passwordWanted);
    connect(&people, &api::People::changed, this, &PersonMenu::readState);
    retranslate();
}

void PersonMenu::readState()
{
    const api::PeopleState state = m_people.state();
    const bool hasSignedIn = state.me && !state.me->isImplicit;
    m_password->setVisible(hasSignedIn);
    m_out->setVisible(hasSignedIn && state.needsSignIn);
    m_viewAs->menuAction()->setVisible(state.me && may(state.me->role, Permission::ViewAs));
    const int seen = state.viewsAs ? int(*state.viewsAs) : kOwnRole;
    const QList<QAction*> actions = m_roles->actions();
    for (QAction* action : actions)
        action->setChecked(action->data().toInt() == seen);
    if (!state.me) return setTitle(tr("Nobody is signed in"));
    const Role role = state.viewsAs.value_or(state.me->role);
    setTitle(hasSignedIn || state.viewsAs
                 ? tr("%1 – %2", "a person and their role").arg(state.me->name, PeopleWords::role(role))
                 : state.me->name);
}

void PersonMenu::retranslate()
{
    m_lock->setText(tr("Lock the screen"));
    m_password->setText(tr("Change password…"));
    m_viewAs->setTitle(tr("See the desk as"));
    m_out->setText(tr("Sign out"));
    const QList<QAction*> actions = m_roles->actions();
    for (QAction* action : actions) {
        const int choice = action->data().toInt();
        action->setText(choice == kOwnRole ? tr("Myself") : PeopleWords::role(Role(choice)));
    }
    readState();
}

}  // namespace tongdai
