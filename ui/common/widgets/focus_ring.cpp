#include "ui/common/widgets/focus_ring.h"

#include "ui/common/look/color_role.h"

#include <QAbstractScrollArea>
#include <QFocusEvent>
#include <QPainter>

namespace tongdai {

using namespace Qt::StringLiterals;

FocusRing::FocusRing(QAbstractScrollArea& area, std::function<bool()> isNeeded)
    : QWidget(&area), m_area(area), m_isNeeded(std::move(isNeeded))
{
    setObjectName(u"focusRing"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    area.installEventFilter(this);
    setGeometry(area.rect());
    hide();
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
        case QEvent::FocusIn: follow(static_cast<QFocusEvent*>(event)->reason()); break;
        case QEvent::FocusOut: hide(); break;
        case QEvent::Resize: setGeometry(m_area.rect()); break;
        default: break;
    }
    return QWidget::eventFilter(watched, event);
}

void FocusRing::follow(Qt::FocusReason reason)
{
    // The window comes back, or a menu closes: as it was.
    const bool isReturn = reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason;
    if (!isReturn)
        m_byKeyboard =
            reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
    setVisible(m_byKeyboard);
    raise();
}

void FocusRing::paintEvent(QPaintEvent*)
{
    if (m_isNeeded && !m_isNeeded()) return;
    QPainter painter(this);
    painter.setPen(QPen(colorOf(palette(), ColorRole::Accent), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

}  // namespace tongdai
