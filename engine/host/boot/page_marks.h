#pragma once

#include "engine/domain/work/one_shot.h"

#include <QCoro/QCoroTask>
#include <QHash>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <memory>

namespace tongdai {

/// Until when all that was said on each page is here: the file `pancake-seen` of the data folder, read at the start and
/// written on a thread of its own. A mark that is lost costs nothing but a look further back by the next engine. Engine
/// loop. Its end waits for what is under way; whoever awaits that is not resumed any more.
class PageMarks {
public:
    using Marks = QHash<QByteArray, double>;  ///< by page, seconds since 1970

    explicit PageMarks(const QString& dataDir);

    /// Empty: none, or none that can be read.
    Marks read() const;
    QCoro::Task<void> keep(Marks marks);

private:
    QString m_file;
    Marks m_kept;
    QObject m_here;      ///< answers come by posted calls
    QThreadPool m_pool;  ///< last: its end waits
};

}  // namespace tongdai
