#pragma once

#include "engine/domain/dispute/dispute.h"
#include "engine/domain/text/search_words.h"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tongdai {

/// Where a message of another program's database lies.
struct IndexedLine {
    QByteArray id;
    QByteArray thread;
    TimePoint at{};
};

/// A piece of the index: of some thousand texts, which words there are and in which of them each stands. Never changes
/// once it is made.
class IndexPiece {
public:
    qint64 lines() const { return qint64(m_rows.size()); }
    qint64 bytes() const;

private:
    friend class IndexPieceMaker;
    friend class SourceIndex;
    struct Row {
        quint32 names = 0;
        quint16 idBytes = 0;
        quint16 threadBytes = 0;
        qint64 at = 0;
    };
    /// Where a word ends, and the rows it stands in: both begin where those of the word before end.
    struct Word {
        quint32 lettersEnd = 0;
        quint32 placesEnd = 0;
    };
    /// Some words that follow each other.
    struct Range {
        size_t first = 0;
        size_t end = 0;
        quint32 places = 0;  ///< in all their rows
    };
    std::string_view word(size_t index) const;
    quint32 placesBefore(size_t index) const { return index == 0 ? 0 : m_vocabulary[index - 1].placesEnd; }
    Range wordsLike(std::string_view letters, bool isBeginning) const;

    QByteArray m_names;
    std::vector<Row> m_rows;
    QByteArray m_letters;            ///< of all words, one behind the other
    std::vector<Word> m_vocabulary;  ///< in the order of their bytes
    std::vector<quint32> m_places;   ///< rows, by words
};

/// Makes a piece out of texts. One thread.
class IndexPieceMaker {
public:
    void add(const IndexedLine& line, QStringView body);
    /// What was added; the next one begins empty.
    std::shared_ptr<const IndexPiece> made();

private:
    std::shared_ptr<IndexPiece> m_piece = std::make_shared<IndexPiece>();
    std::unordered_map<std::string, std::vector<quint32>> m_rowsOf;
};

/// Finds words in the texts of a database that has no index for words and is only to be read: in memory, about 140
/// bytes a message, never more than it may; what has no room is not found, and search says so. Case, marks and đ do
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
    explicit SourceIndex(qint64 mostBytes = kMostBytes) : m_mostBytes(mostBytes) {}
    /// False: there is no room for it.
    bool add(std::shared_ptr<const IndexPiece> piece);
    void setWhole(bool whole);
    void clear();
    qint64 lines() const;
    bool isWhole() const;
    /// All words must stand in a text; the last may be the beginning of one. Without words: every text of that time.
    Found find(const SearchWords& words, const DisputeSearch& search) const;

private:
    struct Wanted;
    class Newest;
    static void findAll(const IndexPiece& piece, Newest& newest);
    static void findIn(const IndexPiece& piece, const std::vector<Wanted>& wanted, Newest& newest);

    qint64 m_mostBytes;
    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<const IndexPiece>> m_pieces;
    qint64 m_lines = 0;
    qint64 m_bytes = 0;
    bool m_isWhole = false;
};

}  // namespace tongdai
