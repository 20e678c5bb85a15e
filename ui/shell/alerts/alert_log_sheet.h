#pragma once

#include "ui/common/look/look.h"

#include <QDialog>

class QScrollArea;

namespace tongdai {

class AlertBell;
class NoticeBar;

/// The last alerts, newest first, each with why it sounded or did not; and the sound, to try it.
class AlertLogSheet final : public QDialog {
    Q_OBJECT
public:
    AlertLogSheet(AlertBell& bell, Look look, QWidget* parent = nullptr);

private:
    void write();
    void say(bool wasHeard);

    AlertBell& m_bell;
    Look m_look;
    NoticeBar* m_state;
    QScrollArea* m_scroll;
};

}  // namespace tongdai
