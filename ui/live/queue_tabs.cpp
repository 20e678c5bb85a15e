#include "ui/live/queue_tabs.h"

#include "ui/common/color_role.h"
#include "ui/common/text_role.h"
#include "ui/live/live_words.h"

#include <QButtonGroup>
#include <QEvent>
#include <QGridLayout>
#include <QPainter>
#include <QToolButton>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

/// A tab: word and bold count, an accent line under the chosen one.
class QueueTab final : public QToolButton {
public:
    using QToolButton::QToolButton;
    int count = 0;

    QSize sizeHint() const override { return {20, lineHeightOf(font()) + 10}; }
    int wantedWidth() const
    {
        QFont strong = font();
        strong.setBold(true);
        const QString all = count > 0 ? text() + u"  "_s + QLocale().toString(count) : text();
        return QFontMetrics(strong).horizontalAdvance(all) + 8;
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
        const int numberWidth = number.isEmpty() ? 0 : QFontMetrics(strong).horizontalAdvance(number) + 5;
        const QFont& wordFont = isChecked() ? strong : font();
        const int room = width() - 8 - numberWidth;
        const QString word = QFontMetrics(wordFont).elidedText(text(), Qt::ElideRight, room);
        const int wordWidth = QFontMetrics(wordFont).horizontalAdvance(word);
        const int left = (width() - wordWidth - numberWidth) / 2;
        painter.setFont(wordFont);
        painter.setPen(color(isChecked() ? ColorRole::Text : ColorRole::SecondaryText));
        painter.drawText(QRect(left, 0, wordWidth + 2, height() - 2), Qt::AlignVCenter | Qt::AlignLeft, word);
        painter.setFont(strong);
        painter.setPen(color(isChecked() ? ColorRole::Accent : ColorRole::Text));
        painter.drawText(QRect(left + wordWidth + 5, 0, numberWidth, height() - 2), Qt::AlignVCenter | Qt::AlignLeft,
                         number);
        if (isChecked()) painter.fillRect(QRect(4, height() - 2, width() - 8, 2), color(ColorRole::Accent));
        if (hasFocus()) {
            painter.setPen(QPen(color(ColorRole::Accent), 2));
            painter.drawRoundedRect(rect().adjusted(1, 1, -1, -1), 4, 4);
        }
    }
};

}  // namespace

QueueTabs::QueueTabs(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this)), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(4, 0, 4, 0);
    m_grid->setSpacing(0);
    for (int i = 0; i < kWorkQueueCount; ++i) {
        auto* tab = new QueueTab;
        tab->setObjectName(u"queue%1"_s.arg(i + 1));
        tab->setCheckable(true);
        tab->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_group->addButton(tab, i);
        m_buttons[size_t(i)] = tab;
    }
    m_buttons[0]->setChecked(true);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) { emit chosen(WorkQueue(id)); });
    retranslate();
}

void QueueTabs::setCurrent(WorkQueue queue)
{
    m_buttons[size_t(queue)]->setChecked(true);
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

void QueueTabs::arrange()
{
    // Long words (large text) get three rows of two: a cut queue name is no name. Columns share the room by need.
    const auto needs = [this](int columns) {
        std::array<int, 3> widths{};
        for (int i = 0; i < kWorkQueueCount; ++i) {
            int& widest = widths[size_t(i % columns)];
            widest = std::max(widest, static_cast<QueueTab*>(m_buttons[size_t(i)])->wantedWidth());
        }
        return widths;
    };
    const std::array<int, 3> three = needs(3);
    const int columns = three[0] + three[1] + three[2] + 8 <= width() ? 3 : 2;
    const std::array<int, 3> widths = columns == 3 ? three : needs(2);
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, widths[size_t(column)]);
    if (std::exchange(m_columns, columns) == columns) return;
    for (int i = 0; i < kWorkQueueCount; ++i)
        m_grid->addWidget(m_buttons[size_t(i)], i / columns, i % columns);
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
