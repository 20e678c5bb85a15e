#include "ui/shell/rail_button.h"

#include "ui/common/look/color_role.h"
#include "ui/common/look/text_role.h"

#include <QAction>
#include <QApplication>
#include <QEnterEvent>
#include <QPainter>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRailWidth = 64;
constexpr int kIconSide = 24;  // at 100 %, as the room above it
constexpr int kIconTop = 10;
constexpr int kMaxBadge = 99;

int inRail(int pixels)
{
    return grownWith(QApplication::font(), pixels);
}

}  // namespace

RailButton::RailButton(Glyph glyph, QAction& action, QWidget* parent)
    : QAbstractButton(parent), m_glyph(glyph), m_action(action)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);  // all as wide as the widest word
    // Checked is what the action says, not what was pressed last.
    connect(this, &QAbstractButton::clicked, this, [this] {
        m_action.trigger();
        readAction();
    });
    connect(&action, &QAction::changed, this, &RailButton::readAction);
    readAction();
}

void RailButton::setBadge(int count)
{
    if (count == m_badge) return;
    m_badge = count;
    readAction();
    update();
}

void RailButton::readAction()
{
    setText(m_action.text());
    setChecked(m_action.isChecked());
    const QString keys = m_action.shortcut().toString(QKeySequence::NativeText);
    setToolTip(keys.isEmpty() ? m_action.toolTip() : u"%1  %2"_s.arg(m_action.text(), keys));
    setAccessibleName(m_badge > 0 ? u"%1 (%2)"_s.arg(m_action.text()).arg(m_badge) : m_action.text());
    updateGeometry();
}

void RailButton::setCompact(bool isCompact, int room)
{
    const bool isOtherRoom = std::exchange(m_room, room) != room;
    if (std::exchange(m_isCompact, isCompact) != isCompact || (isCompact && isOtherRoom)) readAction();
}

QSize RailButton::fullSize() const
{
    const QFont small = fontOf(QApplication::font(), TextRole::Small);
    QFont chosen = small;
    chosen.setBold(true);  // no word changes the width when it is chosen
    const int width = QFontMetrics(chosen).horizontalAdvance(text()) + 14;
    return {std::max(kRailWidth, width), kIconTop + inRail(kIconSide) + 4 + lineHeightOf(small) + 8};
}

QSize RailButton::sizeHint() const
{
    if (!m_isCompact) return fullSize();
    const int least = inRail(kIconSide) + 4;
    return {kRailWidth, std::clamp(m_room, least, least + kIconTop)};
}

void RailButton::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void RailButton::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void RailButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto c = [this](ColorRole role) { return colorOf(palette(), role); };
    if (isChecked())
        painter.fillRect(rect(), c(ColorRole::Window));
    else if (underMouse())
        painter.fillRect(rect(), mixed(c(ColorRole::Rail), c(ColorRole::Text), 0.06));
    if (isChecked()) painter.fillRect(QRect(0, 0, 3, height()), c(ColorRole::Accent));
    const QColor ink = isChecked() ? c(ColorRole::Accent) : c(ColorRole::SecondaryText);
    const int side = inRail(kIconSide);
    const QRect icon((width() - side) / 2, m_isCompact ? (height() - side) / 2 : kIconTop, side, side);
    paintGlyph(painter, m_glyph, icon, ink);
    if (!m_isCompact) {
        QFont font = fontOf(QApplication::font(), TextRole::Small);
        font.setBold(isChecked());
        painter.setFont(font);
        painter.setPen(isChecked() ? c(ColorRole::Text) : c(ColorRole::SecondaryText));
        painter.drawText(QRect(0, icon.bottom() + 4, width(), height() - icon.bottom() - 8),
                         Qt::AlignHCenter | Qt::AlignTop | Qt::TextSingleLine, text());
    }
    if (m_badge > 0) paintBadge(painter, icon);
    if (hasFocus()) {
        painter.setPen(QPen(c(ColorRole::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void RailButton::paintBadge(QPainter& painter, const QRect& icon) const
{
    QFont font = fontOf(QApplication::font(), TextRole::Small);
    font.setPixelSize(font.pixelSize() - 1);
    font.setBold(true);
    const QString number = m_badge > kMaxBadge ? u"%1+"_s.arg(kMaxBadge) : QString::number(m_badge);
    const QFontMetrics metrics(font);
    const int tall = metrics.ascent() + 4;
    const int wide = std::max(tall, metrics.horizontalAdvance(number) + 8);
    const QRect pill(std::min(icon.center().x() + 3, width() - wide - 2), std::max(1, icon.top() - 5), wide, tall);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colorOf(palette(), isChecked() ? ColorRole::Window : ColorRole::Rail), 2));
    painter.setBrush(colorOf(palette(), ColorRole::Danger));
    painter.drawRoundedRect(pill, tall / 2.0, tall / 2.0);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(font);
    painter.setPen(colorOf(palette(), ColorRole::AccentText));
    painter.drawText(pill, Qt::AlignCenter, number);
}

}  // namespace tongdai
