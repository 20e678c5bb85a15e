#pragma once

#include "ui/common/look/color_role.h"
#include "ui/common/look/glyph.h"

namespace tongdai {

/// How good or bad something is. Never shown by colour alone: each tone has its glyph, and a word beside it
/// (features K8).
enum class Tone : quint8 { Neutral, Good, Attention, Danger, Evidence };

ColorRole roleOf(Tone tone);
Glyph glyphOf(Tone tone);

}  // namespace tongdai
