#pragma once

#include "ui/common/widgets/page.h"

#include <QDialog>

class QAction;

namespace tongdai {

/// A group of keys under one heading.
struct KeyGroup {
    QString heading;
    QList<KeyLine> lines;
};

/// What the sheet says of one action; nothing for an action without a key or a text.
QList<KeyLine> keyLineOf(const QAction& action);
/// The keys of every action below `root`, in the order they were made. What the sheet shows is what is bound, so it
/// cannot go out of date.
QList<KeyLine> keysOf(const QObject& root);

/// The key sheet (Ctrl+/): all shortcuts that exist, in columns.
class KeySheet final : public QDialog {
    Q_OBJECT
public:
    KeySheet(const QList<KeyGroup>& groups, QWidget* parent = nullptr);
};

}  // namespace tongdai
