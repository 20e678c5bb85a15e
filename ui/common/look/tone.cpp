#include "ui/common/look/tone.h"

namespace tongdai {

ColorRole roleOf(Tone tone)
{
    switch (tone) {
        case Tone::Neutral: return ColorRole::SecondaryText;
        case Tone::Good: return ColorRole::Good;
        case Tone::Attention: return ColorRole::Attention;
        case Tone::Danger: return ColorRole::Danger;
        case Tone::Evidence: return ColorRole::Evidence;
    }
    return ColorRole::Text;
}

Glyph glyphOf(Tone tone)
{
    switch (tone) {
        case Tone::Neutral: return Glyph::Off;
        case Tone::Good: return Glyph::Ok;
        case Tone::Attention: return Glyph::Alert;
        case Tone::Danger: return Glyph::Cross;
        case Tone::Evidence: return Glyph::Padlock;
    }
    return Glyph::Off;
}

}  // namespace tongdai
