#include "ui/setup/setup_section.h"

#include <QBoxLayout>

namespace tongdai {

QLayout* SetupSection::pairOf(QWidget& left, QWidget& right)
{
    m_pair = new QHBoxLayout;
    m_pair->setSpacing(16);
    m_pair->addWidget(&left, 1);
    m_pair->addWidget(&right, 1);
    return m_pair;
}

void SetupSection::setTight(bool isTight)
{
    if (m_pair) m_pair->setDirection(isTight ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

}  // namespace tongdai

#include "moc_setup_section.cpp"
