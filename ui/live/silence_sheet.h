#pragma once

#include "engine/api/silence.h"
#include "ui/common/look/look.h"

#include <QDialog>

class QGridLayout;

namespace tongdai {

/// Why the bot did not answer a line: the chain of reasons in words, each with the line that proves it one key away.
/// Lives on the GUI thread.
class SilenceSheet final : public QDialog {
    Q_OBJECT
public:
    SilenceSheet(const api::Silence& silence, Look look, QWidget* parent = nullptr);
    static QString words(const api::SilenceStep& step, const Formats& formats);

signals:
    /// The line that proves a reason.
    void lineWanted(tongdai::ConversationId conversation, qint64 rev);

private:
    static QString howSure(const api::SilenceStep& step, const Formats& formats);
    void addStep(QGridLayout& grid, int row, const api::SilenceStep& step);

    api::Silence m_silence;
    Look m_look;
};

}  // namespace tongdai
