#pragma once

#include "ui/common/look/glyph.h"

#include <QAbstractButton>

class QAction;

namespace tongdai {

/// One page on the rail: icon over word, accent edge when it is the current one, badge in the corner.
class RailButton final : public QAbstractButton {
    Q_OBJECT
public:
    RailButton(Glyph glyph, QAction& action, QWidget* parent = nullptr);
    void setBadge(int count);
    /// Only the glyph, no taller than `room` where that is enough for it: the word is in the tool tip.
    void setCompact(bool isCompact, int room);
    QSize fullSize() const;
    int badge() const { return m_badge; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintBadge(QPainter& painter, const QRect& icon) const;
    void readAction();

    Glyph m_glyph;
    QAction& m_action;
    int m_badge = 0;
    bool m_isCompact = false;
    int m_room = 0;
};

}  // namespace tongdai
