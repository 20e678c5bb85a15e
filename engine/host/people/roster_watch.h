#pragma once

#include "engine/domain/ports/store/people_store.h"

#include <QObject>
#include <QTimer>

namespace tongdai {

/// Who may sit at the desk, as the store has it now: read at the start and after every change; where other engines
/// share the store its version is looked at twice a second, so that whoever is disabled there is out here within one
/// (security S15). Engine loop; its coroutines end when the store is closed, which must be before its end.
class RosterWatch final : public QObject {
    Q_OBJECT
public:
    RosterWatch(ports::PeopleStore& store, bool isShared);

    void start() { m_poll.start(); }
    void stop() { m_poll.stop(); }
    /// Never throws: a store that is away is asked again.
    QCoro::Task<void> readNow();
    const Roster& roster() const { return m_roster; }

signals:
    void read(tongdai::Roster roster);

private:
    QCoro::Task<void> look();

    ports::PeopleStore& m_store;
    bool m_isShared;
    bool m_isKnown = false;
    bool m_isLooking = false;
    Roster m_roster;
    QTimer m_poll;
};

}  // namespace tongdai
