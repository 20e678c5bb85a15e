#pragma once

#include "engine/host/boot/kept_json.h"

#include <QHash>

namespace tongdai {

/// Until when all that was said on each page is here: the file `pancake-seen` of the data folder. A mark that is lost
/// costs nothing but a look further back by the next engine. Engine loop.
class PageMarks {
public:
    using Marks = QHash<QByteArray, double>;  ///< by page, seconds since 1970

    explicit PageMarks(const QString& dataDir);

    /// Empty: none, or none that can be read.
    Marks read() const;
    QCoro::Task<void> keep(Marks marks);

private:
    Marks m_kept;
    KeptJson m_file;
};

}  // namespace tongdai
