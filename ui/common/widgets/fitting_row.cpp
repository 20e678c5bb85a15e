#include "ui/common/widgets/fitting_row.h"

#include <QWidget>

#include <algorithm>
#include <utility>

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

int FittingRow::Part::widthInOneLine() const
{
    return width == Width::Keeps ? item->sizeHint().width() : leastWidth();
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
    for (size_t* place : {&m_gapBefore, &m_breakBefore})
        if (*place != kNowhere && size_t(index) <= *place) ++*place;
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

void FittingRow::setMayBreak(bool mayBreak)
{
    if (std::exchange(m_mayBreak, mayBreak) != mayBreak) update();
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
    for (size_t* place : {&m_gapBefore, &m_breakBefore})
        if (*place != kNowhere && size_t(index) < *place) --*place;
    invalidate();
    return item;
}

std::vector<size_t> FittingRow::byImportance(Line line) const
{
    std::vector<size_t> order;
    for (size_t i = line.first; i < line.end; ++i) {
        if (!m_parts[i].item->isEmpty()) order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [this](size_t one, size_t other) { return m_parts[one].importance > m_parts[other].importance; });
    return order;
}

int FittingRow::lineHeight() const
{
    int height = 0;
    for (const size_t i : byImportance(all()))
        height = std::max(height, m_parts[i].item->sizeHint().height());
    return height;
}

QSize FittingRow::sum(bool least) const
{
    const QMargins margins = contentsMargins();
    int width = 0;
    for (const size_t i : byImportance(all())) {
        const Part& part = m_parts[i];
        if (least && width > 0 && part.importance < kAlways) continue;
        width += (width > 0 ? spacing() : 0) + (least ? part.leastWidth() : part.item->sizeHint().width());
    }
    return {width + margins.left() + margins.right(), lineHeight() + margins.top() + margins.bottom()};
}

QSize FittingRow::sizeHint() const
{
    return sum(false);
}

int FittingRow::leastOf(Line line) const
{
    int width = 0;
    for (const size_t i : byImportance(line)) {
        if (width == 0 || m_parts[i].importance >= kAlways)
            width += (width > 0 ? spacing() : 0) + m_parts[i].leastWidth();
    }
    return width;
}

QSize FittingRow::minimumSize() const
{
    QSize least = sum(true);
    if (!hasBreak()) return least;
    const QMargins margins = contentsMargins();
    const int wider = std::max(leastOf({0, m_breakBefore}), leastOf({m_breakBefore, m_parts.size()}));
    least.setWidth(wider + margins.left() + margins.right());
    return least;
}

/// Parts are cut to their least before the row breaks.
bool FittingRow::breaksAt(int width) const
{
    if (!hasBreak()) return false;
    const QMargins margins = contentsMargins();
    int needed = margins.left() + margins.right() - spacing();
    for (const size_t i : byImportance(all()))
        needed += m_parts[i].widthInOneLine() + spacing();
    return needed > width && !byImportance({m_breakBefore, m_parts.size()}).empty();
}

int FittingRow::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    const int lines = breaksAt(width) ? 2 * lineHeight() + spacing() : lineHeight();
    return lines + margins.top() + margins.bottom();
}

void FittingRow::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    const QRect room = rect.marginsRemoved(contentsMargins());
    if (!breaksAt(rect.width())) return lay(all(), room);
    const int high = lineHeight();
    lay({0, m_breakBefore}, QRect(room.left(), room.top(), room.width(), high));
    lay({m_breakBefore, m_parts.size()}, QRect(room.left(), room.top() + high + spacing(), room.width(), high));
}

void FittingRow::lay(Line line, const QRect& room)
{
    std::vector<int> widths(m_parts.size(), 0);
    std::vector<size_t> kept;
    int left = room.width();
    int whole = 0;  // what the more important ones would like: none of them is cut for the sake of this one
    for (const size_t i : byImportance(line)) {
        const Part& part = m_parts[i];
        const int gap = kept.empty() ? 0 : spacing();
        const int needed = part.leastWidth() + gap;
        if (whole + needed > room.width() && !kept.empty() && part.importance < kAlways) break;
        widths[i] = part.leastWidth();
        left -= needed;
        const bool isCutFirst = hasBreak() || (part.width != Width::Shrinks && part.width != Width::Keeps);
        whole += gap + (isCutFirst ? part.leastWidth() : part.item->sizeHint().width());
        kept.push_back(i);
    }
    for (const size_t i : kept) {
        const Part& part = m_parts[i];
        if (part.width == Width::Fixed || left <= 0) continue;
        const int more = std::max(0, std::min(left, part.item->sizeHint().width() - widths[i]));
        widths[i] += more;
        left -= more;
    }
    for (const size_t i : kept) {
        if (m_parts[i].width == Width::Grows) widths[i] += std::exchange(left, 0);
    }
    int x = room.left();
    for (size_t i = line.first; i < line.end; ++i) {
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
