#pragma once

#include <QTextEdit>

namespace tongdai {

/// The box an operator writes in: plain text, and safe with input methods. While a method has un-committed letters,
/// Enter only commits them and no shortcut but Esc fires (features B2, K3). Lives on the GUI thread.
class ComposerEdit final : public QTextEdit {
    Q_OBJECT
public:
    explicit ComposerEdit(QWidget* parent = nullptr);
    ~ComposerEdit() override;
    /// False: Enter breaks the line and Shift+Enter sends.
    void setEnterSends(bool enterSends) { m_enterSends = enterSends; }
    /// How tall it is when there is little in it, and how tall it grows.
    void setLines(int fewest, int most);
    /// What stands in an empty box: as much of it as its line holds where it has but one.
    void setHint(const QString& words);
    bool enterSends() const { return m_enterSends; }
    bool isComposing() const { return m_composing; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, heightFor(m_fewestLines)}; }

signals:
    void sendWanted(bool andClose);
    void recallWanted();  ///< ↑ in an empty box
    void newestWanted();  ///< Ctrl+End in an empty box
    void escapePressed();
    void focusChanged();
    void ending();  ///< from its destructor, while it still is one: focus goes on moving behind it

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int heightFor(int lines) const;
    bool isBlank() const;
    void fitHint();

    QString m_hintWords;
    int m_fewestLines = 2;
    int m_mostLines = 8;
    bool m_enterSends = true;
    bool m_composing = false;
};

}  // namespace tongdai
