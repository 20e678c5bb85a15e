#include "ui/common/look/color_role.h"

#include <cmath>

namespace tongdai {

namespace {

struct Token {
    QRgb light;
    QRgb dark;
    QRgb contrast;
};

// Order of ColorRole. Window … Evidence and the series are workspace 3.3; bars and rows are derived from
// them. The third column is ours: black ground, every text at 7 : 1 or more.
constexpr std::array<Token, kColorRoles> kTokens{{
    {0xffF3F5F7, 0xff14171B, 0xff000000},  // Window
    {0xffFFFFFF, 0xff1B1F24, 0xff000000},  // Surface
    {0xffE7EBF0, 0xff101317, 0xff000000},  // Rail
    {0xff1B1F24, 0xffE6EAF0, 0xffFFFFFF},  // Text
    {0xff57606A, 0xffA7B0BC, 0xffE3E3E3},  // SecondaryText
    {0xff0B62B8, 0xff72B7FF, 0xffFFD60A},  // Accent
    {0xffFFFFFF, 0xff0B1117, 0xff000000},  // AccentText
    {0xffD5DAE1, 0xff39414B, 0xff8C8C8C},  // Separator
    {0xff7A8594, 0xff76818F, 0xffFFFFFF},  // ControlBorder
    {0xffECEFF3, 0xff272C33, 0xff1C1C1C},  // CustomerBlock
    {0xffE3EEFA, 0xff18324E, 0xff00213F},  // BotBlock
    {0xffE2F3E6, 0xff173823, 0xff002B10},  // HumanBlock
    {0xffFFF3C4, 0xff3D3413, 0xff332B00},  // NoteBlock
    {0xff7A8594, 0xff76818F, 0xffE3E3E3},  // CustomerBar
    {0xff0B62B8, 0xff72B7FF, 0xff8EC8FF},  // BotBar
    {0xff1A6E35, 0xff62D394, 0xff7CFF9B},  // HumanBar
    {0xffC79300, 0xffE5B54A, 0xffFFD60A},  // NoteBar
    {0xffEDF1F5, 0xff22272D, 0xff262626},  // RowHover
    {0xffE3EEFA, 0xff18324E, 0xff002F5C},  // RowSelected
    {0xff1A6E35, 0xff62D394, 0xff7CFF9B},  // Good
    {0xff8A5A00, 0xffE5B54A, 0xffFFC861},  // Attention
    {0xffB42318, 0xffFF8F85, 0xffFFB0A8},  // Danger
    {0xff6239B8, 0xffC8A2FF, 0xffDCC2FF},  // Evidence
    {0xff0072B2, 0xff4FA3E0, 0xff6DBBF5},  // Series1
    {0xffB37700, 0xffE69F00, 0xffFFB52E},  // Series2
    {0xff007A59, 0xff009E73, 0xff2FD6A3},  // Series3
    {0xffB0568A, 0xffCC79A7, 0xffF09CCB},  // Series4
    {0xffD55E00, 0xffD55E00, 0xffFF8A3D},  // Series5
    {0xff57606A, 0xffA7B0BC, 0xffE3E3E3},  // Series6
}};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

}  // namespace

QColor colorOf(Scheme scheme, ColorRole role)
{
    const Token& token = kTokens.at(size_t(role));
    switch (scheme) {
        case Scheme::Light: return QColor::fromRgb(token.light);
        case Scheme::Dark: return QColor::fromRgb(token.dark);
        case Scheme::HighContrast: return QColor::fromRgb(token.contrast);
    }
    return {};
}

Scheme schemeOf(const QPalette& palette)
{
    const QColor ground = palette.color(QPalette::Active, QPalette::Window);
    if (ground == colorOf(Scheme::HighContrast, ColorRole::Window)) return Scheme::HighContrast;
    return ground.lightness() < 128 ? Scheme::Dark : Scheme::Light;
}

QPalette paletteOf(Scheme scheme)
{
    const auto c = [scheme](ColorRole role) { return colorOf(scheme, role); };
    QPalette p;
    p.setColor(QPalette::Window, c(ColorRole::Window));
    p.setColor(QPalette::WindowText, c(ColorRole::Text));
    p.setColor(QPalette::Base, c(ColorRole::Surface));
    p.setColor(QPalette::AlternateBase, c(ColorRole::Window));
    p.setColor(QPalette::Text, c(ColorRole::Text));
    p.setColor(QPalette::PlaceholderText, c(ColorRole::SecondaryText));
    p.setColor(QPalette::Button, c(ColorRole::Surface));
    p.setColor(QPalette::ButtonText, c(ColorRole::Text));
    p.setColor(QPalette::BrightText, c(ColorRole::Danger));
    p.setColor(QPalette::Highlight, c(ColorRole::Accent));
    p.setColor(QPalette::HighlightedText, c(ColorRole::AccentText));
    p.setColor(QPalette::Link, c(ColorRole::Accent));
    p.setColor(QPalette::LinkVisited, c(ColorRole::Evidence));
    p.setColor(QPalette::ToolTipBase, c(ColorRole::Surface));
    p.setColor(QPalette::ToolTipText, c(ColorRole::Text));
    p.setColor(QPalette::Light, c(ColorRole::Surface));
    p.setColor(QPalette::Midlight, c(ColorRole::Rail));
    p.setColor(QPalette::Mid, c(ColorRole::Separator));
    p.setColor(QPalette::Dark, c(ColorRole::ControlBorder));
    p.setColor(QPalette::Shadow, c(ColorRole::ControlBorder));
    const QColor disabled = mixed(c(ColorRole::Window), c(ColorRole::SecondaryText), 0.65);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
        p.setColor(QPalette::Disabled, role, disabled);
    p.setColor(QPalette::Disabled, QPalette::Highlight, c(ColorRole::Separator));
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, disabled);
    return p;
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor mixed(const QColor& ground, const QColor& top, double share)
{
    const auto mix = [share](float g, float t) { return float(g * (1.0 - share) + t * share); };
    return QColor::fromRgbF(mix(ground.redF(), top.redF()), mix(ground.greenF(), top.greenF()),
                            mix(ground.blueF(), top.blueF()));
}

ColorRole seriesRole(int index)
{
    return ColorRole(int(ColorRole::Series1) + index % 6);
}

}  // namespace tongdai
