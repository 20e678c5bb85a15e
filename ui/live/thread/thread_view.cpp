#include "ui/live/thread/thread_view.h"

#include "ui/common/widgets/focus_ring.h"
#include "ui/live/live_words.h"
#include "ui/live/thread/ticked_scroll_bar.h"

#include <QApplication>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>

#include <algorithm>
#include <functional>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

constexpr int kOlderBand = 34;  // above the first line: "loading…" or "the beginning"
constexpr int kBottomPadding = 6;
constexpr int kFetchAhead = 900;    // pixels before the top where older lines are asked for
constexpr size_t kMaxBlocks = 400;  // laid-out blocks kept

/// As low as the line it stands in.
class NewestPill final : public QPushButton {
public:
    QSize sizeHint() const override { return {QPushButton::sizeHint().width(), lineHeightOf(font())}; }
    QSize minimumSizeHint() const override { return sizeHint(); }
};

}  // namespace

ThreadView::ThreadView(ThreadModel& model, OperatorId me, Look look, QWidget* parent)
    : QAbstractScrollArea(parent),
      m_model(model),
      m_me(std::move(me)),
      m_look(std::move(look)),
      m_style(m_look.theme),
      m_pill(new NewestPill),
      m_bar(new TickedScrollBar(Qt::Vertical))
{
    setObjectName(u"thread"_s);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBar(m_bar);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setMinimumWidth(300);
    viewport()->setMouseTracking(true);
    viewport()->setCursor(Qt::IBeamCursor);
    m_pill->setObjectName(u"newBelow"_s);
    m_pill->setFocusPolicy(Qt::NoFocus);
    m_pill->hide();
    new FocusRing(*this);
    connect(m_pill, &QPushButton::clicked, this, &ThreadView::scrollToEnd);
    connect(&model, &QAbstractItemModel::modelReset, this, &ThreadView::takeReset);
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { takeInserted(first, last); });
    connect(&model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex&, int first, int last) { takeRemoved(first, last); });
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex& last) { takeChanged(first.row(), last.row()); });
    connect(&m_pictures, &PictureShelf::changed, this, &ThreadView::takePicture);
    connect(&m_look.theme, &Theme::changed, this, &ThreadView::redress);
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, this, &ThreadView::syncScrollBar);
    redress();
    takeReset();
}

void ThreadView::setConversation(const std::optional<Conversation>& conversation)
{
    const bool renamed = conversation && m_conversation && conversation->id == m_conversation->id &&
                         (conversation->customerName != m_conversation->customerName ||
                          (conversation->members > 0) != (m_conversation->members > 0));
    m_conversation = conversation;
    if (renamed) redress();
}

void ThreadView::redress()
{
    m_style = ThreadStyle(m_look.theme);
    verticalScrollBar()->setSingleStep(m_style.bodyLine * 2);
    setAccessibleName(tr("Messages"));
    m_blocks.clear();
    takeChanged(0, m_model.rowCount() - 1);
    updatePill();
}

void ThreadView::takeReset()
{
    m_blocks.clear();
    m_laid = 0;
    std::vector<int> heights(size_t(m_model.rowCount()));
    for (size_t row = 0; row < heights.size(); ++row)
        heights[row] = estimateOf(int(row));
    m_heights.assign(std::move(heights));
    m_selectionStart = m_selectionEnd = {};
    m_current = -1;
    m_scroll = 0;
    m_atEnd = true;
    countNew(-m_newBelow);
    settle();
}

void ThreadView::takeInserted(int first, int last)
{
    const int added = last - first + 1;
    const int rowsBefore = m_heights.count();
    const int topRow = m_heights.rowAt(m_scroll - topPadding());
    std::vector<int> heights;
    for (int row = first; row <= last; ++row)
        heights.push_back(estimateOf(row));
    qint64 grown = 0;
    for (const int height : heights)
        grown += height;
    m_heights.insert(first, heights);
    shiftSpots(first, added);
    if (first >= rowsBefore) {
        for (int row = first; row <= last && !m_atEnd; ++row) {
            if (m_model.lineAt(row).message.speaker != Speaker::System) countNew(1);
        }
    } else {
        // A line above the reading position pushes nothing: the paper grows at its top.
        m_blocks.clear();
        if (first <= topRow && !m_atEnd) m_scroll += grown;
        const int after = m_heights.height(last + 1);
        measure(last + 1);  // the line that was first may lose its day
        if (first <= topRow && !m_atEnd) m_scroll += m_heights.height(last + 1) - after;
    }
    settle();
}

void ThreadView::takeRemoved(int first, int last)
{
    m_heights.remove(first, last - first + 1);
    m_blocks.clear();
    shiftSpots(first, first - last - 1);
    settle();
}

void ThreadView::takeChanged(int first, int last)
{
    for (int row = first; row <= last && row < m_heights.count(); ++row) {
        if (m_blocks.erase(row) > 0)
            measure(row);
        else if (last - first > 50)
            m_heights.set(row, estimateOf(row));
    }
    settle();
}

void ThreadView::takePicture(const QUrl& url)
{
    std::vector<int> rows;
    for (const auto& [row, block] : m_blocks) {
        if (!block) continue;
        const auto& attachments = block->content().attachments;
        if (std::ranges::any_of(attachments, [&url](const auto& one) { return one.url == url; })) rows.push_back(row);
    }
    for (const int row : rows)
        takeChanged(row, row);
}

void ThreadView::shiftSpots(int from, int by)
{
    for (int* row : {&m_selectionStart.row, &m_selectionEnd.row, &m_current}) {
        if (*row >= from) *row = std::max(-1, *row + by);
    }
}

BlockContent ThreadView::contentOf(int row) const
{
    BlockContent content;
    content.line = m_model.lineAt(row);
    const StoredMessage& message = content.line.message;
    const Formats& formats = m_look.formats();
    const bool newDay = row == 0 || formats.local(m_model.lineAt(row - 1).message.receivedAt).date() !=
                                        formats.local(message.receivedAt).date();
    if (newDay) content.day = formats.day(message.receivedAt, m_look.now());
    content.unreadBelow = row == m_model.firstUnreadRow() ? m_model.unreadCount() : 0;
    content.expanded = m_model.isExpanded(row);
    content.speaker = LiveWords::speaker(message, m_me, m_conversation);
    content.clock = formats.clock(message.receivedAt);
    content.byChat = m_conversation && m_conversation->members > 0;
    content.attachments = AttachmentWords::of(message, formats);
    content.pictures = &m_pictures;
    return content;
}

int ThreadView::estimateOf(int row) const
{
    return ThreadBlock::estimate(m_model.lineAt(row).message, m_style, viewport()->width());
}

const ThreadBlock& ThreadView::block(int row)
{
    auto& slot = m_blocks[row];
    if (!slot) {
        slot = std::make_unique<ThreadBlock>(contentOf(row), m_style, m_look, m_me, viewport()->width());
        if (isFound(row)) slot->markWords(m_found.words);
        ++m_laid;
    }
    return *slot;
}

void ThreadView::measure(int row)
{
    m_heights.set(row, block(row).height());
}

int ThreadView::topPadding() const
{
    const qint64 content = m_heights.total() + kOlderBand + kBottomPadding;
    // A short thread stands at the bottom, next to the box.
    return kOlderBand + int(std::max<qint64>(0, viewport()->height() - content));
}

qint64 ThreadView::maxScroll() const
{
    return std::max<qint64>(0, m_heights.total() + kOlderBand + kBottomPadding - viewport()->height());
}

void ThreadView::measureVisible()
{
    // Corrections can bring further lines into view; a few rounds are enough, as each one only adds exact heights.
    for (int round = 0; round < 12; ++round) {
        if (m_atEnd) m_scroll = maxScroll();
        m_scroll = std::clamp<qint64>(m_scroll, 0, maxScroll());
        bool corrected = false;
        const int first = m_heights.rowAt(m_scroll - topPadding());
        for (int row = std::max(0, first); row < m_heights.count(); ++row) {
            const qint64 top = m_heights.sumBefore(row) + topPadding();
            if (top >= m_scroll + viewport()->height()) break;
            const int before = m_heights.height(row);
            measure(row);
            const int difference = m_heights.height(row) - before;
            if (difference == 0) continue;
            corrected = true;
            if (top < m_scroll && !m_atEnd) m_scroll += difference;  // its visible end stays where it is
        }
        if (!corrected) break;
    }
    if (m_atEnd) m_scroll = maxScroll();
    m_scroll = std::clamp<qint64>(m_scroll, 0, maxScroll());
}

void ThreadView::settle()
{
    measureVisible();
    forgetFarBlocks();
    if (!verticalScrollBar()->isSliderDown()) syncScrollBar();
    syncTicks();
    updatePill();
    askForOlder();
    viewport()->update();
}

void ThreadView::forgetFarBlocks()
{
    if (m_blocks.size() <= kMaxBlocks) return;
    const int middle = m_heights.rowAt(m_scroll - topPadding());
    std::erase_if(m_blocks, [middle](const auto& entry) { return std::abs(entry.first - middle) > 60; });
}

void ThreadView::syncScrollBar()
{
    m_syncing = true;
    QScrollBar* bar = verticalScrollBar();
    bar->setPageStep(viewport()->height());
    bar->setRange(0, int(maxScroll()));
    bar->setValue(int(m_scroll));
    m_syncing = false;
}

void ThreadView::scrollContentsBy(int, int)
{
    if (m_syncing) return;
    const QScrollBar* bar = verticalScrollBar();
    qint64 wanted = bar->value();
    // While the thumb is held its range is frozen, so that it does not shrink under the hand; the position is a share.
    if (bar->isSliderDown() && bar->maximum() > 0) wanted = maxScroll() * bar->value() / bar->maximum();
    setScroll(wanted);
}

void ThreadView::setScroll(qint64 scroll)
{
    m_scroll = std::clamp<qint64>(scroll, 0, maxScroll());
    m_atEnd = m_scroll >= maxScroll();
    if (m_atEnd) countNew(-m_newBelow);
    settle();
}

bool ThreadView::isAtEnd() const
{
    return m_atEnd;
}

void ThreadView::scrollToEnd()
{
    m_atEnd = true;
    countNew(-m_newBelow);
    settle();
}

void ThreadView::showStart()
{
    m_atEnd = true;
    settle();
    const int unread = m_model.firstUnreadRow();
    if (unread < 0) return;
    // The divider with a little of what was said before it; the end, if that shows it anyway.
    const qint64 wanted = m_heights.sumBefore(unread) + topPadding() - viewport()->height() / 3;
    if (wanted < maxScroll()) setScroll(wanted);
}

void ThreadView::showRow(int row)
{
    if (row < 0 || row >= m_heights.count()) return;
    setScroll(m_heights.sumBefore(row) + topPadding() - viewport()->height() / 3);
    setCurrentRow(row, false);
}

void ThreadView::setFound(Found found)
{
    m_found = std::move(found);
    for (const auto& [row, block] : m_blocks) {
        if (block) block->markWords(isFound(row) ? m_found.words : SearchWords());
    }
    syncTicks();
    viewport()->update();
}

bool ThreadView::isFound(int row) const
{
    if (m_found.lines.empty() || row >= m_model.rowCount()) return false;
    return std::ranges::binary_search(m_found.lines, m_model.lineAt(row).message.rev, std::greater());
}

void ThreadView::syncTicks()
{
    std::vector<double> ticks;
    int current = -1;
    const auto total = double(std::max<qint64>(1, m_heights.total()));
    for (const qint64 rev : m_found.lines) {
        const int row = m_model.rowOfRev(rev);
        if (row < 0 || row >= m_heights.count()) continue;
        if (rev == m_found.current) current = int(ticks.size());
        ticks.push_back((double(m_heights.sumBefore(row)) + m_heights.height(row) / 2.0) / total);
    }
    m_bar->setTicks(std::move(ticks), current);
}

void ThreadView::showFound(int row)
{
    if (row < 0 || row >= m_heights.count()) return;
    m_selectionStart = m_selectionEnd = {};
    m_current = row;
    // Once more where lines that were only estimated have moved it.
    for (int round = 0; round < 2; ++round) {
        measure(row);
        const qint64 top = m_heights.sumBefore(row) + topPadding() + block(row).markTop();
        const qint64 end = m_scroll + viewport()->height();
        if (top >= m_scroll && top + m_style.bodyLine <= end) break;
        setScroll(top - viewport()->height() / 3);
    }
    announce(row);
    viewport()->update();
}

void ThreadView::setHasOlder(bool hasOlder, bool fetching)
{
    m_hasOlder = hasOlder;
    m_fetchingOlder = fetching;
    viewport()->update();
    askForOlder();
}

void ThreadView::askForOlder()
{
    if (m_hasOlder && !m_fetchingOlder && m_scroll < kFetchAhead && m_heights.count() > 0)
        QMetaObject::invokeMethod(this, &ThreadView::olderWanted, Qt::QueuedConnection);
}

void ThreadView::countNew(int lines)
{
    if (lines == 0) return;
    m_newBelow = std::max(0, m_newBelow + lines);
    updatePill();
}

void ThreadView::updatePill()
{
    const bool far = !m_atEnd && maxScroll() - m_scroll > viewport()->height();
    m_pill->setVisible(m_newBelow > 0 || far);
    if (m_pill->isHidden()) return;
    m_pill->setText(m_newBelow > 0 ? tr("%Ln new message(s) ↓", nullptr, m_newBelow) : tr("Newest ↓"));
    m_pill->setToolTip(tr("To the newest message (Ctrl+End)"));
}

void ThreadView::resizeEvent(QResizeEvent* event)
{
    if (event->oldSize().width() != event->size().width()) {
        // Other widths, other wraps: hold the first line that is seen.
        const int row = m_heights.rowAt(m_scroll - topPadding());
        const bool atEnd = m_atEnd;
        m_blocks.clear();
        std::vector<int> heights(size_t(m_model.rowCount()));
        for (size_t i = 0; i < heights.size(); ++i)
            heights[i] = estimateOf(int(i));
        m_heights.assign(std::move(heights));
        if (!atEnd && row >= 0) m_scroll = m_heights.sumBefore(row) + topPadding();
    }
    settle();
}

void ThreadView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), colorOf(palette(), ColorRole::Surface));
    if (m_heights.count() == 0) return;
    const int bandTop = int(topPadding() - kOlderBand - m_scroll);
    if (bandTop + kOlderBand > 0) {
        painter.setFont(m_style.small);
        painter.setPen(colorOf(palette(), ColorRole::SecondaryText));
        painter.drawText(QRect(0, bandTop, viewport()->width(), kOlderBand), Qt::AlignCenter,
                         m_hasOlder ? tr("Loading older messages…") : tr("The conversation begins here"));
    }
    const auto [firstSelected, lastSelected] = selectedRows();
    for (int row = std::max(0, m_heights.rowAt(m_scroll - topPadding())); row < m_heights.count(); ++row) {
        const int top = topOfRow(row);
        if (top > event->rect().bottom()) break;
        if (top + m_heights.height(row) < event->rect().top()) continue;
        ThreadBlock::Paint how;
        how.palette = palette();
        how.isFound = m_found.current != 0 && m_model.lineAt(row).message.rev == m_found.current;
        how.current = (row == m_current && hasFocus()) || how.isFound;
        if (firstSelected == lastSelected && row == firstSelected) {
            how.selectionStart = std::min(m_selectionStart.letter, m_selectionEnd.letter);
            how.selectionEnd = std::max(m_selectionStart.letter, m_selectionEnd.letter);
        } else {
            how.wholeSelected = firstSelected >= 0 && row >= firstSelected && row <= lastSelected;
        }
        block(row).paint(painter, QPoint(0, top), how);
    }
}

void ThreadView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange) redress();
    if (event->type() == QEvent::PaletteChange) viewport()->update();
    QAbstractScrollArea::changeEvent(event);
}

}  // namespace tongdai
