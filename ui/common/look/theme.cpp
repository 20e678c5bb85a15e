#include "ui/common/look/theme.h"

#include "ui/common/look/console_style.h"
#include "ui/common/look/system_scheme.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>

namespace tongdai {

namespace {

int grown(int height, int percent)
{
    return (height * percent + 50) / 100;
}

}  // namespace

Theme::Theme(SystemScheme& system, QObject* parent) : QObject(parent), m_system(system)
{
    connect(&system, &SystemScheme::changed, this, [this] {
        if (m_choice == SchemeChoice::FollowSystem) apply();
    });
}

void Theme::install()
{
    m_installed = true;
    QApplication::setStyle(new ConsoleStyle);  // the application owns its style
    apply();
}

void Theme::setChoice(SchemeChoice choice)
{
    if (choice == m_choice) return;
    m_choice = choice;
    apply();
}

void Theme::setTextScale(int percent)
{
    const int clamped = std::clamp(percent, kMinTextScale, kMaxTextScale);
    if (clamped == m_textScale) return;
    m_textScale = clamped;
    apply();
}

void Theme::setDensity(Density density)
{
    if (density == m_density) return;
    m_density = density;
    emit changed();
}

Scheme Theme::scheme() const
{
    switch (m_choice) {
        case SchemeChoice::Light: return Scheme::Light;
        case SchemeChoice::Dark: return Scheme::Dark;
        case SchemeChoice::HighContrast: return Scheme::HighContrast;
        case SchemeChoice::FollowSystem: break;
    }
    return m_system.current();
}

QFont Theme::font(TextRole role) const
{
    return fontOf(applicationFont(m_textScale), role);
}

int Theme::conversationRowHeight() const
{
    constexpr int kHeights[] = {40, 60, 72};
    return grown(kHeights[int(m_density)], m_textScale);
}

int Theme::tableRowHeight() const
{
    constexpr int kHeights[] = {22, 26, 32};
    return grown(kHeights[int(m_density)], m_textScale);
}

void Theme::apply()
{
    if (m_installed) {
        QApplication::setPalette(paletteOf(scheme()));
        QApplication::setFont(applicationFont(m_textScale));
        // Qt tells only the application; widgets with a size of their own (RoleLabel) must hear it too.
        const QWidgetList widgets = QApplication::allWidgets();
        for (QWidget* widget : widgets) {
            QEvent dress(QEvent::ApplicationFontChange);
            QCoreApplication::sendEvent(widget, &dress);
        }
    }
    emit changed();
}

}  // namespace tongdai
