#pragma once

#include "engine/api/setup.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace tongdai {

/// One connection test from its first line to its last, on the thread that calls run(): blocking, with a deadline for
/// everything it waits for. Lines are tried in order; the first that fails ends the test and the rest are skipped.
class ConnectionTrial {
public:
    using Report = std::function<void(const api::TestLine&)>;
    using Cancelled = std::shared_ptr<std::atomic<bool>>;

    ConnectionTrial(api::ConnectionForm form, Report report, Cancelled cancelled);
    ~ConnectionTrial();

    api::TestVerdict run();

    /// What a line found. `Failed` is thrown as Failure instead.
    struct Finding {
        api::StepOutcome outcome = api::StepOutcome::Ok;
        api::TestTrouble trouble = api::TestTrouble::None;
        QString detail = {};
        double number = 0;
    };
    struct Failure {
        api::TestTrouble trouble;
        QString detail = {};
        double number = 0;
    };
    struct Step {
        api::TestStep step;
        std::function<Finding()> act;
    };

private:
    void tell(api::TestStep step, const Finding& finding) const;

    api::ConnectionForm m_form;
    Report m_report;
    Cancelled m_cancelled;
};

/// The lines of each kind. The steps share the connection they build up.
std::vector<ConnectionTrial::Step> sqlSteps(const api::ConnectionForm& form,
                                            const ConnectionTrial::Cancelled& cancelled);
std::vector<ConnectionTrial::Step> redisSteps(const api::ConnectionForm& form,
                                              const ConnectionTrial::Cancelled& cancelled);
std::vector<ConnectionTrial::Step> serviceSteps(const api::ConnectionForm& form,
                                                const ConnectionTrial::Cancelled& cancelled);
std::vector<ConnectionTrial::Step> kiotVietSteps(const api::ConnectionForm& form,
                                                 const ConnectionTrial::Cancelled& cancelled);
std::vector<ConnectionTrial::Step> pageSteps(const api::ConnectionForm& form,
                                             const ConnectionTrial::Cancelled& cancelled);
std::vector<ConnectionTrial::Step> platformSteps(const api::ConnectionForm& form,
                                                 const ConnectionTrial::Cancelled& cancelled);

}  // namespace tongdai
