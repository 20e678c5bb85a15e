#pragma once

#include <QCoro/QCoroTask>
#include <QJsonObject>
#include <QObject>
#include <QThreadPool>

namespace tongdai {

/// A file of the data folder that holds one JSON object, read at the start and written whole on a thread of its own.
/// Engine loop. Its end waits for what is under way; whoever awaits that is not resumed any more.
class KeptJson {
public:
    explicit KeptJson(const QString& file);

    /// Empty: none, or none that can be read.
    QJsonObject read() const;
    /// What went wrong, in the system's words; empty: nothing.
    QCoro::Task<QString> keep(QJsonObject object);

private:
    QString m_file;
    QObject m_here;      ///< answers come by posted calls
    QThreadPool m_pool;  ///< last: its end waits
};

}  // namespace tongdai
