#include "tests/support/disk_record.h"

#include <QDir>
#include <QFileInfo>
#include <QtEndian>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kHead = 17;

QString shim()
{
    return QStringLiteral(TONGDAI_TEST_BIN_DIR "/libdisk_shim.so");
}

}  // namespace

DiskRecord::DiskRecord() : m_log(m_dir.filePath(u"record"_s))
{
    // The program may run under an account of its own.
    const auto all = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther |
                     QFile::WriteOther;
    QFile::setPermissions(m_dir.path(), all | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther);
    if (m_log.open(QIODevice::Append | QIODevice::Unbuffered)) m_log.setPermissions(all);
}

QString DiskRecord::problem() const
{
    if (!QFileInfo::exists(shim())) return shim() + u" is not built; build the target disk_shim first"_s;
    return m_log.isOpen() ? QString() : m_log.errorString();
}

QMap<QString, QString> DiskRecord::environment(const QString& folder) const
{
    return {{u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0:detect_leaks=0"_s},
            {u"LD_PRELOAD"_s, shim()},
            {u"DISK_SHIM_DIR"_s, folder},
            {u"DISK_SHIM_LOG"_s, m_log.fileName()}};
}

void DiskRecord::mark(const QByteArray& what)
{
    QByteArray head(kHead, '\0');
    head[0] = 'm';
    qToLittleEndian(quint32(what.size()), head.data() + 1);
    m_log.write(head + what);
}

std::vector<DiskRecord::Entry> DiskRecord::entries() const
{
    QFile file(m_log.fileName());
    std::vector<Entry> found;
    if (!file.open(QIODevice::ReadOnly)) return found;
    const QByteArray all = file.readAll();
    qsizetype at = 0;
    while (at + kHead <= all.size()) {
        const char* const head = all.constData() + at;
        const auto path = qsizetype(qFromLittleEndian<quint32>(head + 1));
        const auto data = qsizetype(qFromLittleEndian<quint32>(head + 13));
        if (at + kHead + path + data > all.size()) break;
        found.push_back({head[0], QString::fromUtf8(all.mid(at + kHead, path)), qFromLittleEndian<quint64>(head + 5),
                         all.mid(at + kHead + path, data)});
        at += kHead + path + data;
    }
    return found;
}

void CutDisk::carryOut(const DiskRecord::Entry& entry, QByteArray& content)
{
    const auto offset = qsizetype(entry.offset);
    if (entry.operation == 't') {
        content.resize(offset);
        return;
    }
    if (content.size() < offset + entry.data.size()) {
        const qsizetype before = content.size();
        content.resize(offset + entry.data.size());
        std::fill(content.begin() + before, content.end(), '\0');
    }
    std::copy(entry.data.begin(), entry.data.end(), content.begin() + offset);
}

void CutDisk::apply(const DiskRecord::Entry& entry)
{
    switch (entry.operation) {
        case 'm':
        case 'a': return;
        case 's': return flush(entry.path);
        case 'u': m_files[entry.path].isUnlinked = true; return;
        default: break;
    }
    File& file = m_files[entry.path];
    if (file.isUnlinked) file = {};  // a new file of the same name
    file.pending.push_back(entry);
}

void CutDisk::flush(const QString& path)
{
    if (!m_honoursSyncs) return;
    File& file = m_files[path];
    for (const DiskRecord::Entry& each : file.pending)
        carryOut(each, file.flushed);
    file.pending.clear();
    for (auto each = m_files.begin(); each != m_files.end();)
        each = each->isUnlinked ? m_files.erase(each) : std::next(each);
}

QHash<QString, QByteArray> CutDisk::cut(QRandomGenerator& random) const
{
    QHash<QString, QByteArray> files;
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file) {
        if (file->isUnlinked && random.bounded(2) == 0) continue;
        QByteArray content = file->flushed;
        const int reached = random.bounded(101);  // per cent of what was on its way
        for (DiskRecord::Entry each : file->pending) {
            if (random.bounded(100) >= reached) continue;
            if (each.operation == 'w' && random.bounded(4) == 0)
                each.data.truncate(random.bounded(int(each.data.size()) + 1));
            carryOut(each, content);
        }
        files.insert(file.key(), content);
    }
    return files;
}

}  // namespace tongdai::testing
