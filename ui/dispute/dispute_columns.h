#pragma once

#include <QSplitter>

#include <array>

class QScrollArea;

namespace tongdai {

/// Cases, thread and file of the Dispute page side by side. Where there is no room for all three the file leaves first,
/// then the cases; the one that is asked for is always there. Each scrolls where the page is low. Lives on the GUI
/// thread.
class DisputeColumns final : public QSplitter {
    Q_OBJECT
public:
    enum Column : quint8 { Cases, Thread, File };

    DisputeColumns(QWidget& cases, QWidget& thread, QWidget& file, QWidget* parent = nullptr);

    /// Before the focus goes there, and when it has something new to show.
    void showColumn(Column wanted);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();

    std::array<QScrollArea*, 3> m_columns;
    Column m_wanted = Cases;
};

}  // namespace tongdai
