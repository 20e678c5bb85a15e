#pragma once

#include <QMargins>
#include <QRect>

class QDialog;
class QWidget;

namespace tongdai {

/// Where a window stands that wants `wanted` (without its frame) on a screen with this room for windows: all of it in
/// sight, its frame too. Logical pixels.
QRect placeWithin(const QRect& room, const QMargins& frame, const QRect& wanted);
/// Makes a window that is shown no larger than its screen has room for, and moves it into sight.
void keepOnScreen(QWidget& window);
/// The largest size for a window that is not shown yet: what its screen has room for, less a title bar.
QSize mostSizeFor(const QWidget& window);
/// Opens a dialog no larger than that.
void openOnScreen(QDialog& dialog);

}  // namespace tongdai
