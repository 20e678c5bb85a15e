#include "ui/common/shared_place.h"

#include <QEvent>

#include <algorithm>

namespace tongdai {

SharedPlace::SharedPlace(QWidget& first, QWidget& second, QWidget* parent)
    : QWidget(parent), m_first(first), m_second(second)
{
    first.setParent(this);
    second.setParent(this);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    showSecond(false);
}

void SharedPlace::showSecond(bool isSecond)
{
    m_first.setVisible(!isSecond);
    m_second.setVisible(isSecond);
}

int SharedPlace::heightForWidth(int width) const
{
    return std::max(m_first.heightForWidth(width), m_second.heightForWidth(width));
}

QSize SharedPlace::sizeHint() const
{
    const int width = std::max(m_first.sizeHint().width(), m_second.sizeHint().width());
    return {width, heightForWidth(width)};
}

QSize SharedPlace::minimumSizeHint() const
{
    return {std::max(m_first.minimumSizeHint().width(), m_second.minimumSizeHint().width()), 0};
}

bool SharedPlace::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) updateGeometry();
    return QWidget::event(event);
}

void SharedPlace::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    for (QWidget* widget : {&m_first, &m_second})
        widget->setGeometry(0, 0, width(), std::min(height(), widget->heightForWidth(width())));
}

}  // namespace tongdai
