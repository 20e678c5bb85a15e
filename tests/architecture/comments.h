#pragma once

#include <QString>

#include <vector>

namespace tongdai::testing {

/// Comment lines that stand together, as one text; a citation may run over the end of a line.
struct Comment {
    QString text;
    struct Line {
        qsizetype at = 0;  ///< where it begins in `text`
        int number = 0;    ///< in the file, from 1
    };
    std::vector<Line> lines;

    int lineAt(qsizetype offset) const;
};

/// The comments of a C++ source (texts and raw texts are left alone).
std::vector<Comment> commentsOfCpp(const QString& source);
/// The comments of SQL and Lua: from `--` to the end of the line.
std::vector<Comment> commentsAfterDashes(const QString& source);
/// A document's paragraphs, table rows and headings, so that its own citations can be checked as well.
std::vector<Comment> paragraphsOf(const QString& document);

}  // namespace tongdai::testing
