#pragma once

#include <QtGlobal>

#include <array>

namespace tongdai {

/// Kinds of keys that may be left behind in the live state (features G12): families that are given a life when they are
/// written, so that one without a life is nobody's any more.
enum class LeftoverKind : quint8 {
    Counters,  ///< windows of limits
    Sessions,  ///< who has a conversation and how it stands, who types
    Locks,     ///< of conversations and plans
    Copies,    ///< of what the store has: they are made again when they are missed
};
inline constexpr std::array kAllLeftovers{LeftoverKind::Counters, LeftoverKind::Sessions, LeftoverKind::Locks,
                                          LeftoverKind::Copies};

}  // namespace tongdai
