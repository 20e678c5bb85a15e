#pragma once

#include "tests/architecture/comments.h"
#include "tests/architecture/documents.h"

#include <QMap>

namespace tongdai::testing {

/// Reads citations out of comments and looks each up. What counts as one:
///
///     guarantees 2.4 · design §5, step 7 · security S02, S06 · workspace 3.2 to 3.4 · features A14
///     contracts/chat-history §1 and §2 · contracts/realtime-chat · guarantees, "Database away"
///     guarantees 2.1 decision 12 · defect 11 (of contracts/chat-history §3)
///     §2.5           of the document named last in the same comment, or of an RFC or UAX named just before
///     F17, G8, I3, S31 without a document's name: rows of guarantees and security (`bareRows`)
class CitationReader {
public:
    struct Options {
        bool bareRows = true;  ///< false where F10 is a key of the keyboard
        QString own = {};      ///< a document's own name: what § means in it
    };

    explicit CitationReader(Documents documents) : m_documents(std::move(documents)) {}

    /// Each problem as "file:line: citation (why)".
    QStringList problemsIn(const QString& file, const std::vector<Comment>& comments, const Options& options);
    /// How many were read, by the document they name.
    const QMap<QString, int>& counts() const { return m_counts; }

private:
    struct Reading;
    void read(Reading& reading);
    qsizetype readNamed(Reading& reading, const QString& name, qsizetype at);
    void readBare(Reading& reading);
    void look(Reading& reading, const QString& document, const QString& item, qsizetype at);

    Documents m_documents;
    QMap<QString, int> m_counts;
};

}  // namespace tongdai::testing
