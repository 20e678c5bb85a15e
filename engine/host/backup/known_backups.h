#pragma once

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace tongdai {

/// A backup this data folder knows of.
struct KnownBackup {
    QString file;
    QDateTime madeAt;
    qint64 conversations = 0;
    friend bool operator==(const KnownBackup&, const KnownBackup&) = default;
};

/// Which backups were made of the shop in this data folder: one small file, `backups.json`, newest first, so that a
/// damaged shop can name the one to go back to. Blocking, any thread; what cannot be read or written is as if it were
/// not there, since a backup is good without being noted.
class KnownBackups {
public:
    static constexpr qsizetype kMost = 20;

    explicit KnownBackups(const QString& dataDir);
    void note(const KnownBackup& backup);
    std::vector<KnownBackup> all() const;
    /// The newest whose file is still there.
    std::optional<KnownBackup> newest() const;
    /// For an administrator whose history is damaged: how to go back to it, or that none is known.
    QString advice() const;

private:
    QString m_file;
};

}  // namespace tongdai
