#include "ui/common/widgets/role_label.h"
#include "ui/common/words/cause_words.h"
#include "ui/people/people_words.h"
#include "ui/people/sign_in_cover.h"

#include <QLineEdit>
#include <QPushButton>

#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using api::PersonAnswer;
using api::SignInAnswer;
using std::chrono::steady_clock;

namespace {

constexpr auto kNamesTheWait = 3s;
constexpr auto kSignInAgain = 2s;

/// It passes by itself: the same name and password are right a moment later.
bool passes(const api::DeskFailure& failure)
{
    return failure.error == api::DeskError::NotReady || failure.error == api::DeskError::StoreDown ||
           failure.error == api::DeskError::TookTooLong;
}

}  // namespace

void SignInCover::writeMessage()
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_mayTryAt - steady_clock::now());
    const bool mustWait = left > 0ms;
    if (!mustWait) m_tick.stop();
    m_trouble->setText(mustWait ? PeopleWords::waitWords(left) : m_message);
    m_trouble->setVisible(!m_trouble->text().isEmpty());
    m_accept->setEnabled(!mustWait && !m_isWaiting);
}

void SignInCover::fail(const QString& message)
{
    setWaiting(false);
    m_message = message;
    m_password->clear();
    writeMessage();
    if (m_password->isVisibleTo(this)) m_password->setFocus();
}

void SignInCover::setWaiting(bool waits)
{
    m_isWaiting = waits;
    m_slow.stop();
    m_askAgain.stop();
    if (std::exchange(m_isLong, false)) write();
    for (QWidget* widget : QList<QWidget*>{m_name, m_password, m_new, m_again, m_accept, m_other})
        widget->setEnabled(!waits);
    if (!waits) keepFocus();
}

void SignInCover::waitLonger(const QString& cause)
{
    m_isLong = true;
    m_message = cause + u' ' +
                (m_mode == Mode::Locked ? tr("The screen is unlocked as soon as it does.")
                                        : tr("You are signed in as soon as it does."));
    write();
    m_other->setEnabled(true);
    if (!m_other->hasFocus()) setFocus();  // whoever presses Enter again gives nothing up
}

void SignInCover::stopWaiting()
{
    m_tried.forget();
    m_message.clear();
    setWaiting(false);
    writeMessage();
}

void SignInCover::giveUp()
{
    m_people.withdrawSignIn();
    stopWaiting();
}

void SignInCover::accept()
{
    if (!m_accept->isEnabled()) return;
    switch (m_mode) {
        case Mode::None: return;
        case Mode::SignIn: return signIn();
        case Mode::Locked: return unlock();
        case Mode::FirstPassword:
        case Mode::NewPassword: return changePassword();
    }
}

void SignInCover::signIn()
{
    if (m_name->text().trimmed().isEmpty()) return m_name->setFocus();
    if (m_password->text().isEmpty()) return m_password->setFocus();
    if (!m_isLong) setWaiting(true);
    // The window is there before the shop behind it: what was typed meanwhile counts as soon as somebody can look at
    // it.
    m_isEarly = !m_people.state().isKnown;
    if (m_isEarly) {
        m_message = tr("The shop is still opening. You are signed in as soon as it is there.");
        return writeMessage();
    }
    m_presentPassword = m_password->text();
    if (!m_isLong) m_slow.start(kNamesTheWait);
    m_tried.await(this, m_people.signIn(m_name->text(), m_password->text()),
                  [this](const api::Answer<SignInAnswer>& answer) { take(answer); });
}

void SignInCover::unlock()
{
    if (!m_isLong) {
        setWaiting(true);
        m_slow.start(kNamesTheWait);
    }
    m_tried.await(this, m_people.unlock(m_password->text()),
                  [this](const api::Answer<SignInAnswer>& answer) { take(answer); });
}

void SignInCover::changePassword()
{
    if (m_new->text() != m_again->text()) {
        m_message = tr("The two new passwords are not the same.");
        m_again->clear();
        m_again->setFocus();
        return writeMessage();
    }
    setWaiting(true);
    const QString present = m_presentPassword.isEmpty() ? m_password->text() : m_presentPassword;
    api::whenAnswered<PersonAnswer>(this, m_people.changePassword(present, m_new->text()),
                                    [this](const api::Answer<PersonAnswer>& answer) { take(answer); });
}

void SignInCover::take(const api::Answer<SignInAnswer>& answer)
{
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) {
        if (!passes(*failure)) return fail(PeopleWords::failure(*failure));
        m_slow.stop();
        m_askAgain.start(kSignInAgain);
        return waitLonger(
            failure->error == api::DeskError::NotReady
                ? PeopleWords::failure(*failure)
                : tr("The message history does not answer: %1.")
                      .arg(failure->detail.isEmpty() ? tr("no reason is known") : CauseWords::of(failure->detail)));
    }
    setWaiting(false);
    const auto& tried = std::get<SignInAnswer>(answer);
    if (tried.outcome == SignInAnswer::Outcome::Done) {
        m_mayTryAt = {};
        m_message.clear();
        return readState();  // changed() may have come before
    }
    m_presentPassword.clear();
    if (tried.wait > 0ms) {
        m_mayTryAt = steady_clock::now() + tried.wait;
        m_tick.start();
    }
    fail(PeopleWords::signIn(tried));
}

void SignInCover::take(const api::Answer<PersonAnswer>& answer)
{
    setWaiting(false);
    if (const auto* failure = std::get_if<api::DeskFailure>(&answer)) return fail(PeopleWords::failure(*failure));
    const auto& changed = std::get<PersonAnswer>(answer);
    if (changed.result != PersonAnswer::Result::Done) {
        if (changed.result == PersonAnswer::Result::WrongPassword) m_presentPassword.clear();
        const QString message = PeopleWords::result(changed);
        write();
        return fail(message);
    }
    m_presentPassword.clear();
    if (m_mode == Mode::NewPassword) setMode(modeOf(m_people.state()));
    readState();
}

}  // namespace tongdai
