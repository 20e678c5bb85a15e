#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace tongdai {

/// Which process an engine is, as its heartbeat says it: "host/pid/start", the start in clock ticks since boot, so that
/// a pid that was given anew is not taken for it. A value; any thread.
struct ProcessName {
    QByteArray host;
    qint64 pid = 0;
    qint64 start = 0;

    static ProcessName ofThisProcess();
    static std::optional<ProcessName> fromText(const QByteArray& text);
    QByteArray text() const;
    QString shown() const;  ///< "shop-pc/4711"
};

enum class ProcessLife : quint8 {
    Unknown,  ///< on another computer, or one that cannot be looked at
    Runs,
    Stopped,  ///< it is there and does not run: SIGSTOP, a debugger
    Gone,
};
/// Reads /proc; takes microseconds.
ProcessLife lifeOf(const ProcessName& process);

}  // namespace tongdai
