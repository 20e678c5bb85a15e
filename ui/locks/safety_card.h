#pragma once

#include "engine/api/locks_queues.h"
#include "engine/api/setup.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QVBoxLayout;

namespace tongdai {

class Card;
class ConfigMend;
class RoleLabel;
class StateWord;

/// What Redis says of itself and what it means, and settings that do not fit together. GUI thread.
class SafetyCard final : public QWidget {
    Q_OBJECT
public:
    /// `setup` null: settings are only named.
    SafetyCard(Look look, api::SetupDesk* setup, QWidget* parent = nullptr);
    void show(const api::QueuesPicture& picture);
    void retranslate();

private:
    struct Line {
        QWidget* box;
        RoleLabel* name;
        StateWord* value;
        RoleLabel* meaning;
    };
    Line addLine(QVBoxLayout& rows);
    void write();

    Look m_look;
    api::QueuesPicture m_picture;
    Card* m_redis;
    RoleLabel* m_away;
    std::vector<Line> m_lines;
    Card* m_config;
    RoleLabel* m_configWords;
    ConfigMend* m_mend;  ///< null: nobody can change settings
};

}  // namespace tongdai
