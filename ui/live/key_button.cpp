#include "ui/live/key_button.h"

#include <QStyleOptionButton>

namespace tongdai {

using namespace Qt::StringLiterals;

KeyButton::KeyButton(QWidget* parent) : QPushButton(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);  // may shrink to its words
}

void KeyButton::setWords(const QString& words, const QString& key)
{
    m_words = words;
    m_key = key;
    setToolTip(u"%1 (%2)"_s.arg(words, key));
    setAccessibleName(words);
    fit();
    updateGeometry();
}

QString KeyButton::both() const
{
    return m_key.isEmpty() ? m_words : m_words + u"  "_s + m_key;
}

QSize KeyButton::sizeFor(const QString& text) const
{
    ensurePolished();
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();  // the style gives short words more width than they need
    const QSize words = fontMetrics().size(Qt::TextShowMnemonic, text);
    return style()->sizeFromContents(QStyle::CT_PushButton, &option, words, this);
}

QSize KeyButton::sizeHint() const
{
    return sizeFor(both());
}

QSize KeyButton::minimumSizeHint() const
{
    return sizeFor(m_words);
}

void KeyButton::fit()
{
    setText(width() >= sizeHint().width() ? both() : m_words);
}

void KeyButton::resizeEvent(QResizeEvent* event)
{
    QPushButton::resizeEvent(event);
    fit();
}

}  // namespace tongdai
