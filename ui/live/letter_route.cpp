#include "ui/live/letter_route.h"

#include "ui/live/thread/composer_edit.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace tongdai {
namespace {

/// Something to read, and no blank: Space chooses and presses.
bool isLetter(const QKeyEvent& key)
{
    if (key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) return false;
    const QList<uint> letters = key.text().toUcs4();
    return !letters.isEmpty() && QChar::isPrint(letters.front()) && !QChar::isSpace(letters.front());
}

bool isTextBox(const QWidget& widget)
{
    return qobject_cast<const QLineEdit*>(&widget) || qobject_cast<const QTextEdit*>(&widget) ||
           qobject_cast<const QPlainTextEdit*>(&widget) || qobject_cast<const QAbstractSpinBox*>(&widget);
}

/// What is pressed with the keys an input method may keep for itself.
bool isPressed(const QWidget& widget)
{
    return qobject_cast<const QAbstractButton*>(&widget) || qobject_cast<const QComboBox*>(&widget);
}

}  // namespace

LetterRoute::LetterRoute(QWidget& page, ComposerEdit& box, QObject* parent) : QObject(parent), m_page(page), m_box(&box)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { follow(now); });
    m_box->installEventFilter(this);
    connect(m_box, &ComposerEdit::ending, this, [this] {
        letGo();
        m_box = nullptr;
    });
}

void LetterRoute::follow(QWidget* focus)
{
    letGo();
    if (!focus || focus == m_box || !m_page.isAncestorOf(focus) || isTextBox(*focus)) return;
    m_watched = focus;
    m_hadInputMethod = focus->testAttribute(Qt::WA_InputMethodEnabled);
    focus->installEventFilter(this);
    if (!isPressed(*focus)) focus->setAttribute(Qt::WA_InputMethodEnabled);
}

void LetterRoute::letGo()
{
    if (!m_watched) return;
    if (m_box && m_box->isComposing() && !m_box->hasFocus()) {  // dropped by a method whose window was left
        QInputMethodEvent nothing;
        QCoreApplication::sendEvent(m_box, &nothing);
    }
    m_watched->removeEventFilter(this);
    m_watched->setAttribute(Qt::WA_InputMethodEnabled, m_hadInputMethod);
    m_watched.clear();
}

bool LetterRoute::canWrite() const
{
    return m_box && m_box->isVisible() && m_box->isEnabled();
}

bool LetterRoute::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_box) {
        // A conversation was opened or closed beside the list: from now on a method may write, or may not.
        const bool isOther =
            event->type() == QEvent::EnabledChange || event->type() == QEvent::Show || event->type() == QEvent::Hide;
        if (isOther && m_watched) QGuiApplication::inputMethod()->update(Qt::ImEnabled);
        return QObject::eventFilter(watched, event);
    }
    switch (event->type()) {
        case QEvent::ShortcutOverride:
            if (!m_box->isComposing()) break;
            QCoreApplication::sendEvent(m_box, event);
            return true;
        case QEvent::KeyPress:
            if (takeKey(*static_cast<QKeyEvent*>(event), event)) return true;
            break;
        case QEvent::InputMethod: return takeComposition(static_cast<QInputMethodEvent*>(event));
        case QEvent::InputMethodQuery:
            if (answer(*static_cast<QInputMethodQueryEvent*>(event))) return true;
            break;
        default: break;
    }
    return QObject::eventFilter(watched, event);
}

bool LetterRoute::takeKey(const QKeyEvent& key, QEvent* event)
{
    if (!m_box->isComposing() && !isLetter(key)) return false;
    if (canWrite()) {
        if (!m_box->isComposing()) m_box->setFocus(Qt::OtherFocusReason);
        QCoreApplication::sendEvent(m_box, event);
    }
    event->accept();
    return true;  // nor does anything search by it where there is no box
}

bool LetterRoute::takeComposition(QInputMethodEvent* event)
{
    // While letters are being composed the method would commit them half-way if the focus left it.
    const bool isWhole = !event->commitString().isEmpty();
    if (canWrite()) QCoreApplication::sendEvent(m_box, event);
    if (canWrite() && isWhole) m_box->setFocus(Qt::OtherFocusReason);
    event->accept();
    return true;
}

/// The method is told of the box, where its letters stand, in the coordinates of whatever has the focus.
bool LetterRoute::answer(QInputMethodQueryEvent& query)
{
    if (!m_watched || isPressed(*m_watched)) return false;
    if (canWrite()) QCoreApplication::sendEvent(m_box, &query);
    if (query.queries() & Qt::ImEnabled) query.setValue(Qt::ImEnabled, canWrite());
    const QPointF offset = m_box->mapTo(m_box->window(), QPointF()) - m_watched->mapTo(m_watched->window(), QPointF());
    for (const Qt::InputMethodQuery rectangle : {Qt::ImCursorRectangle, Qt::ImAnchorRectangle}) {
        if (canWrite() && query.queries() & rectangle)
            query.setValue(rectangle, query.value(rectangle).toRectF().translated(offset));
    }
    query.accept();
    return true;
}

}  // namespace tongdai
