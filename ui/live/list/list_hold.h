#pragma once

#include <QObject>
#include <QPoint>
#include <QTimer>

class QAbstractItemView;
class QWidget;

namespace tongdai {

/// Whether somebody is using a list, so that nothing in it may move: while pointer, wheel or keys move in it and
/// kStillness longer. Who only rests the pointer on it, or leaves it the focus, must not miss what happens (features
/// A4). Lives on the GUI thread.
class ListHold final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kStillness{3};

    /// `list` with its scroll bar; the focus counts in the list alone.
    explicit ListHold(QAbstractItemView& list, QObject* parent = nullptr);
    /// What belongs to the list as well: on the way there nothing may move either.
    void watch(QWidget& part);
    bool isHeld() const { return m_isHeld; }

signals:
    void heldChanged(bool isHeld);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void noteUse();
    void update();
    void setHeld(bool isHeld);

    QAbstractItemView& m_list;
    QTimer m_still;  ///< runs while somebody moves, and kStillness longer
    QPoint m_pointer;
    bool m_pointerInside = false;
    bool m_isHeld = false;
};

}  // namespace tongdai
