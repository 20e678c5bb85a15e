#pragma once

#include "engine/api/setup.h"
#include "engine/api/setup/pages.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QPushButton;

namespace tongdai {

class Chip;
class RoleLabel;

/// One of the shop's pages at Pancake: what it is called, how it fares, and what can be done with it. GUI thread.
class PageRow final : public QWidget {
    Q_OBJECT
public:
    PageRow(api::PageForm page, Look look, QWidget* parent = nullptr);

    const api::PageForm& page() const { return m_page; }
    /// Nothing: the engine does not run with it.
    void setLook(const std::optional<api::PageLook>& look);
    void setRemovable(bool isRemovable);
    void setTestable(bool isTestable);
    /// What was not sent is being sent again.
    void setSending(bool isSending);
    void retranslate();

signals:
    void addressWanted(const QString& page);
    void testWanted(const tongdai::api::PageForm& page);
    void removalWanted(const QString& page);
    void sendAgainWanted(const QString& page);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QString state() const;
    void armRemoval(bool isArmed);
    void writeAgain();
    void pressAgain();

    api::PageForm m_page;
    Look m_look;
    std::optional<api::PageLook> m_fares;
    bool m_isAgainArmed = false;  ///< pressed once: what is sent cannot be taken back
    bool m_isSending = false;
    RoleLabel* m_name;
    Chip* m_platform;
    RoleLabel* m_id;
    RoleLabel* m_state;
    QPushButton* m_copy;
    QPushButton* m_again;
    QPushButton* m_test;
    QPushButton* m_remove;
    bool m_isRemovalArmed = false;  ///< the next press removes it
};

}  // namespace tongdai
