#pragma once

#include <QByteArrayView>

/// Bounds of a JSON text from a stranger, checked before it is parsed (security S06): a parser that is handed
/// a megabyte of `[` or of `0,` would take many times that in memory. Pure.
namespace tongdai::socketio {

struct JsonBounds {
    int depth = 32;
    int keys = 1000;
    int values = 20'000;  ///< array elements and members together
};

bool isWithin(const JsonBounds& bounds, QByteArrayView json);

}  // namespace tongdai::socketio
