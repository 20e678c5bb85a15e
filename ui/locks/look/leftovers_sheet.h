#pragma once

#include "engine/api/key_browser.h"
#include "ui/common/look/look.h"
#include "ui/common/look/tone.h"
#include "ui/locks/column_needs.h"

#include <QDialog>

class QProgressBar;
class QPushButton;
class QTableView;

namespace tongdai {

class LeftoversModel;
class NoticeBar;
class RoleLabel;

/// Keys of the live state that nobody needs any more and that would stay for ever (features G12): looked for step by
/// step, and given an end by their kind, at a second press. GUI thread.
class LeftoversSheet final : public QDialog {
    Q_OBJECT
public:
    LeftoversSheet(api::KeyBrowser& keys, Look look, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void begin();
    void look();
    void step(const QByteArray& from);
    void take(const api::LeftoverPage& page);
    void sweep();
    void fail(const api::DeskFailure& failure);
    void tell(Tone tone, const QString& words);
    void write();
    void retranslate();
    void fitColumns();

    api::KeyBrowser& m_keys;
    Look m_look;
    LeftoversModel* m_model;
    RoleLabel* m_meaning;
    NoticeBar* m_notice;
    QProgressBar* m_progress;
    QTableView* m_table;
    RoleLabel* m_state;
    QPushButton* m_again;
    QPushButton* m_sweep;
    ColumnNeeds m_needs;
    api::NewestAnswer m_asked;
    qint64 m_looked = 0;
    qint64 m_inAll = 0;
    bool m_isLooking = false;
    bool m_hasFailed = false;  ///< the look ended before everything was seen
    bool m_isBusy = false;
    bool m_isArmed = false;
    bool m_maySweep = false;
};

}  // namespace tongdai
