#include "engine/history/disputes/sources/source_index.h"

#include "engine/domain/text/fold_text.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>
#include <string_view>

namespace tongdai {

namespace {

constexpr int kNearRows = 16;

/// Words between single spaces, with one before the first and one behind the last.
QByteArray wordsInARow(QStringView body)
{
    QString folded = foldText(body);
    for (QChar& c : folded) {
        if (!c.isLetterOrNumber()) c = QLatin1Char(' ');
    }
    return ' ' + folded.toUtf8() + ' ';
}

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), size_t(bytes.size())};
}

/// The standard library goes from one first letter to the next, and every needle begins with a space.
size_t placeIn(std::string_view texts, const QByteArray& needle, size_t from)
{
    if (from >= texts.size()) return std::string_view::npos;
    const void* const found =
        memmem(texts.data() + from, texts.size() - from, needle.constData(), size_t(needle.size()));
    return found ? size_t(static_cast<const char*>(found) - texts.data()) : std::string_view::npos;
}

}  // namespace

void IndexPiece::add(const IndexedLine& line, QStringView body)
{
    constexpr qsizetype kMostNames = std::numeric_limits<quint16>::max();
    if (line.id.size() > kMostNames || line.thread.size() > kMostNames) return;
    m_rows.push_back({quint32(m_texts.size()), quint32(m_names.size()), quint16(line.id.size()),
                      quint16(line.thread.size()), line.at.time_since_epoch().count()});
    m_texts += wordsInARow(body);
    m_names += line.id + line.thread;
}

qint64 IndexPiece::bytes() const
{
    return m_texts.size() + m_names.size() + qint64(m_rows.size() * sizeof(Row));
}

bool SourceIndex::add(std::shared_ptr<const IndexPiece> piece)
{
    const std::lock_guard lock(m_mutex);
    if (m_bytes + piece->bytes() > kMostBytes) return false;
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
    if (words.isEmpty()) return found;
    std::vector<QByteArray> needles;
    for (qsizetype i = 0; i < words.folded.size(); ++i) {
        const bool isBeginning = words.lastIsPrefix && i + 1 == words.folded.size();
        needles.push_back(' ' + words.folded[i].toUtf8() + (isBeginning ? "" : " "));
    }
    // The longest is the rarest, mostly.
    std::ranges::sort(needles, [](const QByteArray& a, const QByteArray& b) { return a.size() > b.size(); });
    const qint64 from = search.from ? search.from->time_since_epoch().count() : std::numeric_limits<qint64>::min();
    const qint64 to = search.to ? search.to->time_since_epoch().count() : std::numeric_limits<qint64>::max();

    // The newest only, the oldest of them on top: a frequent word stands in hundreds of thousands.
    struct Hit {
        qint64 at;
        const IndexPiece* piece;
        const IndexPiece::Row* row;
    };
    const auto isNewer = [](const Hit& a, const Hit& b) { return a.at > b.at; };
    std::vector<Hit> newest;
    const size_t most = size_t(std::max(search.limit, 0));
    const auto others = std::span(needles).subspan(1);
    for (const auto& piece : pieces) {
        const std::string_view texts = viewOf(piece->m_texts);
        const auto& rows = piece->m_rows;
        auto next = rows.begin();
        for (size_t at = placeIn(texts, needles.front(), 0); at != std::string_view::npos;) {
            // Of a frequent word the next one is near.
            for (int step = 0; next != rows.end() && next->text <= at; ++next) {
                if (++step < kNearRows) continue;
                next = std::upper_bound(next, rows.end(), quint32(at),
                                        [](quint32 place, const IndexPiece::Row& row) { return place < row.text; });
                break;
            }
            const IndexPiece::Row& row = *std::prev(next);
            const size_t end = next == rows.end() ? texts.size() : next->text;
            const std::string_view text = texts.substr(row.text, end - row.text);
            const bool isAll = std::ranges::all_of(
                others, [&](const QByteArray& needle) { return text.find(viewOf(needle)) != std::string_view::npos; });
            at = placeIn(texts, needles.front(), end);
            if (!isAll || row.at < from || row.at >= to) continue;
            ++found.found;
            if (newest.size() == most && (most == 0 || newest.front().at >= row.at)) continue;
            if (newest.size() == most) {
                std::ranges::pop_heap(newest, isNewer);
                newest.pop_back();
            }
            newest.push_back({row.at, piece.get(), &row});
            std::ranges::push_heap(newest, isNewer);
        }
    }
    std::ranges::sort_heap(newest, isNewer);
    for (const Hit& hit : newest) {
        const IndexPiece::Row& row = *hit.row;
        const QByteArray& names = hit.piece->m_names;
        found.newest.push_back({names.mid(row.names, row.idBytes), names.mid(row.names + row.idBytes, row.threadBytes),
                                TimePoint(std::chrono::milliseconds(row.at))});
    }
    return found;
}

}  // namespace tongdai
