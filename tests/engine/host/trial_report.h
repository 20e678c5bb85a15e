#pragma once

#include "engine/host/connection_test/connection_tester.h"

#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using api::ConnectionForm;
using api::StepOutcome;
using api::TestStep;
using api::TestTrouble;
using api::TestVerdict;

/// Runs one connection test through the tester's own thread and keeps what it said.
class TrialReport {
public:
    explicit TrialReport(const api::ConnectionForm& form)
    {
        ConnectionTesterHost tester;
        QObject::connect(&tester, &ConnectionTesterHost::lineChanged, &tester,
                         [this](api::RequestId, const api::TestLine& line) {
                             if (line.outcome != api::StepOutcome::Running) lines.push_back(line);
                         });
        QSignalSpy finished(&tester, &ConnectionTesterHost::finished);
        tester.requestTest(form);
        if (finished.wait(30'000)) verdict = finished[0][1].value<api::TestVerdict>();
    }

    const api::TestLine* line(api::TestStep step) const
    {
        for (const api::TestLine& line : lines)
            if (line.step == step) return &line;
        return nullptr;
    }

    /// The one line that failed.
    const api::TestLine* failed() const
    {
        for (const api::TestLine& line : lines)
            if (line.outcome == api::StepOutcome::Failed) return &line;
        return nullptr;
    }

    bool failedAt(api::TestStep step, api::TestTrouble trouble) const
    {
        const api::TestLine* const found = failed();
        if (verdict == api::TestVerdict::Failed && found && found->step == step && found->trouble == trouble)
            return true;
        qWarning("verdict %d, step %d, trouble %d, %s", verdict ? int(*verdict) : -1, found ? int(found->step) : -1,
                 found ? int(found->trouble) : -1, found ? qPrintable(found->detail) : "");
        return false;
    }

    std::vector<api::TestLine> lines;
    std::optional<api::TestVerdict> verdict;
};

}  // namespace tongdai::testing
