#pragma once

#include "engine/domain/dispute/compare_threads.h"
#include "ui/common/look/look.h"

#include <QDialog>

class QPushButton;
class QTableWidget;

namespace tongdai {

class RoleLabel;

/// The same conversation as two sources keep it, side by side, with what differs marked in words and in colour. F3 and
/// Shift+F3 go from difference to difference. GUI thread; deletes itself.
class CompareDialog final : public QDialog {
    Q_OBJECT
public:
    struct Side {
        DisputeThread thread;
        QString name;  ///< of the source and the conversation
    };
    CompareDialog(Side first, Side second, Look look, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void step(int direction);
    QString lineWords(const DisputeLine& line) const;
    static QString differenceWords(LineDifference difference);
    void retranslate();

    Side m_first;
    Side m_second;
    Look m_look;
    std::vector<ComparedLine> m_rows;
    RoleLabel* m_heading;
    RoleLabel* m_count;
    QTableWidget* m_table;
    QPushButton* m_next;
    QPushButton* m_close;
};

}  // namespace tongdai
