#pragma once

#include "engine/api/shop_system.h"
#include "ui/setup/setup_section.h"

class QLineEdit;
class QProgressBar;
class QPushButton;

namespace tongdai {

class Card;
class NoticeBar;
class RoleLabel;
class TestPanel;

/// The shop's own system, KiotViet: who may ask it, whether that works, and how much of the hour's requests is used. A
/// saved secret is never shown.
class ShopSection final : public SetupSection {
    Q_OBJECT
public:
    ShopSection(SetupDoors doors, Look look, QWidget* parent = nullptr);
    QString title() const override { return tr("Shop system"); }
    void readState() override;
    void retranslate() override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    RoleLabel* addField(QLineEdit* editor, const QString& name);
    api::ConnectionForm form() const;
    void test();
    void save(bool isUsed);
    void askQuota();
    void writeQuota(const api::ShopQuota& quota);
    void writeButtons();

    SetupDoors m_doors;
    Look m_look;
    bool m_isDirty = false;
    bool m_isSaving = false;
    bool m_hasSecret = false;
    Card* m_card;
    Card* m_testCard;
    Card* m_quotaCard;
    NoticeBar* m_fixed;
    RoleLabel* m_meaning;
    QLineEdit* m_retailer;
    QLineEdit* m_clientId;
    QLineEdit* m_secret;
    RoleLabel* m_retailerName;
    RoleLabel* m_clientIdName;
    RoleLabel* m_secretName;
    RoleLabel* m_problem;
    QPushButton* m_save;
    QPushButton* m_test;
    QPushButton* m_remove;
    TestPanel* m_panel;
    RoleLabel* m_quotaWords;
    QProgressBar* m_quotaBar;
    api::ShopQuota m_quota;
    api::NewestAnswer m_newestQuota;
};

}  // namespace tongdai
