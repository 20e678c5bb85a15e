#pragma once

#include <QString>

namespace tongdai::app {

/// Where log lines go. One JSON object a line: ts, level, category, message and the fields of domain/log.h.
struct LogTarget {
    QString file;  ///< rotated by size: file, file.1, …; empty: none
    qint64 maxBytes = 10 * 1024 * 1024;
    int files = 5;
    bool toStandardError = false;
    QString level;  ///< "debug", "info", "warning", "error"
};

/// Installs Qt's message handler. Any thread may log; lines are written whole, under one lock. A log that cannot be
/// written (disk full) is dropped and counted, never an error of the program (guarantees F39).
void startLogging(const LogTarget& target);
void stopLogging();

/// One line, as written; for tests.
QByteArray logLine(const QString& level, const QString& category, const QString& message, const QString& time);

}  // namespace tongdai::app
