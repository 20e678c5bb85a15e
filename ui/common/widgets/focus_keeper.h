#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace tongdai {

/// Keeps the focus from running to a neighbour when the control that has it is switched off or goes: a second press of
/// the same key would do there what nobody meant. It waits in what the control stood in, and returns when the control
/// does. Watches everything in one window. Lives on the GUI thread.
class FocusKeeper final : public QObject {
    Q_OBJECT
public:
    FocusKeeper(QWidget& window, QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow(QWidget* before, QWidget* now);
    void letGo();

    QWidget& m_window;
    QPointer<QWidget> m_gone;   ///< had the focus
    QPointer<QWidget> m_place;  ///< where it waits
};

}  // namespace tongdai
