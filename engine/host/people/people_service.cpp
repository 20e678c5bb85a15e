#include "engine/host/people/people_service.h"

#include "engine/host/people/password_hasher.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using api::PersonAnswer;
using api::SignInAnswer;
using ports::PersonOutcome;
using Result = api::PersonAnswer::Result;

namespace {

constexpr auto kLongestSession = 12h;

PersonAnswer answerOf(PersonOutcome outcome)
{
    PersonAnswer answer;
    switch (outcome) {
        case PersonOutcome::Done: break;
        case PersonOutcome::NotFound: answer.result = Result::NotFound; break;
        case PersonOutcome::NameTaken: answer.result = Result::NameTaken; break;
        case PersonOutcome::LastAdministrator: answer.result = Result::LastAdministrator; break;
        case PersonOutcome::NoAdministratorYet: answer.result = Result::NoAdministratorYet; break;
    }
    return answer;
}

SignInAnswer answerOf(const SignIn::Answer& tried)
{
    SignInAnswer answer;
    answer.wait = tried.wait;
    switch (tried.outcome) {
        case SignIn::Outcome::Done: answer.outcome = SignInAnswer::Outcome::Done; break;
        case SignIn::Outcome::Wrong: answer.outcome = SignInAnswer::Outcome::Wrong; break;
        case SignIn::Outcome::TooSoon: answer.outcome = SignInAnswer::Outcome::TooSoon; break;
        case SignIn::Outcome::Disabled: answer.outcome = SignInAnswer::Outcome::Disabled; break;
    }
    return answer;
}

std::optional<PersonAnswer> passwordRefusal(const QString& password)
{
    const auto problem = checkPassword(password);
    if (!problem) return std::nullopt;
    PersonAnswer answer;
    answer.result = *problem == PasswordProblem::TooShort ? Result::PasswordTooShort : Result::PasswordTooLong;
    return answer;
}

bool isPersonName(const QString& name)
{
    return !name.trimmed().isEmpty() && name.size() <= kLongestPersonName;
}

PersonAnswer resultOf(Result result)
{
    PersonAnswer answer;
    answer.result = result;
    return answer;
}

}  // namespace

PeopleService::PeopleService(Ports ports) : m_ports(std::move(ports)), m_longest(this)
{
    m_longest.setSingleShot(true);
    m_longest.setInterval(kLongestSession);
    connect(&m_longest, &QTimer::timeout, this, [this] {
        if (m_ports.gate.state().me && !m_ports.gate.state().me->isImplicit)
            m_ports.gate.empty(api::SessionEnd::TooLong);
    });
    connect(&m_ports.gate, &DeskGate::changed, this, &PeopleService::tellState);
    connect(&m_ports.gate, &DeskGate::rosterChanged, this, &PeopleService::rosterChanged);
}

void PeopleService::tellState()
{
    const api::PeopleState& state = m_ports.gate.state();
    const Person* const person = state.me ? m_ports.gate.roster().find(state.me->id) : nullptr;
    emit stateChanged(state, person ? person->version : 0);
}

QCoro::Task<SignInAnswer> PeopleService::tryPassword(OperatorId id, QString password)
{
    auto trying = m_ports.signIn.tryPassword(id, password);
    const SignIn::Answer tried = co_await trying;
    co_return answerOf(tried);
}

QCoro::Task<api::Answer<SignInAnswer>> PeopleService::signIn(QString signInName, QString password)
{
    const OperatorId id = OperatorId::fromString(signInName.trimmed());
    SignInAnswer wrong;
    wrong.outcome = SignInAnswer::Outcome::Wrong;
    if (checkId(id.bytes()) || password.size() > kLongestPassword) co_return wrong;
    const quint64 mine = ++m_newestTry;
    auto trying = m_ports.signIn.tryPassword(id, password);
    const SignIn::Answer tried = co_await trying;
    if (mine <= m_withdrawnTry) {
        // The store has it written down that they came in. Where they sit here by another try, they have.
        const auto& me = m_ports.gate.state().me;
        const bool isSeated = me && !me->isImplicit && me->id == id;
        if (tried.outcome == SignIn::Outcome::Done && !isSeated) m_ports.note({id.bytes(), u"signed_out"_s, {}, {}});
        co_return wrong;
    }
    if (tried.outcome == SignIn::Outcome::Done) {
        m_seatedBy = mine;
        m_isUnlockedByTry = false;
        m_ports.gate.seat(tried.person);
        m_longest.start();
        // What changed while the password was looked at counts at once.
        auto reading = m_ports.readRoster();
        co_await reading;
    } else if (!m_ports.gate.roster().find(id)) {
        m_ports.note({id.bytes(), u"sign_in_refused"_s, {}, {}});
    }
    co_return answerOf(tried);
}

void PeopleService::withdrawSignIn()
{
    m_withdrawnTry = m_newestTry;
    if (m_seatedBy == 0) return;
    // They were let in while they gave it up, perhaps by a try before the newest.
    if (m_isUnlockedByTry)
        lock();
    else
        signOut();
}

void PeopleService::signOut()
{
    m_seatedBy = 0;
    const auto& me = m_ports.gate.state().me;
    if (!me || me->isImplicit) return;
    m_ports.note({me->id.bytes(), u"signed_out"_s, {}, {}});
    m_longest.stop();
    m_ports.gate.empty(api::SessionEnd::SignedOut);
}

void PeopleService::lock()
{
    m_seatedBy = 0;
    m_ports.gate.setLocked(true);
}

QCoro::Task<api::Answer<SignInAnswer>> PeopleService::unlock(QString password)
{
    SignInAnswer answer;
    const auto me = m_ports.gate.state().me;
    if (!me) {
        answer.outcome = SignInAnswer::Outcome::Wrong;
        co_return answer;
    }
    const quint64 mine = ++m_newestTry;
    if (me->hasPassword) {
        auto trying = tryPassword(me->id, password);
        answer = co_await trying;
        if (answer.outcome != SignInAnswer::Outcome::Done || mine <= m_withdrawnTry) co_return answer;
    }
    const auto now = m_ports.gate.state().me;
    if (!now || now->id != me->id) co_return answer;
    m_seatedBy = mine;
    m_isUnlockedByTry = true;
    m_ports.gate.setLocked(false);
    co_return answer;
}

QCoro::Task<api::Answer<PersonAnswer>> PeopleService::changePassword(QString old, QString password)
{
    // Not asked of the gate: who must change a password may do nothing else.
    const auto me = m_ports.gate.state().me;
    if (!me || m_ports.gate.state().isLocked) co_return api::DeskFailure{api::DeskError::NotSignedIn, {}};
    if (!me->hasPassword) co_return resultOf(Result::NotFound);
    if (const auto refused = passwordRefusal(password)) co_return *refused;
    auto trying = tryPassword(me->id, old);
    const SignInAnswer tried = co_await trying;
    if (tried.outcome != SignInAnswer::Outcome::Done) {
        PersonAnswer answer =
            resultOf(tried.outcome == SignInAnswer::Outcome::TooSoon ? Result::TooSoon : Result::WrongPassword);
        answer.wait = tried.wait;
        co_return answer;
    }
    auto hashing = m_ports.passwords.hash(password);
    ports::PeopleStore::PersonChange change;
    change.password = co_await hashing;
    if (change.password->isEmpty()) co_return resultOf(Result::NoMemory);
    auto storing = m_ports.store.changePerson(me->id, change, me->id.bytes());
    const PersonOutcome outcome = co_await storing;
    auto reading = m_ports.store.roster();
    const Roster roster = co_await reading;
    // The new password ends every session but the one it was chosen in.
    const Person* const person = roster.find(me->id);
    const auto now = m_ports.gate.state().me;
    if (outcome == PersonOutcome::Done && person && !person->isDisabled && now && now->id == me->id && !now->isImplicit)
        m_ports.gate.seat(*person);
    m_ports.gate.setRoster(roster);
    co_return answerOf(outcome);
}

void PeopleService::viewAs(std::optional<Role> role)
{
    const api::PeopleState before = m_ports.gate.state();
    m_ports.gate.viewAs(role);
    if (m_ports.gate.state().viewsAs == before.viewsAs || !before.me) return;
    m_ports.note(
        {before.me->id.bytes(), u"viewed_as"_s, {}, {{u"role"_s, role ? QString(roleName(*role)) : QString()}}});
}

void PeopleService::resume(const OperatorId& id, qint64 version, bool locked)
{
    const Person* const person = m_ports.gate.roster().find(id);
    if (!person || person->isDisabled || person->version != version) return;
    const auto& me = m_ports.gate.state().me;
    if (!me || !me->isImplicit) m_ports.gate.seat(*person);
    m_ports.gate.setLocked(locked);
    m_longest.start();
}

QCoro::Task<api::Answer<Roster>> PeopleService::roster()
{
    if (const auto refused = m_ports.gate.refusal(Permission::ManagePeople)) co_return *refused;
    auto reading = m_ports.store.roster();
    Roster roster = co_await reading;
    co_return roster;
}

QCoro::Task<api::Answer<PersonAnswer>> PeopleService::becomeAdministrator(QString name, QString password)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ManagePeople)) co_return *refused;
    const auto me = m_ports.gate.state().me;
    if (!me->isImplicit || me->hasPassword) co_return resultOf(Result::NameTaken);
    if (!isPersonName(name)) co_return resultOf(Result::BadName);
    if (const auto refused = passwordRefusal(password)) co_return *refused;
    auto hashing = m_ports.passwords.hash(password);
    ports::PeopleStore::NewPerson added;
    added.password = co_await hashing;
    if (added.password.isEmpty()) co_return resultOf(Result::NoMemory);
    added.person.id = me->id;
    added.person.name = name.trimmed();
    added.person.role = Role::Administrator;
    auto adding = m_ports.store.addPerson(added, me->id.bytes());
    const PersonOutcome outcome = co_await adding;
    if (outcome == PersonOutcome::Done) m_ports.gate.seat(added.person);
    auto reading = m_ports.readRoster();
    co_await reading;
    co_return answerOf(outcome);
}

QCoro::Task<api::Answer<PersonAnswer>> PeopleService::add(OperatorId id, QString name, Role role, Sight sight)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ManagePeople)) co_return *refused;
    if (checkId(id.bytes())) co_return resultOf(Result::BadSignInName);
    if (!isPersonName(name)) co_return resultOf(Result::BadName);
    const QByteArray actor = m_ports.gate.me().bytes();
    PersonAnswer answer;
    const QString made = makePassword();
    auto hashing = m_ports.passwords.hash(made);
    ports::PeopleStore::NewPerson added;
    added.password = co_await hashing;
    if (added.password.isEmpty()) co_return resultOf(Result::NoMemory);
    added.person.id = id;
    added.person.name = name.trimmed();
    added.person.role = role;
    added.person.sight = tidied(std::move(sight));
    added.person.mustChangePassword = true;
    if (const auto refused = m_ports.gate.refusal(Permission::ManagePeople)) co_return *refused;
    auto adding = m_ports.store.addPerson(added, actor);
    const PersonOutcome outcome = co_await adding;
    answer = answerOf(outcome);
    if (outcome == PersonOutcome::Done) answer.password = made;
    auto reading = m_ports.readRoster();
    co_await reading;
    co_return answer;
}

QCoro::Task<PersonAnswer> PeopleService::store(OperatorId id, ports::PeopleStore::PersonChange change)
{
    const QByteArray actor = m_ports.gate.me().bytes();
    auto changing = m_ports.store.changePerson(id, std::move(change), actor);
    const PersonOutcome outcome = co_await changing;
    auto reading = m_ports.readRoster();
    co_await reading;
    co_return answerOf(outcome);
}

QCoro::Task<api::Answer<PersonAnswer>> PeopleService::change(OperatorId id, api::PersonEdit edit)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ManagePeople)) co_return *refused;
    if (edit.name && !isPersonName(*edit.name)) co_return resultOf(Result::BadName);
    ports::PeopleStore::PersonChange change;
    if (edit.name) change.name = edit.name->trimmed();
    change.role = edit.role;
    change.isDisabled = edit.isDisabled;
    if (edit.sight) change.sight = tidied(*edit.sight);
    auto storing = store(id, std::move(change));
    PersonAnswer answer = co_await storing;
    co_return answer;
}

QCoro::Task<api::Answer<PersonAnswer>> PeopleService::resetPassword(OperatorId id)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ManagePeople)) co_return *refused;
    // One's own is changed with the old one: a desk left open must not be enough.
    if (id == m_ports.gate.me()) co_return resultOf(Result::WrongPassword);
    const QString made = makePassword();
    auto hashing = m_ports.passwords.hash(made);
    ports::PeopleStore::PersonChange change;
    change.password = co_await hashing;
    if (change.password->isEmpty()) co_return resultOf(Result::NoMemory);
    change.mustChangePassword = true;
    if (const auto refused = m_ports.gate.refusal(Permission::ManagePeople)) co_return *refused;
    auto storing = store(id, std::move(change));
    PersonAnswer answer = co_await storing;
    if (answer.result == Result::Done) answer.password = made;
    co_return answer;
}

QCoro::Task<api::Answer<PersonAnswer>> PeopleService::setSignInRule(SignInRule rule)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ManagePeople)) co_return *refused;
    if (rule == SignInRule::Always && m_ports.gate.roster().people.empty())
        co_return resultOf(Result::NoAdministratorYet);
    auto setting = m_ports.store.setSignInRule(rule, m_ports.gate.me().bytes());
    co_await setting;
    auto reading = m_ports.readRoster();
    co_await reading;
    co_return PersonAnswer();
}

}  // namespace tongdai
