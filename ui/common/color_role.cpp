#include "ui/common/color_role.h"

#include <cmath>

namespace tongdai {

namespace {

struct Token {
    QRgb light;
    QRgb dark;
};

// Order of ColorRole. Window … Evidence and the series are workspace 3.3; bars and rows are derived from them.
constexpr std::array<Token, kColorRoles> kTokens{{
    {0xffF3F5F7, 0xff14171B},  // Window
    {0xffFFFFFF, 0xff1B1F24},  // Surface
    {0xffE7EBF0, 0xff101317},  // Rail
    {0xff1B1F24, 0xffE6EAF0},  // Text
    {0xff57606A, 0xffA7B0BC},  // SecondaryText
    {0xff0B62B8, 0xff72B7FF},  // Accent
    {0xffFFFFFF, 0xff0B1117},  // AccentText
    {0xffD5DAE1, 0xff39414B},  // Separator
    {0xff7A8594, 0xff76818F},  // ControlBorder
    {0xffECEFF3, 0xff272C33},  // CustomerBlock
    {0xffE3EEFA, 0xff18324E},  // BotBlock
    {0xffE2F3E6, 0xff173823},  // HumanBlock
    {0xffFFF3C4, 0xff3D3413},  // NoteBlock
    {0xff7A8594, 0xff76818F},  // CustomerBar
    {0xff0B62B8, 0xff72B7FF},  // BotBar
    {0xff1A6E35, 0xff62D394},  // HumanBar
    {0xffC79300, 0xffE5B54A},  // NoteBar
    {0xffEDF1F5, 0xff22272D},  // RowHover
    {0xffE3EEFA, 0xff18324E},  // RowSelected
    {0xff1A6E35, 0xff62D394},  // Good
    {0xff8A5A00, 0xffE5B54A},  // Attention
    {0xffB42318, 0xffFF8F85},  // Danger
    {0xff6239B8, 0xffC8A2FF},  // Evidence
    {0xff0072B2, 0xff4FA3E0},  // Series1
    {0xffB37700, 0xffE69F00},  // Series2
    {0xff007A59, 0xff009E73},  // Series3
    {0xffB0568A, 0xffCC79A7},  // Series4
    {0xffD55E00, 0xffD55E00},  // Series5
    {0xff57606A, 0xffA7B0BC},  // Series6
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
    return QColor::fromRgb(scheme == Scheme::Light ? token.light : token.dark);
}

Scheme schemeOf(const QPalette& palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light;
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
