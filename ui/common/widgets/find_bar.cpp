#include "ui/common/widgets/find_bar.h"

#include "ui/common/widgets/glyph_button.h"
#include "ui/common/widgets/role_label.h"

#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxLetters = 500;

}  // namespace

FindBar::FindBar(const QString& name, QWidget* parent)
    : QWidget(parent),
      m_box(new QLineEdit),
      m_count(new RoleLabel(TextRole::Small, ColorRole::SecondaryText)),
      m_older(new GlyphButton(Glyph::Up)),
      m_newer(new GlyphButton(Glyph::Down)),
      m_close(new GlyphButton(Glyph::Cross))
{
    m_box->setObjectName(name);
    m_box->setClearButtonEnabled(true);
    m_box->setMaxLength(kMaxLetters);
    m_box->installEventFilter(this);
    m_count->setObjectName(name + u"Count"_s);
    m_older->setObjectName(name + u"Older"_s);
    m_newer->setObjectName(name + u"Newer"_s);
    m_close->setObjectName(name + u"Close"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(4);
    row->addWidget(m_box, 1);
    row->addSpacing(4);
    row->addWidget(m_count);
    for (QWidget* button : {m_older, m_newer, m_close})
        row->addWidget(button);
    connect(m_box, &QLineEdit::textChanged, this, &FindBar::textChanged);
    connect(m_older, &QAbstractButton::clicked, this, [this] { emit stepWanted(1); });
    connect(m_newer, &QAbstractButton::clicked, this, [this] { emit stepWanted(-1); });
    connect(m_close, &QAbstractButton::clicked, this, &FindBar::closeWanted);
    hide();
    retranslate();
}

QString FindBar::text() const
{
    return m_box->text();
}

void FindBar::focusBox()
{
    m_box->setFocus(Qt::ShortcutFocusReason);
    m_box->selectAll();
}

void FindBar::setCount(const QString& words)
{
    m_count->setText(words);
    m_box->setAccessibleDescription(words);
}

bool FindBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_box && event->type() == QEvent::KeyPress) {
        const auto* pressed = static_cast<QKeyEvent*>(event);
        if (takeKey(pressed->key(), pressed->modifiers() & ~Qt::KeypadModifier)) return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool FindBar::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (key == Qt::Key_Escape && modifiers == Qt::NoModifier) {
        emit closeWanted();
    } else if ((isEnter || key == Qt::Key_Up) && modifiers == Qt::NoModifier) {
        emit stepWanted(1);
    } else if ((isEnter && modifiers == Qt::ShiftModifier) || (key == Qt::Key_Down && modifiers == Qt::NoModifier)) {
        emit stepWanted(-1);
    } else {
        return false;
    }
    return true;
}

/// From its buttons as from its field.
void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier)
        emit closeWanted();
    else
        QWidget::keyPressEvent(event);
}

void FindBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void FindBar::retranslate()
{
    m_box->setPlaceholderText(tr("Find in this conversation"));
    m_box->setAccessibleName(tr("Find in this conversation"));
    m_box->setToolTip(tr("Enter: older, Shift+Enter: newer"));
    m_older->setWords(tr("Older (F3)"));
    m_newer->setWords(tr("Newer (Shift+F3)"));
    m_close->setWords(tr("Close (Esc)"));
}

}  // namespace tongdai
