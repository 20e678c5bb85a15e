#pragma once

#include "engine/domain/conversation/conversation_lists.h"
#include "engine/domain/ports/store/history_reader.h"

#include <QWidget>

#include <array>
#include <vector>

class QButtonGroup;
class QToolButton;

namespace tongdai {

/// The six queues with their live counts in two rows (three when the words are long): at 300 px one row would hide the
/// bot's conversations behind arrows, and those must be visible by default (features A2). Alt+1 … 6 choose.
class QueueTabs final : public QWidget {
    Q_OBJECT
public:
    explicit QueueTabs(QWidget* parent = nullptr);
    void setCurrent(WorkQueue queue);
    WorkQueue current() const;
    void focusCurrent();
    void setCounts(const QueueCounts& counts);
    int count(WorkQueue queue) const { return m_counts.of[size_t(queue)]; }

signals:
    void chosen(tongdai::WorkQueue queue);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void arrange();
    void place(int first, const std::vector<int>& widths, int row);

    QButtonGroup* m_group;
    std::array<QToolButton*, kWorkQueueCount> m_buttons{};
    QueueCounts m_counts;
};

}  // namespace tongdai
