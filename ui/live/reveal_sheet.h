#pragma once

#include "ui/common/look/look.h"

#include <QDialog>

class QLineEdit;

namespace tongdai {

/// Asks why a line's telephone, card and identity numbers are to be shown (features F11): without a reason nothing is.
/// Lives on the GUI thread; deletes itself.
class RevealSheet final : public QDialog {
    Q_OBJECT
public:
    /// `line`: as it is shown now, with dots.
    RevealSheet(const QString& line, Look look, QWidget* parent = nullptr);

signals:
    void reasonGiven(QString reason);

private:
    void give();

    QLineEdit* m_reason;
};

}  // namespace tongdai
