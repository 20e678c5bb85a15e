#pragma once

#include <QFont>

namespace tongdai {

/// Sizes of workspace 3.4 in logical pixels at 100 %. Everything follows the application font, so a change of the
/// text size reaches every widget by its FontChange event.
enum class TextRole : quint8 {
    Small,    ///< 12: times, hints; the smallest there is
    List,     ///< 13: lists and controls; the application font
    Thread,   ///< 14: messages
    Title,    ///< 15, bold
    Heading,  ///< 18, bold
    Mono,     ///< 12, fixed width: ids, addresses
};

inline constexpr int kListPixels = 13;
inline constexpr int kMinTextScale = 90;
inline constexpr int kMaxTextScale = 160;

/// The application font at `scalePercent`: the first installed face with full Vietnamese marks, never a fallback
/// in the middle of a word (workspace 3.4).
QFont applicationFont(int scalePercent);
/// The font of a role beside `applicationFont`.
QFont fontOf(const QFont& applicationFont, TextRole role);
/// What is `pixels` at 100 % beside this text: glyphs and the room around them grow with it.
int grownWith(const QFont& applicationFont, int pixels);
/// Line height that stacked Vietnamese marks need, measured from "ẾỆỖẴgỹ".
int lineHeightOf(const QFont& font);
/// Room in which these words are not cut: at 125 to 200 % they end between two pixels.
int fullWidth(const QFont& font, const QString& words);

}  // namespace tongdai
