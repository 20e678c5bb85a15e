#include "engine/evidence/read_package.h"

#include "engine/evidence/package_layout.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace tongdai::evidence {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kArchiveBlock = 64 * 1024;

struct ReadCloser {
    void operator()(archive* zip) const { archive_read_free(zip); }
};

/// `mostBytes`: no file can be larger.
QString entryProblem(archive_entry* entry, const QSet<QString>& seen, qint64 mostBytes)
{
    static const QRegularExpression plain(u"^[a-z0-9][a-z0-9.-]{0,63}$"_s);
    const char* const path = archive_entry_pathname(entry);
    const QString name = QString::fromUtf8(path ? path : "");
    if (!plain.match(name).hasMatch() || name.contains(".."_L1))
        return u"it holds a file of the name '%1'"_s.arg(name.left(80));
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_symlink(entry) || archive_entry_hardlink(entry))
        return u"'%1' is a link or a folder"_s.arg(name);
    if (archive_entry_is_encrypted(entry)) return u"'%1' is locked with a password"_s.arg(name);
    if (seen.contains(name)) return u"'%1' is in it twice"_s.arg(name);
    if (seen.size() >= kMostFiles) return u"it holds more than %1 files"_s.arg(kMostFiles);
    if (archive_entry_size_is_set(entry) && archive_entry_size(entry) > mostBytes)
        return u"'%1' claims to be larger than the package"_s.arg(name);
    return {};
}

}  // namespace

PackageFiles::End PackageFiles::read(bool byContents, const Taker& taker)
{
    const qint64 packageBytes = QFileInfo(m_path).size();
    const std::unique_ptr<archive, ReadCloser> zip(archive_read_new());
    if (byContents)
        archive_read_support_format_zip_seekable(zip.get());
    else
        archive_read_support_format_zip_streamable(zip.get());
    if (archive_read_open_filename(zip.get(), QFile::encodeName(m_path).constData(), kArchiveBlock) < ARCHIVE_WARN)
        return End::Broken;
    QSet<QString> seen;
    qint64 total = 0;
    while (true) {
        archive_entry* entry = nullptr;
        const int found = archive_read_next_header(zip.get(), &entry);
        if (found == ARCHIVE_EOF) return End::Whole;
        if (found < ARCHIVE_WARN) return End::Broken;
        // Of a package that was cut off a file may well claim what is not there any more.
        m_why = entryProblem(entry, seen, byContents ? packageBytes : kMostPackageBytes);
        if (!m_why.isEmpty()) return End::Hostile;
        const QString name = QString::fromUtf8(archive_entry_pathname(entry));
        seen.insert(name);
        taker.begins(name);
        int result = ARCHIVE_OK;
        while (result == ARCHIVE_OK) {
            const void* bytes = nullptr;
            size_t size = 0;
            la_int64_t at = 0;
            result = archive_read_data_block(zip.get(), &bytes, &size, &at);
            if (result < ARCHIVE_WARN) break;
            total += qint64(size);
            if (total > packageBytes) {
                m_why = u"'%1' unfolds into more than the package holds"_s.arg(name);
                return End::Hostile;
            }
            if (size > 0) taker.takes(QByteArrayView(static_cast<const char*>(bytes), qsizetype(size)));
            if (result == ARCHIVE_WARN) result = ARCHIVE_OK;
        }
        const bool isCut = result == ARCHIVE_FATAL;
        taker.ends(isCut);
        if (isCut) return End::Broken;
    }
}

}  // namespace tongdai::evidence
