#pragma once

#include "engine/api/people.h"

#include <QMenu>

class QActionGroup;

namespace tongdai {

/// Who sits here, and what they may do about that: lock, sign out, another password, the desk as another role has it.
/// GUI thread.
class PersonMenu final : public QMenu {
    Q_OBJECT
public:
    PersonMenu(api::People& people, QWidget* parent);
    /// Carries Ctrl+L; the window adds it to itself.
    QAction* lockAction() const { return m_lock; }
    void retranslate();

signals:
    /// The desk is about to be left.
    void leaving();
    void passwordWanted();

private:
    void readState();

    api::People& m_people;
    QAction* m_lock;
    QAction* m_password;
    QMenu* m_viewAs;
    QActionGroup* m_roles;
    QAction* m_out;
};

}  // namespace tongdai
