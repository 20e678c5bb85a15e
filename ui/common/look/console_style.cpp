#include "ui/common/look/console_style.h"

#include "ui/common/look/color_role.h"
#include "ui/common/look/glyph.h"

#include <QAbstractScrollArea>
#include <QDialog>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleOption>
#include <QTabBar>
#include <QToolBar>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRadius = 6;
constexpr int kScrollBarExtent = 12;
constexpr int kSplitterGrab = 7;  // a 6-px grab area beside the 1-px line
constexpr int kFieldIndent = 5;
constexpr char kPrimary[] = "tongdaiPrimary";

bool isPrimary(const QWidget* widget)
{
    return widget && widget->property(kPrimary).toBool();
}

QRectF inner(const QRect& rect, qreal by = 0.5)
{
    return QRectF(rect).adjusted(by, by, -by, -by);
}

void roundedBox(QPainter& painter, const QRect& rect, const QColor& fill, const QColor& line, qreal width = 1,
                qreal radius = kRadius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line.isValid() ? QPen(line, width) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(inner(rect, width / 2), radius, radius);
    painter.restore();
}

void drawProgress(const QStyleOptionProgressBar& bar, QPainter& painter)
{
    const auto c = [&bar](ColorRole role) { return colorOf(bar.palette, role); };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF all = QRectF(bar.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(c(ColorRole::ControlBorder));
    painter.setBrush(c(ColorRole::Surface));
    painter.drawRoundedRect(all, 4, 4);
    const double share =
        bar.maximum > bar.minimum ? double(bar.progress - bar.minimum) / (double(bar.maximum) - bar.minimum) : 0;
    QRectF done = all.adjusted(1, 1, -1, -1);
    done.setWidth(done.width() * std::clamp(share, 0.0, 1.0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(c(ColorRole::Accent));
    if (done.width() > 1) painter.drawRoundedRect(done, 3, 3);
    painter.restore();
}

void drawCommandButton(const QStyleOption& option, QPainter& painter, bool primary)
{
    const auto c = [&option](ColorRole role) { return colorOf(option.palette, role); };
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = enabled && (option.state & QStyle::State_MouseOver);
    QColor fill = primary ? c(ColorRole::Accent) : c(ColorRole::Surface);
    if (hover) fill = mixed(fill, c(ColorRole::Text), 0.07);
    if (down) fill = mixed(fill, c(ColorRole::Text), 0.15);
    if (!enabled) fill = c(ColorRole::Window);
    const QColor line = !enabled ? c(ColorRole::Separator) : primary ? fill : c(ColorRole::ControlBorder);
    roundedBox(painter, option.rect, fill, line);
    if (!(option.state & QStyle::State_HasFocus)) return;
    // On the accent itself the ring stands inside, in the colour of its words.
    if (primary && enabled)
        roundedBox(painter, option.rect.adjusted(3, 3, -3, -3), {}, c(ColorRole::AccentText), 2, kRadius - 3);
    else
        roundedBox(painter, option.rect, {}, c(ColorRole::Accent), 2);
}

void drawFocusRing(const QStyleOption& option, QPainter& painter)
{
    roundedBox(painter, option.rect, {}, colorOf(option.palette, ColorRole::Accent), 2, kRadius);
}

void drawLineEditFrame(const QStyleOption& option, QPainter& painter, bool filled)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = option.state & QStyle::State_HasFocus;
    const QColor fill = filled ? colorOf(option.palette, enabled ? ColorRole::Surface : ColorRole::Window) : QColor();
    const ColorRole line = focused ? ColorRole::Accent : enabled ? ColorRole::ControlBorder : ColorRole::Separator;
    roundedBox(painter, option.rect, fill, colorOf(option.palette, line), focused ? 2 : 1);
}

void drawCheckMark(const QStyleOption& option, QPainter& painter, bool round)
{
    const auto c = [&option](ColorRole role) { return colorOf(option.palette, role); };
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On;
    const QColor line = enabled ? c(on ? ColorRole::Accent : ColorRole::ControlBorder) : c(ColorRole::Separator);
    const int side = std::min(option.rect.width(), option.rect.height());
    const QRect box(option.rect.x(), option.rect.y() + (option.rect.height() - side) / 2, side, side);
    roundedBox(painter, box, on && enabled ? c(ColorRole::Accent) : c(ColorRole::Surface), line, 1.4,
               round ? side / 2.0 : 3);
    if (!on) return;
    const QColor mark = enabled ? c(ColorRole::AccentText) : c(ColorRole::SecondaryText);
    if (round) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark);
        painter.drawEllipse(QRectF(box).center(), side / 5.0, side / 5.0);
        painter.restore();
    } else {
        paintGlyph(painter, Glyph::Ok, box, mark);
    }
}

void drawTabShape(const QStyleOptionTab& tab, QPainter& painter)
{
    const bool selected = tab.state & QStyle::State_Selected;
    const bool hover = (tab.state & QStyle::State_MouseOver) && (tab.state & QStyle::State_Enabled);
    if (hover && !selected) painter.fillRect(tab.rect, colorOf(tab.palette, ColorRole::RowHover));
    const QRect line(tab.rect.x(), tab.rect.bottom() - (selected ? 2 : 0), tab.rect.width(), selected ? 3 : 1);
    painter.fillRect(line, colorOf(tab.palette, selected ? ColorRole::Accent : ColorRole::Separator));
}

void drawScrollBar(const QStyleOptionSlider& bar, const QRect& handle, QPainter& painter)
{
    if (bar.minimum == bar.maximum) return;
    const bool active = bar.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const QColor quiet =
        mixed(colorOf(bar.palette, ColorRole::Window), colorOf(bar.palette, ColorRole::ControlBorder), 0.6);
    const QColor color = active ? colorOf(bar.palette, ColorRole::SecondaryText) : quiet;
    const int margin = active ? 2 : 4;
    const QRect thumb = bar.orientation == Qt::Vertical ? handle.adjusted(margin, 2, -margin, -2)
                                                        : handle.adjusted(2, margin, -2, -margin);
    roundedBox(painter, thumb, color, {}, 0, std::min(thumb.width(), thumb.height()) / 2.0);
}

/// The bar's column belongs to what it scrolls.
void fillBehindScrollBar(const QRect& rect, const QWidget* bar, QPainter& painter)
{
    const QWidget* box = bar ? bar->parentWidget() : nullptr;
    const auto* area = box ? qobject_cast<const QAbstractScrollArea*>(box->parentWidget()) : nullptr;
    if (!area) return;
    const QWidget* viewport = area->viewport();
    // One without a ground of its own shows what is behind it.
    painter.fillRect(rect, viewport->autoFillBackground() ? viewport->palette().brush(viewport->backgroundRole())
                                                          : area->palette().brush(QPalette::Window));
}

void drawHeaderSection(const QStyleOption& option, QPainter& painter)
{
    painter.fillRect(option.rect, colorOf(option.palette, ColorRole::Window));
    painter.fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1),
                     colorOf(option.palette, ColorRole::Separator));
}

void drawSplitter(const QStyleOption& option, QPainter& painter)
{
    const QRect& r = option.rect;
    const bool active = option.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const QColor color = colorOf(option.palette, active ? ColorRole::Accent : ColorRole::Separator);
    if (r.height() > r.width())
        painter.fillRect(QRect(r.center().x(), r.y(), 1, r.height()), color);
    else
        painter.fillRect(QRect(r.x(), r.center().y(), r.width(), 1), color);
}

}  // namespace

void markPrimary(QPushButton& button, bool isPrimary)
{
    button.setProperty(kPrimary, isPrimary);
    button.update();
}

ConsoleStyle::ConsoleStyle() : QProxyStyle(u"Fusion"_s) {}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
        case PM_ScrollBarExtent: return kScrollBarExtent;
        case PM_ScrollBarSliderMin: return 28;
        case PM_ScrollView_ScrollBarSpacing: return 0;
        case PM_SplitterWidth: return kSplitterGrab;
        case PM_DefaultFrameWidth: return 1;
        case PM_ButtonShiftHorizontal:
        case PM_ButtonShiftVertical:
        case PM_TabBarTabShiftVertical:
        case PM_TabBarTabOverlap:
        case PM_TabBarBaseOverlap:
        case PM_ToolBarFrameWidth:
        case PM_ToolBarItemMargin: return 0;
        case PM_TabBarTabHSpace: return 24;
        case PM_TabBarTabVSpace: return 14;
        case PM_MenuHMargin:
        case PM_MenuVMargin: return 4;
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
        case PM_ExclusiveIndicatorWidth:
        case PM_ExclusiveIndicatorHeight: return std::max(16, option ? option->fontMetrics.ascent() + 2 : 0);
        default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* answer) const
{
    switch (hint) {
        case SH_Widget_Animation_Duration:
        case SH_EtchDisabledText:
        case SH_DitherDisabledText:
        case SH_TabBar_PreferNoArrows:
        case SH_ScrollBar_Transient: return 0;
        case SH_TabBar_Alignment: return Qt::AlignLeft;
        case SH_TabBar_ElideMode: return Qt::ElideNone;
        case SH_ScrollBar_LeftClickAbsolutePosition: return 0;
        case SH_ItemView_ShowDecorationSelected: return 1;
        case SH_ToolTip_WakeUpDelay: return 500;
        default: return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                     const QWidget* widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton) {
        wanted.setHeight(std::max(wanted.height(), size.height() + 12));
        wanted.rwidth() += 16;
    } else if (type == CT_LineEdit) {
        wanted.setHeight(std::max(wanted.height(), size.height() + 10));
    } else if (type == CT_ComboBox) {
        wanted.setHeight(std::max(wanted.height(), size.height() + 10));
        wanted.rwidth() += 2 * kFieldIndent;
    }
    return wanted;
}

QRect ConsoleStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                   const QWidget* widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return QProxyStyle::subControlRect(control, option, part, widget).adjusted(kFieldIndent, 0, 0, 0);
    if (control != CC_ScrollBar) return QProxyStyle::subControlRect(control, option, part, widget);
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (!bar) return {};
    // No arrow buttons: the whole length is the groove.
    const bool vertical = bar->orientation == Qt::Vertical;
    const int length = vertical ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    const int shortest = std::min(length, pixelMetric(PM_ScrollBarSliderMin, option, widget));
    const qint64 pages = range + bar->pageStep;
    const int handle = pages > 0 ? std::clamp(int(qint64(length) * bar->pageStep / pages), shortest, length) : length;
    const int start =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
    const auto stretch = [&](int from, int size) {
        return vertical ? QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), size)
                        : QRect(bar->rect.x() + from, bar->rect.y(), size, bar->rect.height());
    };
    switch (part) {
        case SC_ScrollBarSlider: return visualRect(bar->direction, bar->rect, stretch(start, handle));
        case SC_ScrollBarGroove: return bar->rect;
        case SC_ScrollBarSubPage: return visualRect(bar->direction, bar->rect, stretch(0, start));
        case SC_ScrollBarAddPage:
            return visualRect(bar->direction, bar->rect, stretch(start + handle, length - start - handle));
        default: return {};
    }
}

QRect ConsoleStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(kFieldIndent, 0, -kFieldIndent, 0) : rect;
}

/// Enter presses the button that has the focus, in the windows as in the dialogs.
void ConsoleStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    auto* button = qobject_cast<QPushButton*>(widget);
    if (button && !qobject_cast<QDialog*>(button->window())) button->setAutoDefault(true);
}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const
{
    const auto c = [option](ColorRole role) { return colorOf(option->palette, role); };
    switch (element) {
        case PE_PanelButtonCommand: return drawCommandButton(*option, *painter, isPrimary(widget));
        case PE_FrameDefaultButton:
        case PE_FrameStatusBarItem:
        case PE_FrameTabBarBase:
        case PE_PanelScrollAreaCorner:
        case PE_PanelStatusBar: return;
        case PE_PanelLineEdit: {
            const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            if (frame && frame->lineWidth <= 0) return;  // inside a combo or spin box
            return drawLineEditFrame(*option, *painter, true);
        }
        case PE_FrameLineEdit: return drawLineEditFrame(*option, *painter, false);
        case PE_Frame: return roundedBox(*painter, option->rect, {}, c(ColorRole::Separator), 1, 0);
        case PE_FrameFocusRect: return drawFocusRing(*option, *painter);
        case PE_FrameMenu: return roundedBox(*painter, option->rect, {}, c(ColorRole::ControlBorder), 1, 0);
        case PE_PanelTipLabel:
            return roundedBox(*painter, option->rect, c(ColorRole::Surface), c(ColorRole::ControlBorder), 1, 0);
        case PE_IndicatorCheckBox: return drawCheckMark(*option, *painter, false);
        case PE_IndicatorRadioButton: return drawCheckMark(*option, *painter, true);
        case PE_PanelButtonTool: {
            const bool down = option->state & (State_Sunken | State_On);
            const bool hover = (option->state & State_MouseOver) && (option->state & State_Enabled);
            if (down || hover)
                roundedBox(*painter, option->rect, mixed(c(ColorRole::Surface), c(ColorRole::Text), down ? 0.12 : 0.07),
                           {}, 0);
            return;
        }
        default: return QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConsoleStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const
{
    switch (element) {
        case CE_Splitter: return drawSplitter(*option, *painter);
        case CE_ToolBar: return;
        case CE_ProgressBar:
            if (const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option))
                return drawProgress(*bar, *painter);
            break;
        case CE_HeaderSection:
        case CE_HeaderEmptyArea: return drawHeaderSection(*option, *painter);
        case CE_TabBarTabShape:
            if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
                return drawTabShape(*tab, *painter);
            break;
        case CE_MenuItem:
            if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
                item && item->menuItemType == QStyleOptionMenuItem::Separator && item->text.isEmpty()) {
                painter->fillRect(QRect(item->rect.x() + 5, item->rect.center().y(), item->rect.width() - 10, 1),
                                  colorOf(item->palette, ColorRole::Separator));
                return;
            }
            break;
        case CE_PushButtonLabel:
            if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
                button && isPrimary(widget) && (button->state & State_Enabled)) {
                QStyleOptionButton filled(*button);
                filled.palette.setColor(QPalette::ButtonText, colorOf(option->palette, ColorRole::AccentText));
                return QProxyStyle::drawControl(element, &filled, painter, widget);
            }
            break;
        case CE_ComboBoxLabel:
            if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option); box && !box->editable) {
                QStyleOptionComboBox whole(*box);  // the style would cut its words in the middle of a letter
                const QRect field = subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget);
                whole.currentText = box->fontMetrics.elidedText(box->currentText, Qt::ElideRight, field.width() - 2);
                return QProxyStyle::drawControl(element, &whole, painter, widget);
            }
            break;
        default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                      const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) {
            fillBehindScrollBar(bar->rect, widget, *painter);
            return drawScrollBar(*bar, subControlRect(control, option, SC_ScrollBarSlider, widget), *painter);
        }
    }
    if (control == CC_ComboBox) {
        const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        if (combo && !combo->editable) {
            drawCommandButton(*combo, *painter, false);
            if (combo->state & State_HasFocus) drawFocusRing(*combo, *painter);
            const QRect arrow = subControlRect(control, option, SC_ComboBoxArrow, widget);
            paintGlyph(*painter, Glyph::Down, QRectF(arrow.center() - QPointF(8, 7), QSizeF(16, 16)),
                       colorOf(combo->palette, ColorRole::SecondaryText));
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

}  // namespace tongdai
