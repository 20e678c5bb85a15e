#pragma once

#include <QImage>
#include <QString>

namespace tongdai {

class MainWindow;

/// The window as it looks with `page` open, drawn without showing it (design §9, --screenshot). Theme and language
/// are those the window was made with; whoever calls has let the data arrive. A page that does not exist gives a
/// null image. Lives on the GUI thread.
QImage pictureOf(MainWindow& window, const QString& page, QSize size);

}  // namespace tongdai
