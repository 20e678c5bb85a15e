#pragma once

#include "engine/api/limits.h"
#include "ui/common/look/look.h"
#include "ui/locks/column_needs.h"

#include <QTimer>
#include <QWidget>

class QTableView;

namespace tongdai {

class EmptyState;
class LimitsModel;
class NoticeBar;
class RoleLabel;

/// Who is near a limit, who was held back, and which limits stand (features E9). While it is in sight it asks every
/// other second. GUI thread.
class LimitsPane final : public QWidget {
    Q_OBJECT
public:
    LimitsPane(api::Limits& limits, Look look, QWidget* parent = nullptr);
    void focusFirst();
    void retranslate();
    /// What is shown stays as it is; what changes meanwhile is counted.
    void setHeld(bool isHeld);
    int changesWhileHeld() const { return m_changesWhileHeld; }

signals:
    void heldChanged();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void ask();
    void take(const api::Answer<api::LimitsPicture>& answer);
    void takePicture(const api::LimitsPicture& picture);
    void show(const api::LimitsPicture& picture);
    void fitColumns();

    api::Limits& m_limits;
    Look m_look;
    LimitsModel* m_model;
    QTableView* m_table;
    ColumnNeeds m_needs;
    EmptyState* m_none;
    NoticeBar* m_notice;
    RoleLabel* m_standing;
    api::LimitsPicture m_picture;
    api::LimitsPicture m_newest;
    bool m_hasPicture = false;
    bool m_isHeld = false;
    int m_changesWhileHeld = 0;
    api::NewestAnswer m_asked;
    QTimer m_timer;
};

}  // namespace tongdai
