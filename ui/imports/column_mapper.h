#pragma once

#include "engine/api/setup/history_import.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QComboBox;
class QGridLayout;

namespace tongdai {

class ElidedLabel;
class RoleLabel;

/// What each column of a file becomes here: its name, what stands in it first, and a choice. A field belongs to one
/// column at most: given to another, it is taken from the one that had it. GUI thread.
class ColumnMapper final : public QWidget {
    Q_OBJECT
public:
    explicit ColumnMapper(Look look, QWidget* parent = nullptr);

    void setTable(const api::ImportTableLook& table, const ColumnMap& map);
    const ColumnMap& map() const { return m_map; }
    void retranslate();

signals:
    void changed();

private:
    struct Row {
        ElidedLabel* name = nullptr;
        ElidedLabel* example = nullptr;
        QComboBox* choice = nullptr;
    };
    void addRow(const api::ImportColumn& column);
    void choose(int column, int field);
    void showMap();
    int fieldOf(int column) const;

    Look m_look;
    ColumnMap m_map;
    std::vector<Row> m_rows;
    QGridLayout* m_grid;
    RoleLabel* m_columnHead;
    RoleLabel* m_exampleHead;
    RoleLabel* m_choiceHead;
};

}  // namespace tongdai
