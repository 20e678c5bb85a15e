#include "ui/live/list/list_hold.h"

#include <QAbstractItemView>
#include <QCursor>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QScrollBar>

namespace tongdai {

ListHold::ListHold(QAbstractItemView& list, QObject* parent) : QObject(parent), m_list(list), m_still(this)
{
    m_still.setSingleShot(true);
    m_still.setInterval(kStillness);
    connect(&m_still, &QTimer::timeout, this, &ListHold::update);
    watch(list);
    watch(*list.viewport());
    watch(*list.verticalScrollBar());
}

void ListHold::watch(QWidget& part)
{
    part.installEventFilter(this);
}

bool ListHold::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
        case QEvent::Show: m_pointer = QCursor::pos(); break;
        case QEvent::Enter:
        case QEvent::MouseMove: {
            m_pointerInside = true;
            // The same place again is the list coming, or the window moving, under a pointer that rests.
            const QPoint pointer = event->type() == QEvent::Enter
                                       ? QCursor::pos()
                                       : static_cast<QMouseEvent*>(event)->globalPosition().toPoint();
            if (std::exchange(m_pointer, pointer) != pointer) noteUse();
            break;
        }
        case QEvent::Wheel:
        case QEvent::MouseButtonPress:
        case QEvent::MouseButtonRelease:
        case QEvent::KeyPress:
        case QEvent::FocusIn: noteUse(); break;
        case QEvent::Leave: m_pointerInside = false; [[fallthrough]];
        case QEvent::FocusOut:
            // Not yet: the pointer may only have gone on to another part.
            QMetaObject::invokeMethod(this, &ListHold::update, Qt::QueuedConnection);
            break;
        default: break;
    }
    return QObject::eventFilter(watched, event);
}

void ListHold::noteUse()
{
    m_still.start();
    setHeld(true);
}

void ListHold::update()
{
    // A button that is held down goes on to mean what lay under it.
    if (!m_still.isActive() && m_isHeld && QGuiApplication::mouseButtons() != Qt::NoButton) m_still.start();
    setHeld(m_still.isActive() && (m_pointerInside || m_list.hasFocus()));
}

void ListHold::setHeld(bool isHeld)
{
    if (std::exchange(m_isHeld, isHeld) != isHeld) emit heldChanged(isHeld);
}

}  // namespace tongdai
