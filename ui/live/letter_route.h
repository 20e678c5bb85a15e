#pragma once

#include <QObject>
#include <QPointer>

class QInputMethodEvent;
class QInputMethodQueryEvent;
class QKeyEvent;
class QWidget;

namespace tongdai {

class ComposerEdit;

/// Letters typed anywhere on a page go to its reply box, those of an input method included; only boxes of text keep
/// theirs. A list that searches by letter would open other conversations with the letters of a sentence, and its end
/// would stand in a stranger's box. The focus goes along with the first letter, not before. Lives on the GUI thread.
class LetterRoute final : public QObject {
    Q_OBJECT
public:
    LetterRoute(QWidget& page, ComposerEdit& box, QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow(QWidget* focus);
    void letGo();
    bool canWrite() const;
    bool takeKey(const QKeyEvent& key, QEvent* event);
    bool takeComposition(QInputMethodEvent* event);
    bool answer(QInputMethodQueryEvent& query);

    QWidget& m_page;
    ComposerEdit* m_box;          ///< null while the page falls apart, when focus still moves
    QPointer<QWidget> m_watched;  ///< has the focus, and no use for letters
    bool m_hadInputMethod = false;
};

}  // namespace tongdai
