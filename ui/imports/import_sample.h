#pragma once

#include "engine/api/setup/history_import.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QGridLayout;

namespace tongdai {

class RoleLabel;

/// Some messages of a file as they would stand here, each beside what the file has. GUI thread.
class ImportSample final : public QWidget {
    Q_OBJECT
public:
    explicit ImportSample(Look look, QWidget* parent = nullptr);
    void setLines(const std::vector<ImportedLine>& lines);
    void retranslate();

private:
    RoleLabel* addLabel(int row, int column, int columns, const QString& words, ColorRole color);
    void fill();

    Look m_look;
    std::vector<ImportedLine> m_lines;
    std::vector<RoleLabel*> m_labels;
    QGridLayout* m_grid;
    RoleLabel* m_storedHead;
    RoleLabel* m_fileHead;
};

}  // namespace tongdai
