#include "ui/common/window_place.h"

#include <QDialog>
#include <QScreen>
#include <QWidget>
#include <QWindow>

#include <algorithm>

namespace tongdai {

namespace {

// What window managers put around a window, before it is known: measured on GNOME (37), KDE (30) and Xfce (28).
constexpr QMargins kUsualFrame(2, 37, 2, 2);

}  // namespace

QRect placeWithin(const QRect& room, const QMargins& frame, const QRect& wanted)
{
    const QRect inside = room.marginsRemoved(frame);
    const QSize size = wanted.size().boundedTo(inside.size());
    const int x = std::clamp(wanted.x(), inside.left(), inside.left() + inside.width() - size.width());
    const int y = std::clamp(wanted.y(), inside.top(), inside.top() + inside.height() - size.height());
    return {QPoint(x, y), size};
}

void keepOnScreen(QWidget& window)
{
    const QScreen* screen = window.screen();
    if (!screen || !window.windowHandle()) return;
    if (window.windowState() & (Qt::WindowFullScreen | Qt::WindowMaximized)) return;
    const QRect now = window.geometry();
    const QRect place = placeWithin(screen->availableGeometry(), window.windowHandle()->frameMargins(), now);
    if (place != now) window.setGeometry(place);
}

QSize mostSizeFor(const QWidget& window)
{
    const QScreen* screen = window.screen();
    if (!screen) return {1366, 731};
    return screen->availableSize().shrunkBy(kUsualFrame);
}

void openOnScreen(QDialog& dialog)
{
    dialog.ensurePolished();
    dialog.resize(dialog.size().expandedTo(dialog.sizeHint()).boundedTo(mostSizeFor(dialog)));
    dialog.open();
}

}  // namespace tongdai
