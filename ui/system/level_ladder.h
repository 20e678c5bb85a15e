#pragma once

#include "engine/domain/shop/health.h"

#include <QWidget>

namespace tongdai {

class RoleLabel;

/// The six levels of working as a row of words, the present one filled, and a sentence on what it means.
class LevelLadder final : public QWidget {
    Q_OBJECT
public:
    explicit LevelLadder(QWidget* parent = nullptr);
    void setLevel(HealthLevel level);
    void retranslate();
    HealthLevel level() const { return m_level; }

private:
    class Steps;
    HealthLevel m_level = HealthLevel::Full;
    Steps* m_steps;
    RoleLabel* m_meaning;
};

}  // namespace tongdai
