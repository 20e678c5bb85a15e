#pragma once

#include "engine/api/statistics.h"

#include <QTemporaryFile>

#include <optional>

namespace tongdai {

/// A detail export on its way to the disk: beside its name until it has it, readable by nobody else, and gone again
/// where it never gets it. One thread at a time; blocks. Every function answers with what went wrong, in the system's
/// words; empty: nothing.
class DetailFile {
public:
    explicit DetailFile(QString path) : m_path(std::move(path)) {}
    ~DetailFile();
    DetailFile(const DetailFile&) = delete;
    DetailFile& operator=(const DetailFile&) = delete;

    QString open(const api::DetailRequest& request);
    QString add(const std::vector<ConversationFigures>& rows) { return m_sheet->add(rows); }
    QString finish();
    /// From here on it has its name.
    QString name();
    /// Nothing of it is left.
    void drop();
    qint64 bytes() const { return m_bytes; }

private:
    QString m_path;
    std::optional<QTemporaryFile> m_part;
    std::unique_ptr<api::DetailSheet> m_sheet;
    qint64 m_bytes = 0;
};

}  // namespace tongdai
