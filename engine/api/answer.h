#pragma once

#include <QFuture>
#include <QPointer>
#include <QPromise>
#include <QString>

#include <variant>

namespace tongdai::api {

enum class DeskError : quint8 {
    NotReady,  ///< the engine has not started yet
    NotFound,
    TakenBySomeone,  ///< `detail` names who
    StoreDown,       ///< the history cannot be reached; nothing was changed
    AlreadyDecided,  ///< somebody was faster; nothing was changed
    TookTooLong,     ///< a question to the history was stopped at its deadline
    Refused,         ///< `detail` says why
    NotSignedIn,     ///< nobody has signed in at this desk, or it is locked
    NotAllowed,      ///< the person's role does not have the permission that `detail` names
};

struct DeskFailure {
    DeskError error = DeskError::NotReady;
    QString detail;
};

/// Answers carry the number of their question; an answer nobody waits for any more is dropped by its reader.
using RequestId = quint64;

/// What a question to the engine comes back as: a value, or why there is none.
template <class T>
using Answer = std::variant<T, DeskFailure>;

/// An answer on its way to the one who asked, on whose thread it arrives. Taken with whenAnswered() or NewestAnswer.
template <class T>
using Asked = QFuture<Answer<T>>;

/// Runs `take(answer)` on this thread once it is there (at once, if it is), and not at all when the asker is gone by
/// then. Not QFuture::then() with a context: that of Qt 6.4 asserts that the context is still there.
template <class T, class Take>
void whenAnswered(QObject* asker, Asked<T> asked, Take take)
{
    asked.then([asker = QPointer<QObject>(asker), take = std::move(take)](Answer<T> answer) {
        if (asker) take(std::move(answer));
    });
}

/// An answer that is there already.
template <class T>
Asked<T> answered(Answer<T> answer)
{
    QPromise<Answer<T>> promise;
    promise.start();
    promise.addResult(std::move(answer));
    promise.finish();
    return promise.future();
}

/// Gives only the newest of several answers to the one who asked; what comes late of an older question is dropped.
/// A member of its asker.
class NewestAnswer {
public:
    bool isWaiting() const { return m_isWaiting; }
    /// No answer counts any more.
    void forget() { ++m_newest, m_isWaiting = false; }

    template <class T, class Take>
    void await(QObject* asker, Asked<T> asked, Take take)
    {
        m_isWaiting = true;
        whenAnswered<T>(asker, std::move(asked),
                        [this, question = ++m_newest, take = std::move(take)](Answer<T> answer) {
                            if (question != m_newest) return;
                            m_isWaiting = false;
                            take(std::move(answer));
                        });
    }

private:
    quint64 m_newest = 0;
    bool m_isWaiting = false;
};

}  // namespace tongdai::api
