#pragma once

#include <QString>

namespace tongdai {

/// A tool tip that shows `text` as it is: Qt takes for markup what looks like it, and names, ids and errors come from
/// outside (security S27).
QString plainToolTip(const QString& text);

}  // namespace tongdai
