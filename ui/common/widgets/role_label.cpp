#include "ui/common/widgets/role_label.h"

#include <QApplication>
#include <QEvent>

namespace tongdai {

RoleLabel::RoleLabel(TextRole text, ColorRole color, QWidget* parent) : QLabel(parent), m_text(text), m_color(color)
{
    dress();
}

void RoleLabel::setColorRole(ColorRole color)
{
    if (color == m_color) return;
    m_color = color;
    dress();
}

void RoleLabel::setTextRole(TextRole text)
{
    if (text == m_text) return;
    m_text = text;
    dress();
}

bool RoleLabel::event(QEvent* event)
{
    // Sent by Theme to every widget. FontChange would not come: this label's size is its own.
    if (event->type() == QEvent::ApplicationFontChange) dress();
    return QLabel::event(event);
}

void RoleLabel::dress()
{
    setFont(fontOf(QApplication::font(), m_text));
    QPalette own;
    own.setColor(QPalette::WindowText, colorOf(QGuiApplication::palette(), m_color));
    setPalette(own);
}

}  // namespace tongdai
