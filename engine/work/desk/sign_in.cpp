#include "engine/work/desk/sign_in.h"

namespace tongdai {

using namespace std::chrono_literals;

SignIn::Answer SignIn::tryUnknown(const OperatorId& id)
{
    const auto now = m_clock.elapsed();
    if (m_unknown.size() >= kMostUnknownNames && !m_unknown.contains(id)) m_unknown.clear();
    Unknown& unknown = m_unknown[id];
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(unknown.mayTryAt - now);
    Answer answer;
    if (left > 0ms) {
        answer.outcome = Outcome::TooSoon;
        answer.wait = left;
        return answer;
    }
    answer.wait = waitAfterFailures(++unknown.failures);
    unknown.mayTryAt = now + answer.wait;
    return answer;
}

QCoro::Task<SignIn::Answer> SignIn::tryPassword(OperatorId id, QString password)
{
    Answer answer;
    auto beginning = m_store.beginSignIn(id);
    const ports::PeopleStore::SignInTry begun = co_await beginning;
    if (begun.person && begun.wait > 0ms) {
        answer.outcome = Outcome::TooSoon;
        answer.wait = begun.wait;
        co_return answer;
    }
    if (!begun.person) {
        answer = tryUnknown(id);
        if (answer.outcome == Outcome::TooSoon) co_return answer;
    }
    auto comparing = m_passwords.matches(begun.password, password);
    const bool isRight = co_await comparing;
    if (!begun.person) co_return answer;  // strangers decide how often that is: the caller's limits write it down
    if (!isRight) {
        answer.wait = waitAfterFailures(begun.failures);
        auto noting = m_store.noteRefusedSignIn(id, begun.failures);
        co_await noting;
        co_return answer;
    }
    if (begun.person->isDisabled) {
        answer.outcome = Outcome::Disabled;
        auto noting = m_store.noteRefusedSignIn(id, begun.failures);
        co_await noting;
        co_return answer;
    }
    auto noting = m_store.noteSignIn(id);
    co_await noting;
    answer.outcome = Outcome::Done;
    answer.person = *begun.person;
    co_return answer;
}

}  // namespace tongdai
