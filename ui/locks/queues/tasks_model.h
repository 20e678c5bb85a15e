#pragma once

#include "engine/domain/ports/live/task_desk.h"
#include "ui/common/look/look.h"

#include <QAbstractTableModel>

namespace tongdai {

/// Background work, row by row. GUI thread.
class TasksModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Kind, Conversation, State, Progress, Tries, Error, Age, kColumns };

    explicit TasksModel(Look look, QObject* parent = nullptr);
    void setTasks(const std::vector<TaskOnDesk>& tasks, TimePoint at);
    /// Only those with these words in one of their columns.
    void setFilter(const QString& words);
    /// This one is shown whatever is looked for, as somebody is writing in it; 0: none. From the next choice on.
    void setKept(qint64 id) { m_kept = id; }
    const TaskOnDesk* taskAt(int row) const;
    int find(qint64 id) const;
    /// Dead letters of the same kind with the same error, this one among them.
    std::vector<qint64> alike(const TaskOnDesk& shown) const;
    std::vector<qint64> dead() const;
    void retranslate();
    /// How many came, went or are otherwise than before.
    static int differences(const std::vector<TaskOnDesk>& before, const std::vector<TaskOnDesk>& after);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void choose();
    QString text(const TaskOnDesk& shown, int column) const;

    Look m_look;
    std::vector<TaskOnDesk> m_all;
    std::vector<TaskOnDesk> m_tasks;  ///< of these, those that are shown
    QString m_filter;
    qint64 m_kept = 0;
    TimePoint m_at{};
};

}  // namespace tongdai
