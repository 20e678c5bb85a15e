#include "ui/live/thread/composer_edit.h"

#include "ui/common/look/text_role.h"

#include <QAbstractTextDocumentLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QTextDocument>

#include <algorithm>

namespace tongdai {
ComposerEdit::ComposerEdit(QWidget* parent) : QTextEdit(parent)
{
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(8);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            [this] { updateGeometry(); });
}

ComposerEdit::~ComposerEdit()
{
    emit ending();
}

int ComposerEdit::heightFor(int lines) const
{
    return lines * std::max(fontMetrics().lineSpacing(), lineHeightOf(font())) + int(2 * document()->documentMargin());
}

QSize ComposerEdit::sizeHint() const
{
    return {200, std::clamp(int(document()->size().height()), heightFor(m_fewestLines), heightFor(m_mostLines))};
}

void ComposerEdit::setLines(int fewest, int most)
{
    m_fewestLines = fewest;
    m_mostLines = most;
    updateGeometry();
    fitHint();
}

void ComposerEdit::setHint(const QString& words)
{
    m_hintWords = words;
    fitHint();
}

void ComposerEdit::fitHint()
{
    const int room = viewport()->width() - int(2 * document()->documentMargin()) - 2;
    setPlaceholderText(m_fewestLines > 1 ? m_hintWords : fontMetrics().elidedText(m_hintWords, Qt::ElideRight, room));
}

void ComposerEdit::resizeEvent(QResizeEvent* event)
{
    QTextEdit::resizeEvent(event);
    fitHint();
}

bool ComposerEdit::isBlank() const
{
    return !m_composing && document()->isEmpty();
}

bool ComposerEdit::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && m_composing &&
        static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape) {
        event->accept();  // the letters under composition come first, whatever the chord
        return true;
    }
    return QTextEdit::event(event);
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent* event)
{
    m_composing = !event->preeditString().isEmpty();
    QTextEdit::inputMethodEvent(event);
}

void ComposerEdit::keyPressEvent(QKeyEvent* event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_composing) {
            QTextEdit::keyPressEvent(event);
            return;
        }
        if (modifiers == Qt::ControlModifier) {
            emit sendWanted(true);
            return;
        }
        const bool shift = modifiers == Qt::ShiftModifier;
        if ((modifiers == Qt::NoModifier || shift) && shift != m_enterSends) {
            emit sendWanted(false);
            return;
        }
        if (modifiers == Qt::NoModifier || shift) {
            textCursor().insertBlock();  // a plain new line; QTextEdit would insert U+2028 for Shift+Enter
            ensureCursorVisible();
            return;
        }
    }
    if (event->key() == Qt::Key_Escape && !m_composing) {
        emit escapePressed();
        return;
    }
    if (event->key() == Qt::Key_Up && modifiers == Qt::NoModifier && isBlank()) {
        emit recallWanted();
        return;
    }
    if (event->key() == Qt::Key_End && modifiers == Qt::ControlModifier && isBlank()) {
        emit newestWanted();
        return;
    }
    QTextEdit::keyPressEvent(event);
}

void ComposerEdit::focusInEvent(QFocusEvent* event)
{
    QTextEdit::focusInEvent(event);
    emit focusChanged();
}

void ComposerEdit::focusOutEvent(QFocusEvent* event)
{
    QTextEdit::focusOutEvent(event);
    m_composing = false;  // the method has committed or dropped its letters
    emit focusChanged();
}

}  // namespace tongdai
