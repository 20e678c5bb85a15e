#pragma once

#include <QMargins>
#include <QRect>

class QDialog;
class QWidget;

namespace tongdai {

/// Where a window stands that wants `wanted` (without its frame) on a screen with this room for windows: all of it in
/// sight, its frame too. Logical pixels.
QRect placeWithin(const QRect& room, const QMargins& frame, const QRect& wanted);
/// From now on the window is no larger than its screen has room for, and wholly in sight, whenever it comes on screen:
/// as soon as it has its frame, which a window manager puts on after a window was shown. Nothing holds it there.
void keepOnScreenWhenShown(QWidget& window);
/// The largest size for a window that is not shown yet: what its screen has room for, less a frame as that of the
/// window it belongs to, or as they usually are.
QSize mostSizeFor(const QWidget& window);
/// Opens a dialog no larger than that.
void openOnScreen(QDialog& dialog);

}  // namespace tongdai
