#include "engine/history/sqlite/store_birth.h"

#include "engine/history/store/sql_error.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>
#include <QtEndian>

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstdio>

namespace tongdai {

using namespace Qt::StringLiterals;
using Trouble = SqlError::Trouble;

namespace {

constexpr quint16 kPageSize = 4096;

QByteArray firstPage()
{
    QByteArray page(kPageSize, '\0');
    page.replace(0, 16, QByteArray("SQLite format 3", 16));
    qToBigEndian(kPageSize, page.data() + 16);
    page[18] = 1;  // file format of writers, and of readers
    page[19] = 1;
    page[21] = 64;  // payload fractions: fixed by the format
    page[22] = 32;
    page[23] = 32;
    qToBigEndian(quint32(1), page.data() + 28);  // pages in the file
    qToBigEndian(kSqliteApplicationId, page.data() + 68);
    page[100] = 0x0d;                            // the schema's table, a leaf without cells
    qToBigEndian(kPageSize, page.data() + 105);  // where cells begin: at the end
    return page;
}

[[noreturn]] void failBirth(const QString& file, int error)
{
    const bool isFull = error == ENOSPC || error == EDQUOT;
    throw SqlError(isFull ? Trouble::Full : Trouble::Refused, u"create"_s, file,
                   (isFull ? u"the disk is full: "_s : QString()) + qt_error_string(error));
}

/// One step, and never over what somebody else put there meanwhile.
bool giveName(const QByteArray& from, const QByteArray& to)
{
    if (::link(from.constData(), to.constData()) == 0 || errno == EEXIST) return true;
    // A file system without second names.
    return !QFile::exists(QFile::decodeName(to)) && std::rename(from.constData(), to.constData()) == 0;
}

void flushFolderOf(const QString& file)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(file).absolutePath());
    const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

void bringIntoTheWorld(const QString& file)
{
    const QFileInfo info(file);
    if (info.exists()) {
        if (info.size() > 0) return;
        throw SqlError(Trouble::Corrupt, u"open"_s, file,
                       u"the file is empty: what was in it is lost. It was left as it is"_s);
    }
    // SQLite would throw a log away whose file is gone or empty.
    if (QFileInfo(file + "-wal"_L1).size() > 0)
        throw SqlError(Trouble::Corrupt, u"open"_s, file,
                       u"the file is gone, and its log %1-wal is still there. Nothing was changed"_s.arg(file));
    QDir().mkpath(info.absolutePath());
    QTemporaryFile fresh(file + ".new-XXXXXX"_L1);  // of mode 0600
    if (!fresh.open()) failBirth(file, errno);
    const QByteArray name = QFile::encodeName(fresh.fileName());
    const QByteArray page = firstPage();
    if (::write(fresh.handle(), page.constData(), size_t(page.size())) != page.size()) failBirth(file, errno);
    if (::fsync(fresh.handle()) != 0) failBirth(file, errno);
    if (!giveName(name, QFile::encodeName(file))) failBirth(file, errno);
    flushFolderOf(file);
}

}  // namespace tongdai
