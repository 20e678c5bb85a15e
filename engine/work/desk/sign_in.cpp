#include "engine/work/desk/sign_in.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log signInLog("people");

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

QCoro::Task<void> SignIn::forgetFailures(OperatorId id)
{
    try {
        auto forgetting = m_store.forgetFailures(id);
        co_await forgetting;
    } catch (const StoreError& error) {
        signInLog.warn("a right password still counts as a failure", {{u"cause"_s, error.cause()}});
        co_return;
    }
    m_owed.remove(id);
}

QCoro::Task<void> SignIn::noteRight(OperatorId id)
{
    bool isNoted = true;
    try {
        auto noting = m_store.noteSignIn(id);
        co_await noting;
    } catch (const StoreError& error) {
        signInLog.warn("a sign-in could not be written down", {{u"cause"_s, error.cause()}});
        isNoted = false;
    }
    if (isNoted) co_return;
    m_note({id.bytes(), u"signed_in"_s, {}, {}});
    m_owed.insert(id);
    auto forgetting = forgetFailures(id);
    co_await forgetting;
}

QCoro::Task<void> SignIn::noteRefused(OperatorId id, int failures)
{
    bool isNoted = true;
    try {
        auto noting = m_store.noteRefusedSignIn(id, failures);
        co_await noting;
    } catch (const StoreError&) {
        isNoted = false;
    }
    if (!isNoted) m_note({id.bytes(), u"sign_in_refused"_s, {}, {{u"tries"_s, failures}}});
}

QCoro::Task<SignIn::Answer> SignIn::tryPassword(OperatorId id, QString password)
{
    Answer answer;
    if (m_owed.contains(id)) {
        auto forgetting = forgetFailures(id);
        co_await forgetting;
    }
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
        auto noting = noteRefused(id, begun.failures);
        co_await noting;
        co_return answer;
    }
    if (begun.person->isDisabled) {
        answer.outcome = Outcome::Disabled;
        auto noting = noteRefused(id, begun.failures);
        co_await noting;
        co_return answer;
    }
    auto noting = noteRight(id);
    co_await noting;
    answer.outcome = Outcome::Done;
    answer.person = *begun.person;
    co_return answer;
}

}  // namespace tongdai
