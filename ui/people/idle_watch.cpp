#include "ui/people/idle_watch.h"

#include <QCoreApplication>
#include <QEvent>

namespace tongdai {

IdleWatch::IdleWatch(api::People& people, QObject* parent) : QObject(parent), m_people(people), m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_people.lock(); });
    connect(&people, &api::People::changed, this, &IdleWatch::readState);
    QCoreApplication::instance()->installEventFilter(this);
    readState();
}

void IdleWatch::readState()
{
    const api::PeopleState state = m_people.state();
    const bool isWatched = state.me && !state.me->isImplicit && !state.isLocked && state.lockAfter.count() > 0;
    if (!isWatched) return m_timer.stop();
    m_timer.start(state.lockAfter);
}

bool IdleWatch::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
        case QEvent::KeyPress:
        case QEvent::MouseMove:
        case QEvent::MouseButtonPress:
        case QEvent::Wheel:
        case QEvent::TouchBegin:
            if (m_timer.isActive()) m_timer.start();
            break;
        default: break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace tongdai
