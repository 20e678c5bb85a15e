#include "ui/setup/setup_section.h"

#include <QBoxLayout>
#include <QEvent>

namespace tongdai {

namespace {

constexpr int kCardMargins = 40;  // both sides of a card, with its frame

}  // namespace

QLayout* SetupSection::pairOf(QWidget& left, QWidget& right)
{
    m_pair = new QHBoxLayout;
    m_pair->setSpacing(16);
    m_pair->addWidget(&left, 1);
    m_pair->addWidget(&right, 1);
    return m_pair;
}

QLayout* SetupSection::rowOf(const QList<QWidget*>& buttons)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    for (QWidget* button : buttons)
        row->addWidget(button);
    row->addStretch(1);
    m_rows << row;
    return row;
}

void SetupSection::setTight(bool isTight, int room)
{
    if (m_pair) m_pair->setDirection(isTight ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_room = room;
    fitRows();
}

/// Also after their words have changed.
void SetupSection::fitRows()
{
    for (QBoxLayout* row : m_rows) {
        int needed = kCardMargins;
        for (int i = 0; i < row->count(); ++i) {
            const QWidget* button = row->itemAt(i)->widget();
            if (button && !button->isHidden()) needed += button->sizeHint().width() + row->spacing();
        }
        row->setDirection(needed > m_room ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    }
}

bool SetupSection::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) fitRows();
    return QWidget::event(event);
}

}  // namespace tongdai

#include "moc_setup_section.cpp"
