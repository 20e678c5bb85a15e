#pragma once

#include <QMenu>

class QActionGroup;

namespace tongdai {

class AlertBell;

/// How loud a waiting customer is, a sound to try it with, and why each did or did not sound.
class AlertMenu final : public QMenu {
    Q_OBJECT
public:
    explicit AlertMenu(AlertBell& bell, QWidget* parent = nullptr);
    void retranslate();

signals:
    void logWanted();

private:
    void check();

    AlertBell& m_bell;
    QActionGroup* m_levels;
    QAction* m_test;
    QAction* m_log;
};

}  // namespace tongdai
