#pragma once

#include <QWidget>

namespace tongdai {

/// How much is left of a wait, as a ring that empties. Says nothing itself: the words stand beside it. Lives on the GUI
/// thread.
class WaitRing final : public QWidget {
    Q_OBJECT
public:
    explicit WaitRing(QWidget* parent = nullptr);
    /// 1: the whole wait is still to come.
    void setLeft(double left);
    double left() const { return m_left; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_left = 1;
};

}  // namespace tongdai
