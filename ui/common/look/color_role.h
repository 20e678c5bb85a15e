#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace tongdai {

/// The one token table (workspace 3.3). Palettes, the style, delegates and charts read colours only from here.
enum class ColorRole : quint8 {
    Window,
    Surface,
    Rail,
    Text,
    SecondaryText,
    Accent,
    AccentText,  ///< text on an Accent ground
    Separator,
    ControlBorder,
    CustomerBlock,
    BotBlock,
    HumanBlock,
    NoteBlock,
    CustomerBar,
    BotBar,
    HumanBar,
    NoteBar,
    RowHover,
    RowSelected,
    Good,
    Attention,
    Danger,
    Evidence,
    Series1,
    Series2,
    Series3,
    Series4,
    Series5,
    Series6,
};
inline constexpr int kColorRoles = int(ColorRole::Series6) + 1;

enum class Scheme : quint8 { Light, Dark, HighContrast };

QColor colorOf(Scheme scheme, ColorRole role);
/// Which of our palettes this is. Reading it from the widget's palette makes a live theme switch free of wiring.
Scheme schemeOf(const QPalette& palette);
inline QColor colorOf(const QPalette& palette, ColorRole role)
{
    return colorOf(schemeOf(palette), role);
}

/// The palette Fusion is drawn with.
QPalette paletteOf(Scheme scheme);

/// Contrast of two opaque colours, 1 … 21 (WCAG 2.1, relative luminance).
double contrast(const QColor& a, const QColor& b);

/// `share` of `top` laid over `ground`, 0 … 1.
QColor mixed(const QColor& ground, const QColor& top, double share);

/// The six chart series in drawing order; a seventh line starts over.
ColorRole seriesRole(int index);

}  // namespace tongdai
