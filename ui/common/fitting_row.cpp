#include "ui/common/fitting_row.h"

#include <QWidget>

#include <algorithm>
#include <numeric>

namespace tongdai {

FittingRow::~FittingRow()
{
    for (const Part& part : m_parts)
        delete part.item;
}

int FittingRow::Part::leastWidth() const
{
    return width == Width::Fixed ? item->sizeHint().width() : item->minimumSize().width();
}

void FittingRow::add(QWidget* part, int importance, Width width)
{
    addChildWidget(part);
    m_parts.push_back({new QWidgetItem(part), importance, width});
    invalidate();
}

void FittingRow::insert(int index, QWidget* part, int importance, Width width)
{
    addChildWidget(part);
    m_parts.insert(m_parts.begin() + index, {new QWidgetItem(part), importance, width});
    if (m_gapBefore != kNoGap && size_t(index) <= m_gapBefore) ++m_gapBefore;
    invalidate();
}

void FittingRow::addItem(QLayoutItem* item)
{
    m_parts.push_back({item, kAlways, Width::Fixed});
    invalidate();
}

void FittingRow::setImportance(const QWidget* part, int importance)
{
    for (Part& each : m_parts) {
        if (each.item->widget() != part || each.importance == importance) continue;
        each.importance = importance;
        update();
    }
}

QLayoutItem* FittingRow::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_parts[size_t(index)].item : nullptr;
}

QLayoutItem* FittingRow::takeAt(int index)
{
    if (index < 0 || index >= count()) return nullptr;
    QLayoutItem* const item = m_parts[size_t(index)].item;
    m_parts.erase(m_parts.begin() + index);
    if (m_gapBefore != kNoGap && size_t(index) < m_gapBefore) --m_gapBefore;
    invalidate();
    return item;
}

std::vector<size_t> FittingRow::byImportance() const
{
    std::vector<size_t> order;
    for (size_t i = 0; i < m_parts.size(); ++i) {
        if (!m_parts[i].item->isEmpty()) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [this](size_t one, size_t other) { return m_parts[one].importance > m_parts[other].importance; });
    return order;
}

QSize FittingRow::sum(bool least) const
{
    const QMargins margins = contentsMargins();
    int width = 0;
    int height = 0;
    for (const size_t i : byImportance()) {
        const Part& part = m_parts[i];
        height = std::max(height, part.item->sizeHint().height());
        if (least && width > 0 && part.importance < kAlways) continue;
        width += (width > 0 ? spacing() : 0) + (least ? part.leastWidth() : part.item->sizeHint().width());
    }
    return {width + margins.left() + margins.right(), height + margins.top() + margins.bottom()};
}

QSize FittingRow::sizeHint() const
{
    return sum(false);
}

QSize FittingRow::minimumSize() const
{
    return sum(true);
}

void FittingRow::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    const QRect room = rect.marginsRemoved(contentsMargins());
    std::vector<int> widths(m_parts.size(), 0);
    std::vector<size_t> kept;
    int left = room.width();
    int whole = 0;  // what the more important ones would like: none of them is cut for the sake of this one
    for (const size_t i : byImportance()) {
        const Part& part = m_parts[i];
        const int gap = kept.empty() ? 0 : spacing();
        const int needed = part.leastWidth() + gap;
        if (whole + needed > room.width() && !kept.empty() && part.importance < kAlways) break;
        widths[i] = part.leastWidth();
        left -= needed;
        whole += gap + (part.width == Width::Shrinks ? part.item->sizeHint().width() : part.leastWidth());
        kept.push_back(i);
    }
    for (const size_t i : kept) {
        const Part& part = m_parts[i];
        if (part.width == Width::Fixed || left <= 0) continue;
        const int more = part.width == Width::Grows ? left : std::min(left, part.item->sizeHint().width() - widths[i]);
        widths[i] += std::max(0, more);
        left -= std::max(0, more);
    }
    int x = room.left();
    for (size_t i = 0; i < m_parts.size(); ++i) {
        if (i == m_gapBefore) x += std::max(0, left);
        const Part& part = m_parts[i];
        const bool isKept = std::find(kept.begin(), kept.end(), i) != kept.end();
        if (!isKept) {
            if (!part.item->isEmpty()) part.item->setGeometry(QRect(x, room.top(), 0, 0));
            continue;
        }
        const bool isFull = part.item->expandingDirections() & Qt::Vertical;
        const int height = isFull ? room.height() : std::min(room.height(), part.item->sizeHint().height());
        part.item->setGeometry(QRect(x, room.top() + (room.height() - height) / 2, widths[i], height));
        x += widths[i] + spacing();
    }
}

}  // namespace tongdai
