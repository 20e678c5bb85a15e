#pragma once

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QMap>
#include <QRandomGenerator>
#include <QString>
#include <QTemporaryDir>

#include <vector>

namespace tongdai::testing {

/// What a program under test did to its files, written down by tests/support/shim, and what a power cut at any moment
/// would have left of them (guarantees 3.3). Linux, programs that link the C library dynamically.
class DiskRecord {
public:
    DiskRecord();

    /// Environment of the program that is to be watched, in `folder`.
    QMap<QString, QString> environment(const QString& folder) const;
    /// Why it cannot be used; empty: it can.
    QString problem() const;
    /// Notes a moment: a caller has been told. Any number of records before it are in the program's past.
    void mark(const QByteArray& what);

    struct Entry {
        char operation =
            0;         ///< 'w' write, 't' truncate, 'u' unlink, 's' sync, 'm' mark, 'a' an answer over HTTP leaves
        QString path;  ///< of 'm': what was marked
        quint64 offset = 0;
        QByteArray data;
    };
    std::vector<Entry> entries() const;

private:
    QTemporaryDir m_dir;
    QFile m_log;
};

/// The disk at one moment: what was flushed, and what was only on its way.
class CutDisk {
public:
    /// `honoursSyncs` false: as if no flush had ever been asked for, to see that a test would notice.
    explicit CutDisk(bool honoursSyncs = true) : m_honoursSyncs(honoursSyncs) {}
    void apply(const DiskRecord::Entry& entry);
    /// Files as a cut now leaves them: everything flushed, and a random part of the rest, perhaps torn.
    QHash<QString, QByteArray> cut(QRandomGenerator& random) const;

private:
    struct File {
        QByteArray flushed;
        std::vector<DiskRecord::Entry> pending;
        bool isUnlinked = false;  ///< the folder's next flush, which any file's flush brings, makes it last
    };
    static void carryOut(const DiskRecord::Entry& entry, QByteArray& content);
    void flush(const QString& path);

    bool m_honoursSyncs;
    QHash<QString, File> m_files;
};

}  // namespace tongdai::testing
