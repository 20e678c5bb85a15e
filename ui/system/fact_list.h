#pragma once

#include <QWidget>

#include <functional>

#include <vector>

class QGridLayout;
class QPushButton;

namespace tongdai {

class ElidedLabel;
class RoleLabel;

/// Names and values, one a line; long paths are cut in the middle and whole in the tooltip.
class FactList final : public QWidget {
    Q_OBJECT
public:
    struct Fact {
        QString name{};
        QString value{};
        bool isLiteral = true;  ///< a path, an address: fixed width; false: words
        QString buttonWords{};  ///< empty: no button
        std::function<void()> press{};
    };

    explicit FactList(QWidget* parent = nullptr);
    /// Facts without a value are hidden. Rows are kept and only rewritten, so that focus stays where it is.
    void setFacts(const QList<Fact>& facts);

private:
    struct Row {
        RoleLabel* name;
        ElidedLabel* value;
        QPushButton* button;
        std::function<void()> press{};
    };
    void addRow();
    void place(const Row& row, int line, bool hasButton);

    QGridLayout* m_grid;
    std::vector<Row> m_rows;
};

}  // namespace tongdai
