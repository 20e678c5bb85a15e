#pragma once

#include <QDialog>

class QDialogButtonBox;

namespace tongdai {

/// A question before something ends: a heading, what it means line by line, and the ways out. Esc does nothing else
/// than close the question.
class ClosingSheet final : public QDialog {
    Q_OBJECT
public:
    ClosingSheet(const QString& heading, const QStringList& lines, QWidget* parent = nullptr);

    /// The answer Enter gives comes first. `run` is called after the sheet has closed.
    void addAnswer(const QString& objectName, const QString& words, const std::function<void()>& run);
    void addStay(const QString& words);
    QSize sizeHint() const override;

private:
    QDialogButtonBox* m_buttons;
    bool m_hasDefault = false;
};

}  // namespace tongdai
