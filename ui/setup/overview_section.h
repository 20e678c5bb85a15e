#pragma once

#include "ui/setup/setup_section.h"

class QPushButton;
class QVBoxLayout;

namespace tongdai {

class Card;
class Chip;
class RoleLabel;

/// For a newcomer: what runs now, that nothing has to be changed, and when each part is outgrown.
class OverviewSection final : public SetupSection {
    Q_OBJECT
public:
    OverviewSection(SetupDoors doors, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Overview"); }
    void readState() override;
    void retranslate() override { readState(); }

private:
    struct Row {
        RoleLabel* name;
        Chip* what;
        RoleLabel* meaning;
        QPushButton* change;
    };
    Row addRow(QVBoxLayout& into, const QString& section);

    SetupDoors m_doors;
    Look m_look;
    Card* m_start;
    RoleLabel* m_hint;
    Card* m_parts;
    Row m_history;
    Row m_redis;
    Row m_ai;
    Row m_platform;
    Row m_backup;
};

}  // namespace tongdai
