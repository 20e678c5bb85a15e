#include "tests/support/full_disk.h"

#include <QFileInfo>

#include <atomic>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

const QString kShim = QStringLiteral(TONGDAI_TEST_BIN_DIR "/libfull_disk_shim.so");

}  // namespace

FullDisk::FullDisk() : m_file(m_dir.filePath(u"room"_s))
{
    if (!m_file.open(QIODevice::ReadWrite) || !m_file.resize(2 * sizeof(qint64))) return;
    m_numbers = reinterpret_cast<qint64*>(m_file.map(0, 2 * sizeof(qint64)));
    // Servers run under accounts of their own.
    const auto everybody = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther | QFile::WriteOther;
    m_file.setPermissions(everybody);
    QFile::setPermissions(m_dir.path(), QFile::permissions(m_dir.path()) | QFile::ExeOther);
    if (m_numbers) makeRoom();
}

FullDisk::~FullDisk() = default;

QString FullDisk::problem() const
{
    if (!QFileInfo::exists(kShim)) return kShim + u" is not built; build the target full_disk_shim first"_s;
    return m_numbers ? QString() : m_file.errorString();
}

void FullDisk::setRoom(qint64 bytes)
{
    std::atomic_ref<qint64>(m_numbers[0]).store(bytes);
}

qint64 FullDisk::refusals() const
{
    return std::atomic_ref<qint64>(m_numbers[1]).load();
}

FullDisk::Mount::Mount(const FullDisk& disk, const QString& folder)
    : m_environment{{"LD_PRELOAD", QFile::encodeName(kShim)},
                    {"FULL_DISK_DIR", QFile::encodeName(folder)},
                    {"FULL_DISK_ROOM", QFile::encodeName(disk.m_file.fileName())}}
{
    for (auto each = m_environment.cbegin(); each != m_environment.cend(); ++each)
        qputenv(each.key().constData(), each.value());
}

FullDisk::Mount::~Mount()
{
    for (auto each = m_environment.cbegin(); each != m_environment.cend(); ++each)
        qunsetenv(each.key().constData());
}

}  // namespace tongdai::testing
