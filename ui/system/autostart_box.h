#pragma once

#include <QWidget>

class QCheckBox;

namespace tongdai {

class AutostartEntry;
class RoleLabel;

/// The switch that starts this program with the session.
class AutostartBox final : public QWidget {
    Q_OBJECT
public:
    explicit AutostartBox(AutostartEntry& entry, QWidget* parent = nullptr);
    void retranslate();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void choose(bool on);

    AutostartEntry& m_entry;
    QString m_failure;
    QCheckBox* m_switch;
    RoleLabel* m_words;
    RoleLabel* m_error;
};

}  // namespace tongdai
