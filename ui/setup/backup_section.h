#pragma once

#include "ui/setup/setup_section.h"

class QCheckBox;
class QPushButton;

namespace tongdai {

class Card;
class RoleLabel;
class WorkProgress;

/// Backup of the embedded shop to one file, and its way back: choose, see what it holds, then restore.
class BackupSection final : public SetupSection {
    Q_OBJECT
public:
    BackupSection(SetupDoors doors, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Backup"); }
    void readState() override { retranslate(); }
    void retranslate() override;

    /// What the two file dialogs end in.
    void backUpTo(const QString& file);
    void lookInto(const QString& file);

private:
    void chooseTarget();
    void chooseBackup();
    void begin(api::ShopWork work);
    void end(const api::ShopOutcome& outcome);
    void writeBackup();
    void writeRestore();
    void writeAddresses();
    QString proposedName() const;
    QString newestBackup() const;

    SetupDoors m_doors;
    Look m_look;
    std::optional<api::ShopWork> m_running;
    std::optional<api::ShopOutcome> m_made;
    std::optional<api::ShopOutcome> m_seen;
    std::optional<api::ShopOutcome> m_restored;
    Card* m_backupCard;
    RoleLabel* m_backupWords;
    RoleLabel* m_backupResult;
    WorkProgress* m_backupProgress;
    QPushButton* m_backUp;
    Card* m_restoreCard;
    RoleLabel* m_restoreWords;
    RoleLabel* m_restoreResult;
    WorkProgress* m_restoreProgress;
    QPushButton* m_newest;
    RoleLabel* m_addresses;
    QCheckBox* m_takeAddresses;
    QPushButton* m_choose;
    QPushButton* m_restore;
};

}  // namespace tongdai
