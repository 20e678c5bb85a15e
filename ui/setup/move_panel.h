#pragma once

#include "engine/api/setup.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QGridLayout;
class QPushButton;

namespace tongdai {

class Card;
class RoleLabel;
class WorkProgress;

/// Carrying the shop to a server: the question with its consequences, the progress, and what arrived, table by table.
class MovePanel final : public QWidget {
    Q_OBJECT
public:
    MovePanel(api::ShopWorks& works, Look look, QWidget* parent = nullptr);

    /// Asks; nothing happens before the answer.
    void offer(const api::ConnectionForm& form);
    bool isRunning() const { return m_state == State::Running; }
    void retranslate();

signals:
    void changed();
    void moved();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class State : quint8 { Hidden, Asking, Running, Done, Failed };
    void begin();
    void end(const api::ShopOutcome& outcome);
    void become(State state);
    void writeTables();

    api::ShopWorks& m_works;
    Look m_look;
    State m_state = State::Hidden;
    api::ConnectionForm m_form;
    api::ShopOutcome m_outcome;
    Card* m_card;
    RoleLabel* m_words;
    RoleLabel* m_failure;
    WorkProgress* m_progress;
    QWidget* m_table;
    QGridLayout* m_grid;
    QPushButton* m_go;
    QPushButton* m_no;
};

}  // namespace tongdai
