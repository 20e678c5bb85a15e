#pragma once

#include "engine/api/answer.h"
#include "engine/domain/store_error.h"

#include <QCoroTask>
#include <QMetaObject>
#include <QPointer>

#include <memory>

namespace tongdai {

/// What a store's trouble is to somebody at a screen.
inline api::DeskFailure failureOf(const StoreError& error)
{
    switch (error.kind()) {
        case StoreError::Kind::TimedOut: return {api::DeskError::TookTooLong, error.cause()};
        case StoreError::Kind::Refused: return {api::DeskError::Refused, error.cause()};
        default: return {api::DeskError::StoreDown, error.cause()};
    }
}

/// A question under way: who asked, on which thread, and the promise given to them.
template <class T>
struct OpenQuestion {
    explicit OpenQuestion(QObject* host) : asker(host) {}

    QObject* asker;  ///< the host, on the window's thread; outlives the engine's loop
    QPromise<api::Answer<T>> promise;

    void answer(api::Answer<T> with)
    {
        promise.addResult(std::move(with));
        promise.finish();
    }
};

/// Answers one question on the engine loop: a coroutine of its own, which ends by carrying the answer back.
template <class T>
QCoro::Task<void> carryOut(std::shared_ptr<OpenQuestion<T>> question, QCoro::Task<api::Answer<T>> task)
{
    api::Answer<T> answer;
    try {
        answer = co_await std::move(task);
    } catch (const StoreError& error) {
        answer = failureOf(error);
    }
    QObject* const asker = question->asker;
    QMetaObject::invokeMethod(
        asker, [question, answer = std::move(answer)]() mutable { question->answer(std::move(answer)); },
        Qt::QueuedConnection);
}

/// The bridge between a window and the engine loop: posts a question to the service that knows the answer, on the
/// thread it lives on, and brings the answer back to the host's. `how(service)` is called there and returns
/// `QCoro::Task<api::Answer<T>>`. Never answers inside the call. Without a service the answer is NotReady; a service
/// that goes before it has answered drops the question. The host's thread.
template <class T, class Service, class How>
api::Asked<T> ask(QObject* host, const QPointer<Service>& service, How how)
{
    auto question = std::make_shared<OpenQuestion<T>>(host);
    question->promise.start();
    api::Asked<T> asked = question->promise.future();
    Service* const there = service.data();
    if (!there) {
        QMetaObject::invokeMethod(
            host,
            [question] {
                question->answer(api::DeskFailure{api::DeskError::NotReady, {}});
            },
            Qt::QueuedConnection);
        return asked;
    }
    QMetaObject::invokeMethod(
        there, [there, question, how = std::move(how)] { carryOut<T>(question, how(*there)); }, Qt::QueuedConnection);
    return asked;
}

}  // namespace tongdai
