#pragma once

#include "engine/api/setup.h"
#include "ui/common/look/tone.h"
#include "ui/common/words/formats.h"

#include <QCoreApplication>

namespace tongdai {

/// The words of the Setup page: the engine speaks in codes, and here each becomes a sentence that says what happened,
/// what it means and what one can do (workspace 3.7).
class SetupWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::SetupWords)
public:
    static QString kind(api::ConnectionForm::Kind kind);  ///< "PostgreSQL", "AI service"
    static QString step(api::TestStep step, api::ConnectionForm::Kind kind);
    static QString outcome(api::StepOutcome outcome);
    static Tone tone(api::StepOutcome outcome);
    /// Beside a line: address, version, time.
    static QString finding(const api::TestLine& line, const Formats& formats);
    /// Why a line failed or wants attention, and what to do. Empty: there is nothing to say.
    static QString explanation(const api::TestLine& line, const api::ConnectionForm& form);
    static QString phase(const api::ShopProgress& progress);
    static QString trouble(const api::ShopOutcome& outcome);
    static QString size(const api::ShopOutcome& outcome,
                        const Formats& formats);  ///< "412 conversations, 9.120 messages"

private:
    static QString failure(const api::TestLine& line, const api::ConnectionForm& form);
    static QString loginFailure(const api::TestLine& line, const api::ConnectionForm& form);
    static QString warning(const api::TestLine& line, const api::ConnectionForm& form);
};

}  // namespace tongdai
