#pragma once

#include "engine/api/setup.h"
#include "ui/common/look/look.h"

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace tongdai {

class RoleLabel;

/// A long piece of work under way: what it is doing, how far it is, and how to stop it.
class WorkProgress final : public QWidget {
    Q_OBJECT
public:
    WorkProgress(api::ShopWorks& works, Look look, QWidget* parent = nullptr);
    void start();
    void show(const api::ShopProgress& progress);
    void retranslate();

private:
    api::ShopWorks& m_works;
    Look m_look;
    api::ShopProgress m_last;
    bool m_isCancelling = false;
    RoleLabel* m_words;
    QProgressBar* m_bar;
    RoleLabel* m_figures;
    QPushButton* m_cancel;
};

}  // namespace tongdai
