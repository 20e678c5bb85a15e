#include "ui/common/look/text_role.h"

#include <QFontDatabase>
#include <QFontMetrics>
#include <QGuiApplication>

#include <algorithm>

#include <cmath>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// Named, or the first face that has a black and white drawing of an emoji wins.
constexpr auto kEmojiFace = "Noto Color Emoji"_L1;

QString firstInstalled(const QStringList& wanted, const QString& otherwise)
{
    const QStringList installed = QFontDatabase::families();
    for (const QString& family : wanted)
        if (installed.contains(family)) return family;
    return otherwise;
}

int pixelsAt100(TextRole role)
{
    switch (role) {
        case TextRole::Small:
        case TextRole::Mono: return 12;
        case TextRole::List: return kListPixels;
        case TextRole::Thread: return 14;
        case TextRole::Title: return 15;
        case TextRole::Heading: return 18;
    }
    return kListPixels;
}

}  // namespace

QFont applicationFont(int scalePercent)
{
    const int scale = std::clamp(scalePercent, kMinTextScale, kMaxTextScale);
    const QString system = QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    QFont font;
    font.setFamilies({firstInstalled({u"Be Vietnam Pro"_s, u"Noto Sans"_s, u"DejaVu Sans"_s}, system), kEmojiFace});
    font.setStyleHint(QFont::SansSerif);
    // The marks of "Hằng" are two or three pixels at 13 px: snapped to the grid they stay apart, and bold ones three
    // times as far (0.7 against 2.1 of a pixel between ắ and ẳ). With more pixels they do by themselves, and snapped
    // letters would stand too far from each other.
    const bool isCoarse = !qGuiApp || qGuiApp->devicePixelRatio() <= 1.0;
    font.setHintingPreference(isCoarse ? QFont::PreferFullHinting : QFont::PreferDefaultHinting);
    font.setPixelSize(std::max(12, (kListPixels * scale + 50) / 100));
    return font;
}

QFont fontOf(const QFont& applicationFont, TextRole role)
{
    QFont font = applicationFont;
    const int base = std::max(1, applicationFont.pixelSize());
    font.setPixelSize((base * pixelsAt100(role) + kListPixels / 2) / kListPixels);
    font.setBold(role == TextRole::Title || role == TextRole::Heading);
    if (role == TextRole::Mono) {
        const QString system = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
        font.setFamilies({firstInstalled({u"Noto Sans Mono"_s, u"DejaVu Sans Mono"_s}, system), kEmojiFace});
        font.setStyleHint(QFont::Monospace);
    }
    return font;
}

int grownWith(const QFont& applicationFont, int pixels)
{
    return (std::max(1, applicationFont.pixelSize()) * pixels + kListPixels / 2) / kListPixels;
}

int fullWidth(const QFont& font, const QString& words)
{
    return int(std::ceil(QFontMetricsF(font).horizontalAdvance(words)));
}

int lineHeightOf(const QFont& font)
{
    const QFontMetrics metrics(font);
    return std::max(metrics.height(), metrics.tightBoundingRect(u"ẾỆỖẴgỹ"_s).height() + 2);
}

}  // namespace tongdai
