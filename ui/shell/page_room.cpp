#include "ui/shell/page_room.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScrollBar>

namespace tongdai {

PageRoom::PageRoom(QWidget& pages, QWidget* parent) : QScrollArea(parent)
{
    setObjectName(QStringLiteral("pageRoom"));
    setWidget(&pages);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        const bool scrolls = verticalScrollBar()->maximum() > 0 || horizontalScrollBar()->maximum() > 0;
        if (scrolls && now && widget()->isAncestorOf(now)) ensureWidgetVisible(now, 8, 8);
    });
}

/// What has the focus loses it when it is destroyed, and by then this is no scroll area any more.
PageRoom::~PageRoom()
{
    disconnect(qApp, nullptr, this, nullptr);
}

QSize PageRoom::sizeHint() const
{
    return widget()->sizeHint();
}

/// Keys that a page has no use for are the window's, not this room's.
void PageRoom::keyPressEvent(QKeyEvent* event)
{
    event->ignore();
}

}  // namespace tongdai
