#pragma once

#include <QWidget>

#include <functional>

class QAbstractScrollArea;

namespace tongdai {

/// A ring around an area that shows no focus of its own (a thread, a page that scrolls), for whoever came there by
/// keyboard (features K6). Lies over the area, takes no mouse; a child of it. GUI thread.
class FocusRing final : public QWidget {
    Q_OBJECT
public:
    /// `isNeeded`: asked at every painting; a list whose current row shows the focus needs no ring. Absent: always.
    explicit FocusRing(QAbstractScrollArea& area, std::function<bool()> isNeeded = {});

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void follow(Qt::FocusReason reason);

    QWidget& m_area;
    std::function<bool()> m_isNeeded;
    bool m_byKeyboard = false;
};

}  // namespace tongdai
