#pragma once

#include <QString>

class QFileDialog;
class QWidget;

namespace tongdai {

/// Asks where a backup goes. `name`: proposed, without its folder. Deletes itself when it is closed.
QFileDialog* newBackupDialog(QWidget& parent, const QString& name);
/// Asks which backup is meant.
QFileDialog* oldBackupDialog(QWidget& parent);
/// Asks which file of another system's history is meant.
QFileDialog* foreignHistoryDialog(QWidget& parent);

}  // namespace tongdai
