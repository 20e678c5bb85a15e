#include "engine/server/socketio/json_bounds.h"

namespace tongdai::socketio {

bool isWithin(const JsonBounds& bounds, QByteArrayView json)
{
    int depth = 0;
    int keys = 0;
    int values = 1;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
            continue;
        }
        switch (c) {
            case '"': inString = true; break;
            case '[':
            case '{':
                if (++depth > bounds.depth) return false;
                break;
            case ']':
            case '}': --depth; break;
            case ':':
                if (++keys > bounds.keys) return false;
                break;
            case ',':
                if (++values > bounds.values) return false;
                break;
            default: break;
        }
    }
    return true;
}

}  // namespace tongdai::socketio
