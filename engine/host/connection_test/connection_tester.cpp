#include "engine/host/connection_test/connection_tester.h"

namespace tongdai {

ConnectionTesterHost::ConnectionTesterHost(Complete complete, Refusal refusal, QObject* parent)
    : api::ConnectionTester(parent), m_complete(std::move(complete)), m_refusal(std::move(refusal))
{
}

ConnectionTesterHost::~ConnectionTesterHost()
{
    for (auto& [test, run] : m_runs)
        *run.cancelled = true;
    for (auto& [test, run] : m_runs) {
        run.thread->wait();
        delete run.thread;
    }
}

api::RequestId ConnectionTesterHost::requestTest(const api::ConnectionForm& form)
{
    const api::RequestId test = ++m_last;
    if (const auto why = m_refusal ? m_refusal() : std::nullopt) {
        // Never answer inside the call.
        QMetaObject::invokeMethod(
            this, [this, test, words = *why] { refuse(test, words); }, Qt::QueuedConnection);
        return test;
    }
    Run& run = m_runs[test];
    run.cancelled = std::make_shared<std::atomic<bool>>(false);
    // Values cross to this thread by posted calls; one that comes after its test was cancelled is dropped.
    const auto report = [this, test](const api::TestLine& line) {
        QMetaObject::invokeMethod(this, [this, test, line] {
            const auto found = m_runs.find(test);
            if (found != m_runs.end() && !found->second.isAnswered) emit lineChanged(test, line);
        });
    };
    run.thread = QThread::create([this, test, form, report, complete = m_complete, cancelled = run.cancelled] {
        const api::ConnectionForm whole = complete ? complete(form) : form;
        const api::TestVerdict verdict = ConnectionTrial(whole, report, cancelled).run();
        QMetaObject::invokeMethod(this, [this, test, verdict] { answer(test, verdict); });
    });
    connect(run.thread, &QThread::finished, this, [this, test] {
        const auto found = m_runs.find(test);
        if (found == m_runs.end()) return;
        found->second.thread->deleteLater();
        m_runs.erase(found);
    });
    run.thread->start();
    return test;
}

void ConnectionTesterHost::cancel(api::RequestId test)
{
    const auto found = m_runs.find(test);
    if (found == m_runs.end()) return;
    *found->second.cancelled = true;
    QMetaObject::invokeMethod(
        this, [this, test] { answer(test, api::TestVerdict::Cancelled); }, Qt::QueuedConnection);
}

void ConnectionTesterHost::refuse(api::RequestId test, const QString& why)
{
    api::TestLine line;
    line.outcome = api::StepOutcome::Failed;
    line.trouble = api::TestTrouble::Other;
    line.detail = why;
    emit lineChanged(test, line);
    emit finished(test, api::TestVerdict::Failed);
}

void ConnectionTesterHost::answer(api::RequestId test, api::TestVerdict verdict)
{
    const auto found = m_runs.find(test);
    if (found == m_runs.end() || found->second.isAnswered) return;
    found->second.isAnswered = true;
    emit finished(test, verdict);
}

}  // namespace tongdai
