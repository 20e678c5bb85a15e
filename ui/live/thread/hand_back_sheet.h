#pragma once

#include "ui/common/look/look.h"

#include <QDialog>

class QLineEdit;

namespace tongdai {

/// Asks for a line that the bot is to know when it answers again (features C4); it may stay empty. Lives on the GUI
/// thread; deletes itself.
class HandBackSheet final : public QDialog {
    Q_OBJECT
public:
    explicit HandBackSheet(Look look, QWidget* parent = nullptr);

signals:
    void wordsGiven(QString words);

private:
    void give();

    QLineEdit* m_words;
};

}  // namespace tongdai
