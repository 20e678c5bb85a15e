#pragma once

#include "ui/common/look/look.h"
#include "ui/common/widgets/page.h"
#include "ui/locks/locks_doors.h"

class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace tongdai {

class Chip;
class ElidedLabel;
class FittingRow;
class EmptyState;
class KeyButton;
class KeysPane;
class LimitsPane;
class LeaseLanes;
class LockExplain;
class LocksModel;
class NoticeBar;
class QueuesPane;
class RoleLabel;
class StatePane;
class TasksPane;

/// Who holds which conversation, why one is stuck, and how it is freed. While it is in sight the engine sends a picture
/// about once a second; Space holds the picture, and what changes meanwhile is counted. Lives on the GUI thread.
class LocksPage final : public Page {
    Q_OBJECT
public:
    LocksPage(LocksDoors doors, Look look, QWidget* parent = nullptr);

    QString title() const override { return tr("Locks"); }
    Glyph glyph() const override { return Glyph::Locks; }
    QList<KeyLine> extraKeys() const override;
    void saveLayout(ScreenSettings& settings) const override;
    void restoreLayout(const ScreenSettings& settings) override;
    void focusFirst() override;
    bool isHeld() const { return m_isHeld; }

signals:
    void conversationWanted(tongdai::ConversationId conversation);
    void lineWanted(tongdai::ConversationId conversation, qint64 rev);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildLocks();
    void build();
    void buildTable();
    void buildKeys();
    void take(const api::LocksPicture& picture);
    void showPicture();
    void choose();
    void select(int row);
    void openTab(int tab);
    void nameTab(QWidget* pane, const QString& words);
    void toggleHold();
    void writeHead();
    void writeFrame();
    bool isLive() const { return m_hasPicture && m_picture.isLive; }
    void writeEmpty();
    void writeTrail();
    void placeTrail();
    void fitColumns();
    void retranslate();

    api::Locks& m_locks;
    Look m_look;
    LocksModel* m_model;
    QTabBar* m_tabs;
    Chip* m_live;                       ///< the word of the frame around a live shop
    FittingRow* m_head = nullptr;       ///< tabs, summary, filter and hold
    FittingRow* m_trailHead = nullptr;  ///< heading of the timeline
    QStackedWidget* m_stack;
    QueuesPane* m_queues;
    KeysPane* m_keys;      ///< null: there is nobody to ask
    LimitsPane* m_limits;  ///< null likewise
    TasksPane* m_tasks;    ///< null likewise
    StatePane* m_state;    ///< null likewise
    RoleLabel* m_summary;
    QLineEdit* m_filter;
    KeyButton* m_hold;
    NoticeBar* m_redis;
    QTableView* m_table;
    EmptyState* m_empty;
    ElidedLabel* m_trailHeading;
    ElidedLabel* m_marked;
    LeaseLanes* m_lanes;
    LockExplain* m_explain;
    RoleLabel* m_nothingChosen;
    QSplitter* m_columns = nullptr;
    QSplitter* m_rows = nullptr;
    QAction* m_holdAction = nullptr;
    QAction* m_filterAction = nullptr;
    QAction* m_leave = nullptr;
    QAction* m_toLocks = nullptr;
    QAction* m_toQueues = nullptr;
    QList<QAction*> m_toOthers;

    api::LocksPicture m_picture;
    bool m_hasPicture = false;
    bool m_isHeld = false;
    api::LocksPicture m_newest;
    int m_changesWhileHeld = 0;
    ConversationId m_chosen;
    QByteArray m_chosenKey;
    std::vector<ClaimEvent> m_trail;
    api::RequestId m_waitingFor = 0;
    int m_letters = 0;
    int m_deadTasks = 0;
};

}  // namespace tongdai
