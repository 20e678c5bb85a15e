#pragma once

#include "engine/api/setup/history_import.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>

namespace tongdai {

/// The words of an import: what a file was found to be, what would come of it, and what came (workspace 3.6).
class ImportWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::ImportWords)
public:
    static QString field(ImportField field);  ///< "Conversation", "Text", …
    /// Format, size, rows, and how its text is read.
    static QString found(const api::ImportLook& look, const ColumnMap& map, const Formats& formats);
    /// What a trial run counted, a line each.
    static QString preview(const api::ImportPreview& preview, const Formats& formats);
    /// What came of an import, or how far it is.
    static QString status(const api::ImportStatus& status, const Formats& formats);
    /// Who wrote a line, and when, in which conversation.
    static QString about(const ImportedLine& line, const Formats& formats);
    /// As the file has the text of a line.
    static QString inFile(const ImportedLine& line);
    /// Why a file or a plan cannot be used.
    static QString problem(const api::DeskFailure& failure);

private:
    static QStringList counts(const ImportCounts& counts, const Formats& formats);
    static QStringList refused(const std::array<qint64, 4>& leftOut, const Formats& formats);
};

}  // namespace tongdai
