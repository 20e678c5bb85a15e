#pragma once

#include "engine/api/locks_queues.h"
#include "engine/api/setup.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace tongdai {

class RoleLabel;

/// The fix of settings that do not fit together, one press away (idea 2.21): a button for each says what would stand in
/// the settings; the second press writes it and restarts the engine. GUI thread.
class ConfigMend final : public QWidget {
    Q_OBJECT
public:
    ConfigMend(api::SetupDesk& setup, Look look, QWidget* parent = nullptr);
    void show(const std::vector<api::ConfigWarning>& warnings);
    void retranslate();

private:
    void press(const QString& mend);
    void save(const QString& mend);
    void write();
    void tell(const QString& words);

    api::SetupDesk& m_setup;
    Look m_look;
    std::vector<api::ConfigWarning> m_warnings;
    std::vector<QPushButton*> m_buttons;
    RoleLabel* m_outcome;
    QVBoxLayout* m_rows;
    QString m_armed;
    bool m_isSaving = false;
};

}  // namespace tongdai
