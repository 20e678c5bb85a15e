#include "ui/common/window_place.h"

#include <QDialog>
#include <QEvent>
#include <QScreen>
#include <QWidget>
#include <QWindow>

#include <algorithm>
#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

// What window managers put around a window, before it is known: measured on GNOME (37), KDE (30) and Xfce (28).
constexpr QMargins kUsualFrame(2, 37, 2, 2);
constexpr auto kArrival = "arrival"_L1;

void keepOnScreen(QWidget& window)
{
    const QScreen* screen = window.screen();
    if (!screen || !window.windowHandle()) return;
    if (window.windowState() & (Qt::WindowFullScreen | Qt::WindowMaximized | Qt::WindowMinimized)) return;
    const QRect now = window.geometry();
    const QRect place = placeWithin(screen->availableGeometry(), window.windowHandle()->frameMargins(), now);
    if (place != now) window.setGeometry(place);
}

/// Waits for the first picture of a window each time it was shown: by then it has its frame.
class Arrival final : public QObject {
public:
    explicit Arrival(QWidget& window) : QObject(&window), m_window(window)
    {
        setObjectName(kArrival);
        window.installEventFilter(this);
    }

private:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const bool isShown = watched == &m_window && event->type() == QEvent::Show && !event->spontaneous();
        if (isShown && m_window.windowHandle()) {
            m_isAwaited = true;
            m_window.windowHandle()->installEventFilter(this);
        }
        const bool isSeen = watched == m_window.windowHandle() && event->type() == QEvent::Expose;
        if (isSeen && m_window.windowHandle()->isExposed() && std::exchange(m_isAwaited, false)) {
            QMetaObject::invokeMethod(
                this, [this] { keepOnScreen(m_window); }, Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }

    QWidget& m_window;
    bool m_isAwaited = false;
};

}  // namespace

QRect placeWithin(const QRect& room, const QMargins& frame, const QRect& wanted)
{
    const QRect inside = room.marginsRemoved(frame);
    const QSize size = wanted.size().boundedTo(inside.size());
    const int x = std::clamp(wanted.x(), inside.left(), inside.left() + inside.width() - size.width());
    const int y = std::clamp(wanted.y(), inside.top(), inside.top() + inside.height() - size.height());
    return {QPoint(x, y), size};
}

void keepOnScreenWhenShown(QWidget& window)
{
    if (!window.findChild<QObject*>(kArrival, Qt::FindDirectChildrenOnly)) new Arrival(window);
}

QSize mostSizeFor(const QWidget& window)
{
    const QScreen* screen = window.screen();
    if (!screen) return {1366, 731};
    const QWidget* parent = window.parentWidget() ? window.parentWidget()->window() : nullptr;
    const QMargins known = parent && parent->windowHandle() ? parent->windowHandle()->frameMargins() : QMargins();
    return screen->availableSize().shrunkBy(known.isNull() ? kUsualFrame : known);
}

void openOnScreen(QDialog& dialog)
{
    keepOnScreenWhenShown(dialog);
    dialog.ensurePolished();
    dialog.resize(dialog.size().expandedTo(dialog.sizeHint()).boundedTo(mostSizeFor(dialog)));
    dialog.open();
}

}  // namespace tongdai
