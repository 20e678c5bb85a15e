#pragma once

#include <QObject>
#include <QThread>

#include <memory>
#include <optional>

namespace tongdai::app {

/// Runs `work` on a thread of its own and hands what it returned to `then` on this one, unless `context` has gone
/// meanwhile. For small file work that the GUI thread must not wait for; `work` holds values only.
template <class Work, class Then>
void inBackground(QObject* context, Work work, Then then)
{
    using Result = std::invoke_result_t<Work&>;
    auto result = std::make_shared<std::optional<Result>>();
    QThread* const thread = QThread::create([result, work = std::move(work)]() mutable { *result = work(); });
    QObject::connect(thread, &QThread::finished, context,
                     [result, then = std::move(then)]() mutable { then(std::move(**result)); });
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

}  // namespace tongdai::app
