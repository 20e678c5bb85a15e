#include "ui/models/height_index.h"

#include <algorithm>
#include <bit>

namespace tongdai {

void HeightIndex::assign(std::vector<int> heights)
{
    m_heights = std::move(heights);
    rebuild();
}

void HeightIndex::insert(int at, const std::vector<int>& heights)
{
    if (at == count() && heights.size() == 1) {
        append(heights.front());
        return;
    }
    m_heights.insert(m_heights.begin() + at, heights.begin(), heights.end());
    rebuild();
}

void HeightIndex::remove(int at, int count)
{
    m_heights.erase(m_heights.begin() + at, m_heights.begin() + at + count);
    rebuild();
}

void HeightIndex::append(int height)
{
    m_heights.push_back(height);
    const size_t node = m_heights.size();
    if (m_tree.empty()) m_tree.push_back(0);
    // The new node covers the last lowbit(node) heights; all but its own are in finished nodes.
    const size_t first = node - (node & (~node + 1));
    m_tree.push_back(height + sumBefore(int(node) - 1) - sumBefore(int(first)));
}

void HeightIndex::set(int row, int height)
{
    const int difference = height - m_heights[size_t(row)];
    if (difference == 0) return;
    m_heights[size_t(row)] = height;
    for (size_t node = size_t(row) + 1; node < m_tree.size(); node += node & (~node + 1))
        m_tree[node] += difference;
}

qint64 HeightIndex::sumBefore(int row) const
{
    qint64 sum = 0;
    for (size_t node = size_t(row); node > 0; node -= node & (~node + 1))
        sum += m_tree[node];
    return sum;
}

int HeightIndex::rowAt(qint64 y) const
{
    if (m_heights.empty()) return -1;
    size_t node = 0;
    for (size_t step = std::bit_floor(m_heights.size()); step > 0; step /= 2) {
        if (node + step <= m_heights.size() && m_tree[node + step] <= y) {
            node += step;
            y -= m_tree[node];
        }
    }
    return int(std::min(node, m_heights.size() - 1));
}

void HeightIndex::rebuild()
{
    m_tree.assign(m_heights.size() + 1, 0);
    for (size_t node = 1; node < m_tree.size(); ++node) {
        m_tree[node] += m_heights[node - 1];
        if (const size_t parent = node + (node & (~node + 1)); parent < m_tree.size()) m_tree[parent] += m_tree[node];
    }
}

}  // namespace tongdai
