#pragma once

#include "engine/domain/shop/health.h"
#include "ui/common/look/look.h"

#include <QAbstractButton>

namespace tongdai {

class FittingRow;
class StateWord;

/// "Bot ON · DB ok · Redis ok · AI 1,2 s": the parts in words with their glyphs; one press opens the System page.
class HealthStrip final : public QAbstractButton {
    Q_OBJECT
public:
    explicit HealthStrip(Look look, QWidget* parent = nullptr);
    /// `hasChannel`: customers can write, by a platform or from web pages.
    void setHealth(const HealthSnapshot& snapshot, bool hasChannel);
    void retranslate();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void write();
    void writePart(StateWord& word, Part part);

    Look m_look;
    FittingRow* m_row;
    HealthSnapshot m_snapshot;
    bool m_hasChannel = true;
    StateWord* m_bot;
    StateWord* m_history;
    StateWord* m_redis;
    StateWord* m_ai;
    StateWord* m_platform;
};

}  // namespace tongdai
