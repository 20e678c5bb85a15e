#pragma once

#include "engine/api/setup.h"
#include "engine/host/connection_test/connection_trial.h"

#include <QThread>

#include <functional>
#include <map>
#include <optional>

namespace tongdai {

/// Runs each connection test on a thread of its own. GUI thread.
class ConnectionTesterHost final : public api::ConnectionTester {
    Q_OBJECT
public:
    /// Fills in a password that the screen does not know; called on the test's thread.
    using Complete = std::function<api::ConnectionForm(api::ConnectionForm)>;
    /// Why who sits here may not test: a test reaches out to any address, with the passwords that were saved. Asked on
    /// the GUI thread at every request; the answer is the one line of its report.
    using Refusal = std::function<std::optional<QString>()>;
    explicit ConnectionTesterHost(Complete complete = {}, Refusal refusal = {}, QObject* parent = nullptr);
    /// Cancels what runs and waits for it: a moment, or the database client's own deadline of a few seconds.
    ~ConnectionTesterHost() override;

    api::RequestId requestTest(const api::ConnectionForm& form) override;
    void cancel(api::RequestId test) override;

private:
    struct Run {
        ConnectionTrial::Cancelled cancelled;
        QThread* thread = nullptr;
        bool isAnswered = false;
    };
    void answer(api::RequestId test, api::TestVerdict verdict);

    void refuse(api::RequestId test, const QString& why);

    Complete m_complete;
    Refusal m_refusal;
    api::RequestId m_last = 0;
    std::map<api::RequestId, Run> m_runs;
};

}  // namespace tongdai
