#include "ui/people/people_words.h"

#include "ui/common/words/cause_words.h"

namespace tongdai {

using api::PersonAnswer;
using api::SessionEnd;
using api::SignInAnswer;

QString PeopleWords::role(Role role)
{
    switch (role) {
        case Role::Operator: return tr("Operator");
        case Role::Supervisor: return tr("Supervisor");
        case Role::DisputeReviewer: return tr("Dispute reviewer");
        case Role::Administrator: return tr("Administrator");
        case Role::Auditor: return tr("Auditor");
    }
    return {};
}

QString PeopleWords::roleMeaning(Role role)
{
    switch (role) {
        case Role::Operator: return tr("Answers customers.");
        case Role::Supervisor: return tr("Answers customers, sees figures and locks, and frees what is stuck.");
        case Role::DisputeReviewer: return tr("Judges disputes and exports evidence. Answers nobody.");
        case Role::Administrator: return tr("May do everything: settings, backups, people.");
        case Role::Auditor: return tr("Reads everything and verifies the audit log. Changes nothing.");
    }
    return {};
}

QString PeopleWords::waitWords(std::chrono::milliseconds wait)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    return tr("Too many wrong passwords. Try again in %Ln second(s).", nullptr, int(seconds));
}

QString PeopleWords::reach(Reach reach)
{
    switch (reach) {
        case Reach::Everything: return tr("Every conversation");
        case Reach::Team: return tr("Those of their team, and those nobody has");
        case Reach::Own: return tr("Their own, and those nobody has");
    }
    Q_UNREACHABLE();
}

QString PeopleWords::sight(const Sight& sight)
{
    QStringList words{reach(sight.reach)};
    if (!sight.team.isEmpty()) words << sight.team;
    if (!sight.channels.isEmpty()) words << sight.channels.join(QStringLiteral(", "));
    return words.join(QStringLiteral(" · "));
}

QString PeopleWords::signIn(const SignInAnswer& answer)
{
    switch (answer.outcome) {
        case SignInAnswer::Outcome::Done: return {};
        case SignInAnswer::Outcome::Wrong: return tr("This name and password do not match.");
        case SignInAnswer::Outcome::TooSoon: return waitWords(answer.wait);
        case SignInAnswer::Outcome::Disabled: return tr("You may not sign in here any more. Ask an administrator.");
    }
    return {};
}

QString PeopleWords::sessionEnd(SessionEnd end)
{
    switch (end) {
        case SessionEnd::None:
        case SessionEnd::SignedOut: return {};
        case SessionEnd::Disabled: return tr("An administrator has ended this session.");
        case SessionEnd::PasswordChanged: return tr("Your password was changed. Sign in with the new one.");
        case SessionEnd::TooLong: return tr("After twelve hours everybody signs in again.");
    }
    return {};
}

QString PeopleWords::result(const PersonAnswer& answer)
{
    switch (answer.result) {
        case PersonAnswer::Result::Done: return {};
        case PersonAnswer::Result::NotFound: return tr("This person is not there.");
        case PersonAnswer::Result::NameTaken: return tr("Somebody signs in with this name already.");
        case PersonAnswer::Result::LastAdministrator:
            return tr("Nobody else is an administrator: make somebody else one first.");
        case PersonAnswer::Result::NoAdministratorYet:
            return tr("Choose a password of your own first: you become the administrator.");
        case PersonAnswer::Result::BadSignInName: return tr("The name to sign in with is one word, without spaces.");
        case PersonAnswer::Result::BadName: return tr("Type the person's name, at most 100 letters.");
        case PersonAnswer::Result::PasswordTooShort: return tr("The password needs at least 8 characters.");
        case PersonAnswer::Result::PasswordTooLong: return tr("The password has more than 256 characters.");
        case PersonAnswer::Result::WrongPassword: return tr("The present password is not right.");
        case PersonAnswer::Result::TooSoon: return waitWords(answer.wait);
        case PersonAnswer::Result::NoMemory:
            return tr("There is not enough memory to make the password. Close other programs and try again.");
    }
    return {};
}

QString PeopleWords::failure(const api::DeskFailure& failure)
{
    switch (failure.error) {
        case api::DeskError::NotReady: return tr("The engine is starting.");
        case api::DeskError::NotSignedIn: return tr("Nobody is signed in here.");
        case api::DeskError::NotAllowed: return tr("Your role does not include this.");
        case api::DeskError::TookTooLong: return tr("That took too long and was stopped.");
        default:
            return failure.detail.isEmpty()
                       ? tr("The history cannot be reached. Nothing was changed.")
                       : tr("The history cannot be reached: %1").arg(CauseWords::of(failure.detail));
    }
}

}  // namespace tongdai
