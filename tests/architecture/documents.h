#pragma once

#include <QHash>
#include <QSet>
#include <QString>

namespace tongdai::testing {

/// What of a document can be cited.
struct Document {
    QSet<QString> sections;                ///< numbers of headings: "2.4"
    QSet<QString> rows;                    ///< first cells of tables: "F17", "S31", "A14"
    QSet<QString> titles;                  ///< headings without their numbers, and bold beginnings of paragraphs
    QHash<QString, QSet<int>> itemsBelow;  ///< numbers of list entries and of table rows below a section

    bool hasSection(const QString& number) const;  ///< "7.8": also the eighth entry of section 7
};

Document readDocument(const QString& text);

/// The documents by the names that comments have for them: "guarantees", "contracts/chat-history", "README" …
using Documents = QHash<QString, Document>;

}  // namespace tongdai::testing
