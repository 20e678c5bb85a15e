#pragma once

#include "engine/api/locks_queues.h"
#include "ui/common/look/look.h"

#include <QDialog>

namespace tongdai {

/// How an answer that was not sent was tried (features G7): when, what came of each try, and the platform's own words.
/// Lives on the GUI thread; deletes itself.
class LetterSheet final : public QDialog {
    Q_OBJECT
public:
    LetterSheet(const api::DeadLetter& letter, TimePoint now, Look look, QWidget* parent = nullptr);
};

}  // namespace tongdai
