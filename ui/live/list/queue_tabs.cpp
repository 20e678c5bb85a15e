#include "ui/live/list/queue_tabs.h"

#include "engine/domain/conversation/conversation_lists.h"
#include "ui/common/look/color_role.h"
#include "ui/common/look/text_role.h"
#include "ui/live/live_words.h"

#include <QButtonGroup>
#include <QEvent>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <numeric>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

constexpr int kMargin = 4;
constexpr int kTabPadding = 8;  ///< of a tab, both sides together
constexpr int kCountGap = 4;    ///< between word and count

/// A tab: word and bold count, an accent line under the chosen one.
class QueueTab final : public QToolButton {
public:
    using QToolButton::QToolButton;
    int count = 0;

    QSize sizeHint() const override { return {20, lineHeightOf(font()) + 10}; }
    /// Chosen, its word is bold.
    int wantedWidth(bool isChosen = true) const
    {
        QFont strong = font();
        strong.setBold(true);
        const int number = count > 0 ? fullWidth(strong, QLocale().toString(count)) + kCountGap : 0;
        return fullWidth(isChosen ? strong : font(), text()) + number + kTabPadding;
    }
    QSize minimumSizeHint() const override { return {20, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const auto color = [this](ColorRole role) { return colorOf(palette(), role); };
        if (underMouse() && !isChecked()) painter.fillRect(rect(), color(ColorRole::RowHover));
        QFont strong = font();
        strong.setBold(true);
        const QString number = count > 0 ? QLocale().toString(count) : QString();
        const int numberWidth = number.isEmpty() ? 0 : fullWidth(strong, number) + kCountGap;
        const QFont& wordFont = isChecked() ? strong : font();
        const int room = width() - kTabPadding - numberWidth;
        const QString word = QFontMetrics(wordFont).elidedText(text(), Qt::ElideRight, room);
        const int wordWidth = fullWidth(wordFont, word);
        const int left = kTabPadding / 2;  // words stand under words
        painter.setFont(wordFont);
        painter.setPen(color(isChecked() ? ColorRole::Text : ColorRole::SecondaryText));
        painter.drawText(QRect(left, 0, wordWidth + 2, height() - 2), Qt::AlignVCenter | Qt::AlignLeft, word);
        painter.setFont(strong);
        painter.setPen(color(isChecked() ? ColorRole::Accent : ColorRole::Text));
        painter.drawText(QRect(left + wordWidth + kCountGap, 0, numberWidth, height() - 2),
                         Qt::AlignVCenter | Qt::AlignLeft, number);
        if (isChecked()) painter.fillRect(QRect(4, height() - 2, width() - 8, 2), color(ColorRole::Accent));
        if (hasFocus()) {
            painter.setPen(QPen(color(ColorRole::Accent), 2));
            painter.drawRoundedRect(rect().adjusted(1, 1, -1, -1), 4, 4);
        }
    }
};

}  // namespace

QueueTabs::QueueTabs(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    for (int i = 0; i < kWorkQueueCount; ++i) {
        auto* tab = new QueueTab(this);
        tab->setObjectName(u"queue%1"_s.arg(i + 1));
        tab->setCheckable(true);
        m_group->addButton(tab, i);
        m_buttons[size_t(i)] = tab;
    }
    m_buttons[0]->setChecked(true);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) { emit chosen(WorkQueue(id)); });
    connect(m_group, &QButtonGroup::idToggled, this, &QueueTabs::arrange);
    retranslate();
}

void QueueTabs::setCurrent(WorkQueue queue)
{
    // The ring stays with what is chosen.
    const bool hadFocus =
        std::any_of(m_buttons.begin(), m_buttons.end(), [](const QToolButton* button) { return button->hasFocus(); });
    m_buttons[size_t(queue)]->setChecked(true);
    if (hadFocus) focusCurrent();
}

void QueueTabs::focusCurrent()
{
    m_group->checkedButton()->setFocus(Qt::OtherFocusReason);
}

WorkQueue QueueTabs::current() const
{
    return WorkQueue(m_group->checkedId());
}

void QueueTabs::setCounts(const QueueCounts& counts)
{
    m_counts = counts;
    retranslate();
}

/// Two rows of three in common columns; where words are too long for that (large text, other languages) each row shares
/// its room for itself, and at last there are three rows: a cut queue name is no name.
void QueueTabs::arrange()
{
    const auto sum = [](const auto& widths) { return std::accumulate(widths.begin(), widths.end(), 0); };
    const auto needs = [this](int from, int count, bool isAnyChosen = true) {
        std::vector<int> widths;
        for (int i = from; i < from + count; ++i) {
            const auto* tab = static_cast<QueueTab*>(m_buttons[size_t(i)]);
            widths.push_back(tab->wantedWidth(isAnyChosen || tab->isChecked()));
        }
        return widths;
    };
    const auto inColumns = [&needs](int columns, bool isAnyChosen = true) {
        std::vector<int> widest(size_t(columns), 0);
        for (int first = 0; first < kWorkQueueCount; first += columns) {
            const std::vector<int> row = needs(first, columns, isAnyChosen);
            std::transform(row.begin(), row.end(), widest.begin(), widest.begin(),
                           [](int one, int other) { return std::max(one, other); });
        }
        return widest;
    };
    const int room = width() - 2 * kMargin;
    // Where not every word could be bold, only the chosen one is: its column has a little more.
    const std::vector<int> strong = inColumns(3);
    const std::vector<int> plain = inColumns(3, false);
    const bool fitsStrong = sum(strong) <= room;
    const bool fitsAligned = fitsStrong || sum(plain) <= room;
    const bool fitsByRow = sum(needs(0, 3)) <= room && sum(needs(3, 3)) <= room;
    const int columns = fitsAligned || fitsByRow ? 3 : 2;
    for (int first = 0; first < kWorkQueueCount; first += columns)
        place(first,
              columns == 2  ? inColumns(columns)
              : fitsStrong  ? strong
              : fitsAligned ? plain
                            : needs(first, 3),
              first / columns);
    setFixedHeight(m_buttons.front()->sizeHint().height() * (kWorkQueueCount / columns));
}

/// Shares the row's room by need.
void QueueTabs::place(int first, const std::vector<int>& widths, int row)
{
    const int needed = std::max(1, std::accumulate(widths.begin(), widths.end(), 0));
    const int room = width() - 2 * kMargin;
    const int tall = m_buttons.front()->sizeHint().height();
    int before = 0;
    for (size_t i = 0; i < widths.size(); ++i) {
        const int left = room * before / needed;
        before += widths[i];
        m_buttons[size_t(first) + i]->setGeometry(kMargin + left, row * tall, room * before / needed - left, tall);
    }
}

void QueueTabs::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void QueueTabs::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) arrange();
    QWidget::changeEvent(event);
}

void QueueTabs::retranslate()
{
    setAccessibleName(tr("Queues"));
    for (int i = 0; i < kWorkQueueCount; ++i) {
        auto* tab = static_cast<QueueTab*>(m_buttons[size_t(i)]);
        tab->count = m_counts.of[size_t(i)];
        tab->setText(LiveWords::queue(WorkQueue(i)));
        tab->setAccessibleName(tr("%1, %Ln conversation(s)", nullptr, tab->count).arg(tab->text()));
        tab->setToolTip(tr("%1 (Alt+%2)").arg(tab->accessibleName()).arg(i + 1));
        tab->update();
    }
    arrange();
}

}  // namespace tongdai
