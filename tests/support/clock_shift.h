#pragma once

#include <QFile>
#include <QTemporaryDir>

#include <chrono>

namespace tongdai::testing {

/// Another time for a program under test, changed while it runs: tests/support/shim/clock_shim.cpp. Linux, programs
/// that link the C library dynamically. A program gets it with LD_PRELOAD and CLOCK_SHIFT in its environment.
class ClockShift {
public:
    ClockShift();
    ~ClockShift();
    Q_DISABLE_COPY_MOVE(ClockShift)

    /// Why it cannot be used; empty: it can.
    QString problem() const;
    static QString library();  ///< for LD_PRELOAD
    QString file() const { return m_file.fileName(); }

    /// From now on the time of day is so far ahead.
    void stepTo(std::chrono::seconds ahead);
    /// The machine slept: the time of day went on, and the time since its start.
    void sleepFor(std::chrono::seconds duration);

private:
    QTemporaryDir m_dir;
    QFile m_file;
    qint64* m_numbers = nullptr;
};

}  // namespace tongdai::testing
