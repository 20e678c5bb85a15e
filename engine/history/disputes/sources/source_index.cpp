#include "engine/history/disputes/sources/source_index.h"

#include "engine/domain/text/fold_text.h"

#include <algorithm>
#include <limits>

namespace tongdai {

namespace {

/// Each word once, as it is searched for.
std::vector<std::string> wordsOfText(QStringView body)
{
    QString folded = foldText(body);
    for (QChar& c : folded) {
        if (!c.isLetterOrNumber()) c = QLatin1Char(' ');
    }
    std::vector<std::string> words;
    for (const QStringView word : QStringView(folded).tokenize(u' ', Qt::SkipEmptyParts)) {
        const QByteArray letters = word.left(kMaxSearchWord).toUtf8();
        words.emplace_back(letters.constData(), size_t(letters.size()));
    }
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

}  // namespace

std::string_view IndexPiece::word(size_t index) const
{
    const quint32 begin = index == 0 ? 0 : m_vocabulary[index - 1].lettersEnd;
    return {m_letters.constData() + begin, m_vocabulary[index].lettersEnd - begin};
}

IndexPiece::Range IndexPiece::wordsLike(std::string_view letters, bool isBeginning) const
{
    const auto isBefore = [&](auto&& test) {
        size_t low = 0;
        size_t high = m_vocabulary.size();
        while (low < high) {
            const size_t middle = (low + high) / 2;
            if (test(word(middle)))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    };
    Range range;
    range.first = isBefore([&](std::string_view each) { return each < letters; });
    range.end = isBefore([&](std::string_view each) {
        return each < letters || (isBeginning ? each.starts_with(letters) : each == letters);
    });
    range.places = placesBefore(range.end) - placesBefore(range.first);
    return range;
}

qint64 IndexPiece::bytes() const
{
    return m_names.size() + m_letters.size() + qint64(m_rows.size() * sizeof(Row)) +
           qint64(m_vocabulary.size() * sizeof(Word)) + qint64(m_places.size() * sizeof(quint32));
}

void IndexPieceMaker::add(const IndexedLine& line, QStringView body)
{
    constexpr qsizetype kMostNames = std::numeric_limits<quint16>::max();
    if (line.id.size() > kMostNames || line.thread.size() > kMostNames) return;
    const auto row = quint32(m_piece->m_rows.size());
    m_piece->m_rows.push_back({quint32(m_piece->m_names.size()), quint16(line.id.size()), quint16(line.thread.size()),
                               line.at.time_since_epoch().count()});
    m_piece->m_names += line.id + line.thread;
    for (std::string& word : wordsOfText(body))
        m_rowsOf[std::move(word)].push_back(row);
}

std::shared_ptr<const IndexPiece> IndexPieceMaker::made()
{
    std::vector<const std::pair<const std::string, std::vector<quint32>>*> words;
    words.reserve(m_rowsOf.size());
    for (const auto& each : m_rowsOf)
        words.push_back(&each);
    std::ranges::sort(words, {}, [](const auto* each) -> const std::string& { return each->first; });
    IndexPiece& piece = *m_piece;
    piece.m_vocabulary.reserve(words.size());
    for (const auto* each : words) {
        piece.m_letters.append(each->first.data(), qsizetype(each->first.size()));
        piece.m_places.insert(piece.m_places.end(), each->second.begin(), each->second.end());
        piece.m_vocabulary.push_back({quint32(piece.m_letters.size()), quint32(piece.m_places.size())});
    }
    // Appended to, they have grown beyond what they hold, and bytes() counts what they hold.
    piece.m_letters.squeeze();
    piece.m_names.squeeze();
    piece.m_places.shrink_to_fit();
    piece.m_rows.shrink_to_fit();
    m_rowsOf.clear();
    return std::exchange(m_piece, std::make_shared<IndexPiece>());
}

bool SourceIndex::add(std::shared_ptr<const IndexPiece> piece)
{
    const std::lock_guard lock(m_mutex);
    if (m_bytes + piece->bytes() > m_mostBytes) return false;
    m_bytes += piece->bytes();
    m_lines += piece->lines();
    m_pieces.push_back(std::move(piece));
    return true;
}

void SourceIndex::setWhole(bool whole)
{
    const std::lock_guard lock(m_mutex);
    m_isWhole = whole;
}

void SourceIndex::clear()
{
    const std::lock_guard lock(m_mutex);
    m_pieces.clear();
    m_lines = m_bytes = 0;
    m_isWhole = false;
}

qint64 SourceIndex::lines() const
{
    const std::lock_guard lock(m_mutex);
    return m_lines;
}

bool SourceIndex::isWhole() const
{
    const std::lock_guard lock(m_mutex);
    return m_isWhole;
}

struct SourceIndex::Wanted {
    std::string letters;
    bool isBeginning = false;
};

/// The newest hits only, the oldest of them on top: a frequent word stands in hundreds of thousands.
class SourceIndex::Newest {
public:
    explicit Newest(const DisputeSearch& search) : m_most(size_t(std::max(search.limit, 0)))
    {
        if (search.from) m_from = search.from->time_since_epoch().count();
        if (search.to) m_to = search.to->time_since_epoch().count();
        m_hasBounds = search.from || search.to;
    }

    void add(const IndexPiece& piece, const IndexPiece::Row& row)
    {
        if (row.at < m_from || row.at >= m_to || (m_hasBounds && row.at == kNoTime)) return;
        ++m_found;
        if (m_hits.size() == m_most) {
            if (m_most == 0 || m_hits.front().row->at >= row.at) return;
            std::ranges::pop_heap(m_hits, isNewer);
            m_hits.pop_back();
        }
        m_hits.push_back({&piece, &row});
        std::ranges::push_heap(m_hits, isNewer);
    }
    void addTo(Found& found)
    {
        found.found = m_found;
        std::ranges::sort_heap(m_hits, isNewer);
        for (const auto& [piece, row] : m_hits) {
            const QByteArray& names = piece->m_names;
            found.newest.push_back({names.mid(row->names, row->idBytes),
                                    names.mid(row->names + row->idBytes, row->threadBytes),
                                    TimePoint(std::chrono::milliseconds(row->at))});
        }
    }

private:
    struct Hit {
        const IndexPiece* piece;
        const IndexPiece::Row* row;
    };
    static constexpr qint64 kNoTime = TimePoint{}.time_since_epoch().count();
    static bool isNewer(const Hit& a, const Hit& b) { return a.row->at > b.row->at; }

    size_t m_most;
    qint64 m_from = std::numeric_limits<qint64>::min();
    qint64 m_to = std::numeric_limits<qint64>::max();
    bool m_hasBounds = false;
    std::vector<Hit> m_hits;
    qint64 m_found = 0;
};

void SourceIndex::findAll(const IndexPiece& piece, Newest& newest)
{
    for (const IndexPiece::Row& row : piece.m_rows)
        newest.add(piece, row);
}

/// The rows of the rarest word, as long as every other word stands in them too.
void SourceIndex::findIn(const IndexPiece& piece, const std::vector<Wanted>& wanted, Newest& newest)
{
    std::vector<IndexPiece::Range> ranges;
    for (const Wanted& each : wanted) {
        ranges.push_back(piece.wordsLike(each.letters, each.isBeginning));
        if (ranges.back().places == 0) return;
    }
    std::ranges::sort(ranges, {}, &IndexPiece::Range::places);
    std::vector<quint32> wordsIn(piece.m_rows.size());  // how many of the first ones stand in it
    std::vector<quint32> rows;
    for (quint32 n = 0; n < ranges.size(); ++n) {
        rows.clear();
        const quint32* const end = piece.m_places.data() + piece.placesBefore(ranges[n].end);
        for (const quint32* row = piece.m_places.data() + piece.placesBefore(ranges[n].first); row != end; ++row) {
            if (wordsIn[*row] != n) continue;  // not all before, or this one already by another of its words
            wordsIn[*row] = n + 1;
            rows.push_back(*row);
        }
        if (rows.empty()) return;
    }
    for (const quint32 row : rows)
        newest.add(piece, piece.m_rows[row]);
}

SourceIndex::Found SourceIndex::find(const SearchWords& words, const DisputeSearch& search) const
{
    std::vector<std::shared_ptr<const IndexPiece>> pieces;
    Found found;
    {
        const std::lock_guard lock(m_mutex);
        pieces = m_pieces;
        found.searched = m_lines;
        found.isWhole = m_isWhole;
    }
    Newest newest(search);
    if (words.isEmpty() && search.text.isEmpty() && (search.from || search.to)) {
        for (const auto& piece : pieces)
            findAll(*piece, newest);
        newest.addTo(found);
        return found;
    }
    if (words.isEmpty()) return found;
    std::vector<Wanted> wanted;
    for (qsizetype i = 0; i < words.folded.size(); ++i) {
        const bool isBeginning = words.lastIsPrefix && i + 1 == words.folded.size();
        wanted.push_back({words.folded[i].toStdString(), isBeginning});
    }
    for (const auto& piece : pieces)
        findIn(*piece, wanted, newest);
    newest.addTo(found);
    return found;
}

}  // namespace tongdai
