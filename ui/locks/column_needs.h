#pragma once

#include <QString>

#include <vector>

class QTableView;

namespace tongdai {

/// How wide the columns of a plain table are: as their widest words, where all have room; where not, the widest give
/// way, each as far as the others. Within one room columns only grow, so that nothing moves while figures change. GUI
/// thread.
class ColumnNeeds {
public:
    /// What is left over goes to the column `rest`. Where there is too little room, what stands in the column
    /// `elsewhere` is read in full elsewhere, and it gives way before all others; below 0: none does.
    void fit(QTableView& table, int room, int rest, int elsewhere = -1);
    /// Needs in the room, the smallest served first; the rest column has what is left.
    static std::vector<int> shares(const std::vector<int>& needs, int room, size_t rest);

private:
    std::vector<int> needsOf(const QTableView& table);

    int m_next = 0;  ///< row of a long table that is measured next
    QString m_for;   ///< room, font and words of the last time
    std::vector<int> m_needs;
};

}  // namespace tongdai
