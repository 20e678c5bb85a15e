#include "ui/shell/system_tray.h"

#include "ui/common/look/color_role.h"

#include <QApplication>
#include <QPainter>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

void paintCount(QPainter& painter, int size, int count)
{
    const QString words = count > 99 ? u"99+"_s : QString::number(count);
    const qreal height = size * 0.62;
    const qreal width = words.size() == 1 ? height : size * 0.9;
    const QRectF badge(size - width, size - height, width, height);
    painter.setPen(Qt::NoPen);
    // On a panel of any colour: our own amber with dark figures, whatever the theme of the window.
    painter.setBrush(QColor(0xFF, 0xB3, 0x00));
    painter.drawRoundedRect(badge, height / 2, height / 2);
    QFont font = QApplication::font();
    font.setBold(true);
    font.setPixelSize(qRound(words.size() > 2 ? height * 0.56 : height * 0.8));
    painter.setFont(font);
    painter.setPen(QColor(0x1A, 0x1A, 0x1A));
    painter.drawText(badge, Qt::AlignCenter, words);
}

QPixmap trayPixmap(const TrayState& state, int size)
{
    const QIcon::Mode mode = state.level == TrayState::Level::Ok ? QIcon::Normal : QIcon::Disabled;
    QPixmap pixmap = QIcon(u":/icons/tongdai.svg"_s).pixmap(QSize(size, size), 1.0, mode);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    if (state.level == TrayState::Level::Down) {
        painter.setPen(QPen(Qt::white, size / 16.0));
        painter.setBrush(colorOf(Scheme::Light, ColorRole::Danger));
        painter.drawEllipse(QRectF(size * 0.56, size * 0.04, size * 0.4, size * 0.4));
    }
    if (state.waiting > 0) paintCount(painter, size, state.waiting);
    return pixmap;
}

}  // namespace

QIcon trayIcon(const TrayState& state)
{
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64})
        icon.addPixmap(trayPixmap(state, size));
    return icon;
}

SystemTray::SystemTray(QObject* parent) : DesktopTray(parent)
{
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) emit activated();
    });
}

void SystemTray::install(QMenu& menu)
{
    m_icon.setContextMenu(&menu);
    m_icon.setIcon(trayIcon(m_state));
    m_icon.show();  // where there is no tray yet it comes with the tray
}

void SystemTray::setState(const TrayState& state)
{
    if (state == m_state) return;
    m_state = state;
    m_icon.setIcon(trayIcon(state));
    m_icon.setToolTip(state.words);
}

void SystemTray::mark(QWidget& window)
{
    QApplication::alert(&window);
}

}  // namespace tongdai
