#include "tests/support/clock_shift.h"

#include <QFileInfo>

#include <atomic>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

ClockShift::ClockShift() : m_file(m_dir.filePath(u"clock"_s))
{
    if (!m_file.open(QIODevice::ReadWrite) || !m_file.resize(2 * sizeof(qint64))) return;
    m_numbers = reinterpret_cast<qint64*>(m_file.map(0, 2 * sizeof(qint64)));
}

ClockShift::~ClockShift() = default;

QString ClockShift::library()
{
    return QStringLiteral(TONGDAI_TEST_BIN_DIR "/libclock_shim.so");
}

QString ClockShift::problem() const
{
    if (!QFileInfo::exists(library())) return library() + u" is not built; build the target clock_shim first"_s;
    return m_numbers ? QString() : m_file.errorString();
}

void ClockShift::stepTo(std::chrono::seconds ahead)
{
    std::atomic_ref<qint64>(m_numbers[0]).store(std::chrono::nanoseconds(ahead).count());
}

void ClockShift::sleepFor(std::chrono::seconds duration)
{
    const qint64 by = std::chrono::nanoseconds(duration).count();
    std::atomic_ref<qint64>(m_numbers[0]).fetch_add(by);
    std::atomic_ref<qint64>(m_numbers[1]).fetch_add(by);
}

}  // namespace tongdai::testing
