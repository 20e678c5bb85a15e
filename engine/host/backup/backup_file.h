#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QFile>
#include <QHash>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

struct archive;
struct archive_entry;

namespace tongdai {

/// What a backup says of itself.
struct BackupManifest {
    struct Entry {
        QString name;
        qint64 size = 0;
        QByteArray sha256;  ///< hexadecimal
    };
    QString program;  ///< version that made it
    QDateTime madeAt;
    int schemaVersion = 0;
    qint64 conversations = 0;
    qint64 messages = 0;
    QList<Entry> entries;

    QByteArray toJson() const;
    static std::optional<BackupManifest> fromJson(const QByteArray& json);
};

/// Called with the bytes done so far; false: stop.
using BackupProgress = std::function<bool(qint64 done)>;

/// A backup is one file: a POSIX tar archive that any archive program opens, with the entries of a shop, then
/// `manifest.json` (names, sizes and SHA-256 of all of them) and `manifest.sha256` (of the manifest itself), so that a
/// single changed byte anywhere is found. Blocking, any thread.
class BackupWriter {
public:
    /// `out` is open for writing.
    explicit BackupWriter(QFile& out);
    ~BackupWriter();
    /// False: the disk is full, or progress said stop.
    bool add(const QString& name, QIODevice& content, const BackupProgress& progress);
    bool add(const QString& name, const QByteArray& content);
    /// Writes manifest and end.
    bool finish(BackupManifest manifest);

private:
    struct Closer {
        void operator()(archive* tar) const;
    };
    bool begin(const QString& name, qint64 size);
    bool write(const QByteArray& bytes);

    QFile& m_out;
    std::unique_ptr<archive, Closer> m_tar;
    QList<BackupManifest::Entry> m_entries;
};

/// Reads what BackupWriter wrote, and nothing else that is a tar archive: files alone, no links, no holes, no
/// compression, no name twice. Blocking, any thread.
class BackupReader {
public:
    explicit BackupReader(QFile& in) : m_in(in) {}

    enum class Verdict { Whole, NotABackup, Damaged, CannotWrite, Stopped };
    /// Reads everything and checks every sum; `sinkOf` names the device an entry's content goes to, or none.
    /// Nothing read may be used before it has said Whole.
    Verdict read(const std::function<QIODevice*(const QString& name)>& sinkOf, const BackupProgress& progress);
    const BackupManifest& manifest() const { return m_manifest; }

private:
    struct Found {
        QHash<QString, BackupManifest::Entry> entries;
        QByteArray manifest;
        QByteArray sum;
    };
    Verdict readEntry(archive* tar, archive_entry* entry, const std::function<QIODevice*(const QString& name)>& sinkOf,
                      const BackupProgress& progress, Found& found);
    Verdict judge(const Found& found);

    QFile& m_in;
    BackupManifest m_manifest;
};

}  // namespace tongdai
