#pragma once

#include <QPushButton>

namespace tongdai {

/// A button that names its key beside its words where there is room, and behind a hover where there is not. Lives on
/// the GUI thread.
class KeyButton final : public QPushButton {
    Q_OBJECT
public:
    explicit KeyButton(QWidget* parent = nullptr);
    /// Both as a person reads them: "Take", "F2".
    void setWords(const QString& words, const QString& key);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QString both() const;
    QSize sizeFor(const QString& text) const;
    void fit();

    QString m_words;
    QString m_key;
};

}  // namespace tongdai
