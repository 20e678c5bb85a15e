#include "ui/common/widgets/card.h"

#include "ui/common/widgets/role_label.h"

#include <QPainter>

namespace tongdai {

Card::Card(QWidget* parent)
    : QWidget(parent), m_heading(new RoleLabel(TextRole::Title)), m_top(new QHBoxLayout), m_content(new QVBoxLayout)
{
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 12, 16, 16);
    rows->setSpacing(10);
    m_top->addWidget(m_heading, 1);
    rows->addLayout(m_top);
    rows->addLayout(m_content);
    m_content->setSpacing(8);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);  // not Maximum: words that wrap need more
}

void Card::setHeading(const QString& heading)
{
    m_heading->setText(heading);
    setAccessibleName(heading);
}

void Card::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colorOf(palette(), ColorRole::Separator));
    painter.setBrush(colorOf(palette(), ColorRole::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

}  // namespace tongdai
