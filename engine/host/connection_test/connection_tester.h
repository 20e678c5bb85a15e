#pragma once

#include "engine/api/setup.h"
#include "engine/host/connection_test/connection_trial.h"

#include <QThread>

#include <map>

namespace tongdai {

/// Runs each connection test on a thread of its own. GUI thread.
class ConnectionTesterHost final : public api::ConnectionTester {
    Q_OBJECT
public:
    /// Fills in a password that the screen does not know; called on the test's thread.
    using Complete = std::function<api::ConnectionForm(api::ConnectionForm)>;
    explicit ConnectionTesterHost(Complete complete = {}, QObject* parent = nullptr);
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

    Complete m_complete;
    api::RequestId m_last = 0;
    std::map<api::RequestId, Run> m_runs;
};

}  // namespace tongdai
