#include "engine/host/backup/backup_file.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <archive.h>
#include <archive_entry.h>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPiece = 1024 * 1024;
constexpr qint64 kMostManifest = 1024 * 1024;
constexpr auto kManifest = "manifest.json"_L1;
constexpr auto kManifestSum = "manifest.sha256"_L1;

QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

struct TarReadCloser {
    void operator()(archive* tar) const { archive_read_free(tar); }
};
struct TarEntryCloser {
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

/// The file that libarchive reads, and the piece of it that libarchive looks at.
struct TarInput {
    QFile& file;
    QByteArray piece = {};
};

la_ssize_t writeTar(archive*, void* file, const void* bytes, size_t size)
{
    const qint64 written = static_cast<QFile*>(file)->write(static_cast<const char*>(bytes), qint64(size));
    return written == qint64(size) ? la_ssize_t(written) : -1;
}

la_ssize_t readTar(archive*, void* data, const void** bytes)
{
    auto& input = *static_cast<TarInput*>(data);
    input.piece = input.file.read(kPiece);
    *bytes = input.piece.constData();
    return input.piece.size();
}

/// A plain file whose bytes are all there.
bool isPlainFile(archive_entry* entry)
{
    return archive_entry_filetype(entry) == AE_IFREG && !archive_entry_symlink(entry) &&
           !archive_entry_hardlink(entry) && archive_entry_sparse_count(entry) == 0 &&
           archive_entry_size_is_set(entry) && archive_entry_pathname(entry);
}

/// Two empty blocks stand at the end of a whole archive; libarchive does without them.
bool endsAsATarDoes(QFile& in)
{
    constexpr qint64 end = 1024;
    return in.size() >= end && in.seek(in.size() - end) && in.read(end) == QByteArray(end, '\0');
}

}  // namespace

QByteArray BackupManifest::toJson() const
{
    QJsonArray list;
    for (const Entry& entry : entries) {
        list << QJsonObject{
            {u"name"_s, entry.name}, {u"size"_s, entry.size}, {u"sha256"_s, QString::fromLatin1(entry.sha256)}};
    }
    const QJsonObject object{{u"format"_s, u"tongdai-backup"_s},
                             {u"formatVersion"_s, 1},
                             {u"program"_s, program},
                             {u"madeAt"_s, madeAt.toUTC().toString(Qt::ISODate)},
                             {u"schemaVersion"_s, schemaVersion},
                             {u"conversations"_s, conversations},
                             {u"messages"_s, messages},
                             {u"entries"_s, list}};
    return QJsonDocument(object).toJson();
}

std::optional<BackupManifest> BackupManifest::fromJson(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object[u"format"_s].toString() != "tongdai-backup"_L1 || object[u"formatVersion"_s].toInt() != 1)
        return std::nullopt;
    BackupManifest manifest;
    manifest.program = object[u"program"_s].toString();
    manifest.madeAt = QDateTime::fromString(object[u"madeAt"_s].toString(), Qt::ISODate);
    manifest.schemaVersion = object[u"schemaVersion"_s].toInt();
    manifest.conversations = object[u"conversations"_s].toInteger();
    manifest.messages = object[u"messages"_s].toInteger();
    for (const QJsonValue& value : object[u"entries"_s].toArray()) {
        manifest.entries << Entry{value[u"name"_s].toString(), value[u"size"_s].toInteger(),
                                  value[u"sha256"_s].toString().toLatin1()};
    }
    return manifest;
}

void BackupWriter::Closer::operator()(archive* tar) const
{
    archive_write_free(tar);
}

BackupWriter::BackupWriter(QFile& out) : m_out(out), m_tar(archive_write_new())
{
    // GNU's form writes sizes above 8 GiB into the header itself; earlier versions of this program read it, too.
    archive_write_set_format_gnutar(m_tar.get());
    archive_write_add_filter_none(m_tar.get());
    archive_write_set_bytes_per_block(m_tar.get(), 0);  // each write as it is, so that a full disk is noticed at once
    archive_write_open2(m_tar.get(), &m_out, nullptr, writeTar, nullptr, nullptr);
}

BackupWriter::~BackupWriter()
{
    // Of an archive that was given up nothing more is written.
    archive_write_fail(m_tar.get());
}

bool BackupWriter::begin(const QString& name, qint64 size)
{
    const std::unique_ptr<archive_entry, TarEntryCloser> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.toUtf8().constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_size(entry.get(), size);
    archive_entry_set_mtime(entry.get(), time_t(QDateTime::currentSecsSinceEpoch()), 0);
    return archive_write_header(m_tar.get(), entry.get()) == ARCHIVE_OK;
}

bool BackupWriter::write(const QByteArray& bytes)
{
    return archive_write_data(m_tar.get(), bytes.constData(), size_t(bytes.size())) == bytes.size();
}

bool BackupWriter::add(const QString& name, QIODevice& content, const BackupProgress& progress)
{
    const qint64 size = content.size();
    if (!begin(name, size)) return false;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    qint64 done = 0;
    while (done < size) {
        const QByteArray piece = content.read(qMin(kPiece, size - done));
        if (piece.isEmpty() || !write(piece)) return false;
        hash.addData(piece);
        done += piece.size();
        if (!progress(done)) return false;
    }
    m_entries << BackupManifest::Entry{name, size, hash.result().toHex()};
    return archive_write_finish_entry(m_tar.get()) == ARCHIVE_OK;
}

bool BackupWriter::add(const QString& name, const QByteArray& content)
{
    m_entries << BackupManifest::Entry{name, content.size(), sha256(content)};
    return begin(name, content.size()) && write(content) && archive_write_finish_entry(m_tar.get()) == ARCHIVE_OK;
}

bool BackupWriter::finish(BackupManifest manifest)
{
    manifest.entries = m_entries;
    const QByteArray json = manifest.toJson();
    return add(kManifest, json) && add(kManifestSum, sha256(json) + '\n') &&
           archive_write_close(m_tar.get()) == ARCHIVE_OK && m_out.flush();
}

BackupReader::Verdict BackupReader::readEntry(archive* tar, archive_entry* entry,
                                              const std::function<QIODevice*(const QString&)>& sinkOf,
                                              const BackupProgress& progress, Found& found)
{
    const QString name = QString::fromUtf8(archive_entry_pathname(entry));
    const qint64 size = archive_entry_size(entry);
    const bool isOwn = name == kManifest || name == kManifestSum;
    if (size < 0 || size > m_in.size() || (isOwn && size > kMostManifest)) return Verdict::Damaged;
    if (found.entries.contains(name)) return Verdict::Damaged;
    QIODevice* const sink = sinkOf(name);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    qint64 done = 0;
    while (true) {
        const void* bytes = nullptr;
        size_t length = 0;
        la_int64_t at = 0;
        const int result = archive_read_data_block(tar, &bytes, &length, &at);
        if (result == ARCHIVE_EOF) break;
        if (result != ARCHIVE_OK || at != done) return Verdict::Damaged;
        const QByteArray piece = QByteArray::fromRawData(static_cast<const char*>(bytes), qsizetype(length));
        hash.addData(piece);
        if (sink && sink->write(piece) != piece.size()) return Verdict::CannotWrite;
        if (name == kManifest) found.manifest.append(piece.constData(), piece.size());
        if (name == kManifestSum) found.sum.append(piece.constData(), piece.size());
        done += piece.size();
        if (!progress(m_in.pos())) return Verdict::Stopped;
    }
    if (done != size) return Verdict::Damaged;
    found.entries.insert(name, {name, size, hash.result().toHex()});
    return Verdict::Whole;
}

BackupReader::Verdict BackupReader::judge(const Found& found)
{
    if (found.manifest.isEmpty()) return found.entries.isEmpty() ? Verdict::NotABackup : Verdict::Damaged;
    const auto manifest = BackupManifest::fromJson(found.manifest);
    if (found.sum.trimmed() != sha256(found.manifest)) return Verdict::Damaged;
    if (!manifest) return Verdict::NotABackup;
    // Exactly what the manifest names, no more and no less.
    if (manifest->entries.size() + 2 != found.entries.size()) return Verdict::Damaged;
    for (const BackupManifest::Entry& entry : manifest->entries) {
        const BackupManifest::Entry read = found.entries.value(entry.name);
        if (read.size != entry.size || read.sha256 != entry.sha256) return Verdict::Damaged;
    }
    if (!endsAsATarDoes(m_in)) return Verdict::Damaged;
    m_manifest = *manifest;
    return Verdict::Whole;
}

BackupReader::Verdict BackupReader::read(const std::function<QIODevice*(const QString&)>& sinkOf,
                                         const BackupProgress& progress)
{
    TarInput input{m_in};
    const std::unique_ptr<archive, TarReadCloser> tar(archive_read_new());
    archive_read_support_format_tar(tar.get());  // and no filter: what is compressed is no backup
    if (archive_read_open(tar.get(), &input, nullptr, readTar, nullptr) != ARCHIVE_OK) return Verdict::NotABackup;
    Found found;
    for (bool isFirst = true;; isFirst = false) {
        archive_entry* entry = nullptr;
        const int result = archive_read_next_header(tar.get(), &entry);
        if (result == ARCHIVE_EOF) return judge(found);
        if (result != ARCHIVE_OK) return isFirst ? Verdict::NotABackup : Verdict::Damaged;
        if (!isPlainFile(entry)) return Verdict::Damaged;
        const Verdict verdict = readEntry(tar.get(), entry, sinkOf, progress, found);
        if (verdict != Verdict::Whole) return verdict;
    }
}

}  // namespace tongdai
