#pragma once

#include "engine/api/system_status.h"
#include "ui/common/look/look.h"

#include <QStatusBar>

namespace tongdai {

class ElidedLabel;
class FittingRow;
class StateWord;

/// The line under all pages: where the engine listens, what waits, how late the screen is, the clock with its zone.
class StatusLine final : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(Look look, QWidget* parent = nullptr);

    void setEngine(const api::SystemFacts& facts);
    void setHealth(const HealthSnapshot& snapshot);
    void setScreenDelay(std::chrono::milliseconds delay);
    /// Writes the clock for the current moment.
    void tick();
    void retranslate();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void write();

    Look m_look;
    api::SystemFacts m_facts;
    HealthSnapshot m_snapshot;
    std::chrono::milliseconds m_delay{};
    FittingRow* m_row;
    StateWord* m_link;
    ElidedLabel* m_address;
    ElidedLabel* m_outbox;
    ElidedLabel* m_journal;
    ElidedLabel* m_screen;
    ElidedLabel* m_clock;
};

}  // namespace tongdai
