#include "ui/common/widgets/empty_state.h"

#include "ui/common/look/console_style.h"
#include "ui/common/widgets/role_label.h"

#include <QBoxLayout>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      m_sentence(new RoleLabel(TextRole::Thread, ColorRole::SecondaryText)),
      m_action(new QPushButton),
      m_second(new QPushButton)
{
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setTextFormat(Qt::PlainText);
    m_action->hide();
    m_second->hide();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionChosen);
    connect(m_second, &QPushButton::clicked, this, &EmptyState::secondActionChosen);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 8, 24, 8);
    column->setSpacing(10);
    column->addStretch(2);
    column->addWidget(m_sentence);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addWidget(m_second, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void EmptyState::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
}

QString EmptyState::sentence() const
{
    return m_sentence->text();
}

void EmptyState::setAction(const QString& words, const QString& key)
{
    m_action->setText(key.isEmpty() ? words : u"%1  (%2)"_s.arg(words, key));
    m_action->setVisible(!words.isEmpty());
}

void EmptyState::setSecondAction(const QString& words)
{
    m_second->setText(words);
    m_second->setVisible(!words.isEmpty());
    markPrimary(*m_action, !words.isEmpty());  // of two, the one that goes on is seen first
}

}  // namespace tongdai
