#pragma once

#include "engine/domain/dispute/dispute.h"
#include "engine/domain/text/search_words.h"

#include <memory>
#include <mutex>
#include <vector>

namespace tongdai {

/// Where a message of another program's database lies.
struct IndexedLine {
    QByteArray id;
    QByteArray thread;
    TimePoint at{};
};

/// A piece of the index: the search form of some thousand texts, one behind the other. Never changes once it is built.
class IndexPiece {
public:
    void add(const IndexedLine& line, QStringView body);
    qint64 lines() const { return qint64(m_rows.size()); }
    qint64 bytes() const;

private:
    friend class SourceIndex;
    struct Row {
        quint32 text = 0;
        quint32 names = 0;
        quint16 idBytes = 0;
        quint16 threadBytes = 0;
        qint64 at = 0;
    };
    QByteArray m_texts;
    QByteArray m_names;
    std::vector<Row> m_rows;
};

/// Finds words in the texts of a database that has no index for words and is only to be read: in memory, about 140
/// bytes a message, never more than kMostBytes; what has no room is not found, and search says so. Case, marks and đ do
/// not matter (fold_text.h). Any thread.
class SourceIndex {
public:
    static constexpr qint64 kMostBytes = 400LL * 1024 * 1024;

    struct Found {
        std::vector<IndexedLine> newest;  ///< newest first
        qint64 found = 0;
        qint64 searched = 0;
        bool isWhole = false;
    };
    /// False: there is no room for it.
    bool add(std::shared_ptr<const IndexPiece> piece);
    void setWhole(bool whole);
    void clear();
    qint64 lines() const;
    bool isWhole() const;
    /// All words must stand in a text; the last may be the beginning of one.
    Found find(const SearchWords& words, const DisputeSearch& search) const;

private:
    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<const IndexPiece>> m_pieces;
    qint64 m_lines = 0;
    qint64 m_bytes = 0;
    bool m_isWhole = false;
};

}  // namespace tongdai
