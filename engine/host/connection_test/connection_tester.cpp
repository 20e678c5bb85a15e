#include "engine/host/connection_test/connection_tester.h"

namespace tongdai {

ConnectionTesterHost::ConnectionTesterHost(Complete complete, QObject* parent)
    : api::ConnectionTester(parent), m_complete(std::move(complete))
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

void ConnectionTesterHost::answer(api::RequestId test, api::TestVerdict verdict)
{
    const auto found = m_runs.find(test);
    if (found == m_runs.end() || found->second.isAnswered) return;
    found->second.isAnswered = true;
    emit finished(test, verdict);
}

}  // namespace tongdai
