#include "ui/shell/page_picture.h"

#include "ui/shell/main_window.h"

#include <QCoreApplication>

namespace tongdai {

QImage pictureOf(MainWindow& window, const QString& page, QSize size)
{
    if (!window.openPage(page)) return {};
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.setWindowState(Qt::WindowNoState);
    window.resize(size);
    window.show();
    // Layouts and first paints are posted events; nothing here waits for the engine.
    QCoreApplication::sendPostedEvents();
    // A layout that was settled while its page was hidden asks for its room in the next turn only.
    QCoreApplication::processEvents();
    return window.grab().toImage();
}

}  // namespace tongdai
