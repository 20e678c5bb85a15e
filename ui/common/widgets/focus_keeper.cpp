#include "ui/common/widgets/focus_keeper.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace tongdai {

FocusKeeper::FocusKeeper(QWidget& window, QObject* parent) : QObject(parent), m_window(window)
{
    connect(qApp, &QApplication::focusChanged, this, &FocusKeeper::follow);
}

void FocusKeeper::follow(QWidget* before, QWidget* now)
{
    if (now == m_place && now) return;
    letGo();
    const bool isOurs = before && now && m_window.isAncestorOf(before) && m_window.isAncestorOf(now);
    // Whoever goes on by key or mouse leaves a control that is there.
    if (!isOurs || (before->isEnabled() && before->isVisible())) return;
    QWidget* place = before->parentWidget();
    while (place && place != &m_window && !(place->isEnabled() && place->isVisible()))
        place = place->parentWidget();
    if (!place || place == &m_window) return;  // a page went as a whole
    m_gone = before;
    m_place = place;
    before->installEventFilter(this);
    place->setFocus(Qt::OtherFocusReason);
}

void FocusKeeper::letGo()
{
    if (m_gone) m_gone->removeEventFilter(this);
    m_gone.clear();
    m_place.clear();
}

bool FocusKeeper::eventFilter(QObject* watched, QEvent* event)
{
    const bool isBack = event->type() == QEvent::EnabledChange || event->type() == QEvent::Show;
    if (watched == m_gone && isBack && m_gone->isEnabled() && m_gone->isVisible() && m_place && m_place->hasFocus())
        m_gone->setFocus(Qt::OtherFocusReason);
    return QObject::eventFilter(watched, event);
}

}  // namespace tongdai
