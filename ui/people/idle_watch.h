#pragma once

#include "engine/api/people.h"

#include <QTimer>

namespace tongdai {

/// Locks the desk when nobody has touched a key or the mouse for as long as the engine says; only where somebody has
/// signed in. GUI thread.
class IdleWatch final : public QObject {
    Q_OBJECT
public:
    IdleWatch(api::People& people, QObject* parent);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void readState();

    api::People& m_people;
    QTimer m_timer;
};

}  // namespace tongdai
