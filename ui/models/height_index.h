#pragma once

#include <QtGlobal>

#include <vector>

namespace tongdai {

/// Heights of many blocks and the sums before them: where a block starts and which block lies at a position, both in
/// O(log n), so that a thread of 100,000 lines scrolls like one of ten. A Fenwick tree; rebuilt only when lines come
/// in anywhere but at the end.
class HeightIndex {
public:
    void assign(std::vector<int> heights);
    void insert(int at, const std::vector<int>& heights);
    void remove(int at, int count);
    void append(int height);
    void set(int row, int height);
    int height(int row) const { return m_heights[size_t(row)]; }
    int count() const { return int(m_heights.size()); }
    qint64 total() const { return sumBefore(count()); }
    /// Where row starts: the sum of all heights before it.
    qint64 sumBefore(int row) const;
    /// The row that covers position y; clamped to the first and last row. -1 when empty.
    int rowAt(qint64 y) const;

private:
    void rebuild();

    std::vector<int> m_heights;
    std::vector<qint64> m_tree;  ///< one-based Fenwick tree over m_heights
};

}  // namespace tongdai
