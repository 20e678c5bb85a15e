#include "engine/history/people/people.h"

#include "engine/history/audit/audit.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using ports::PersonOutcome;

namespace {

const QString kPersonColumns =
    u"id, name, role, disabled, must_change, version, created_at, last_sign_in_at, sight, password"_s;

Role storedRole(qint64 number)
{
    // A number of a newer program gives no rights that nobody meant.
    return number >= 0 && number < qint64(kAllRoles.size()) ? Role(number) : Role::Operator;
}

Person readPerson(SqlRow& row)
{
    Person person;
    person.id = row.nextId<OperatorId>();
    person.name = row.nextText();
    person.role = storedRole(row.nextInteger());
    person.isDisabled = row.nextInteger() != 0;
    person.mustChangePassword = row.nextInteger() != 0;
    person.version = row.nextInteger();
    person.createdAt = row.nextTime();
    person.lastSignInAt = row.nextTimeOrNull();
    person.sight = sightStored(row.nextText());
    return person;
}

void beginRosterChange(UnitOfWork& work)
{
    work.session().execute(u"update counters set value = value + 1 where name = 'people'"_s);
}

struct PersonRow {
    Person person;
    QByteArray password;
};

std::optional<PersonRow> lockPerson(UnitOfWork& work, const OperatorId& id)
{
    static const QString sql = u"select "_s + kPersonColumns + u" from people where id = ? {for_update}"_s;
    const SqlRows rows = work.session().query(sql, {id});
    if (rows.isEmpty()) return std::nullopt;
    SqlRow row = rows[0];
    PersonRow found;
    found.person = readPerson(row);
    found.password = row.nextText().toLatin1();
    return found;
}

qint64 otherAdministrators(UnitOfWork& work, const OperatorId& than)
{
    return work.session()
        .query(u"select count(*) from people where role = ? and disabled = 0 and id <> ?"_s,
               {int(Role::Administrator), than})[0][0]
        .toInteger();
}

/// Names of people of the shop and their roles may stand in the log: who did what under which of them is what it is
/// for.
QJsonObject changeDetail(const QJsonValue& before, const QJsonValue& after)
{
    return {{u"old"_s, before}, {u"new"_s, after}};
}

void auditSight(UnitOfWork& work, const OperatorId& id, const Sight& was, const Sight& now, const QByteArray& actor)
{
    if (now == was) return;
    work.addAudit({actor, u"person_sight_changed"_s, id.bytes(), changeDetail(storedSight(was), storedSight(now))});
}

void auditChange(UnitOfWork& work, const Person& was, const ports::PeopleStore::PersonChange& change,
                 const QByteArray& actor)
{
    const auto note = [&](const QString& action, QJsonObject detail) {
        work.addAudit({actor, action, was.id.bytes(), std::move(detail)});
    };
    if (change.name && *change.name != was.name) note(u"person_renamed"_s, changeDetail(was.name, *change.name));
    if (change.role && *change.role != was.role) {
        note(u"person_role_changed"_s, changeDetail(QString(roleName(was.role)), QString(roleName(*change.role))));
    }
    if (change.sight) auditSight(work, was.id, was.sight, *change.sight, actor);
    if (change.isDisabled && *change.isDisabled != was.isDisabled) {
        note(*change.isDisabled ? u"person_disabled"_s : u"person_enabled"_s,
             changeDetail(was.isDisabled, *change.isDisabled));
    }
    if (change.password) note(actor == was.id.bytes() ? u"password_changed"_s : u"password_reset"_s, {});
}

}  // namespace

PersonOutcome addPerson(UnitOfWork& work, const ports::PeopleStore::NewPerson& added, const QByteArray& actor,
                        bool mayBeDone)
{
    beginRosterChange(work);
    const Person& person = added.person;
    if (const auto there = lockPerson(work, person.id))
        return mayBeDone && there->password == added.password ? PersonOutcome::Done : PersonOutcome::NameTaken;
    if (person.role != Role::Administrator && otherAdministrators(work, person.id) == 0)
        return PersonOutcome::NoAdministratorYet;
    work.session().execute(
        u"insert into people (id, name, role, password, must_change, sight, created_at) values (?, ?, ?, ?, ?, ?, ?)"_s,
        {person.id, person.name, int(person.role), QString::fromLatin1(added.password), person.mustChangePassword,
         storedSight(person.sight), work.now()});
    work.addAudit({actor,
                   u"person_added"_s,
                   person.id.bytes(),
                   {{u"name"_s, person.name}, {u"role"_s, QString(roleName(person.role))}}});
    auditSight(work, person.id, {}, person.sight, actor);
    return PersonOutcome::Done;
}

PersonOutcome changePerson(UnitOfWork& work, const OperatorId& id, const ports::PeopleStore::PersonChange& change,
                           const QByteArray& actor)
{
    beginRosterChange(work);
    const auto found = lockPerson(work, id);
    if (!found) return PersonOutcome::NotFound;
    const Person& was = found->person;
    Person now = was;
    if (change.name) now.name = *change.name;
    if (change.role) now.role = *change.role;
    if (change.isDisabled) now.isDisabled = *change.isDisabled;
    if (change.sight) now.sight = *change.sight;
    if (change.password) now.mustChangePassword = change.mustChangePassword;
    const bool isAdministrator = now.role == Role::Administrator && !now.isDisabled;
    const bool wasAdministrator = was.role == Role::Administrator && !was.isDisabled;
    if (wasAdministrator && !isAdministrator && otherAdministrators(work, id) == 0)
        return PersonOutcome::LastAdministrator;
    // A new name or role counts in sessions that go on; these two end them.
    if ((now.isDisabled && !was.isDisabled) || change.password) ++now.version;
    const QByteArray password = change.password.value_or(found->password);
    work.session().execute(
        u"update people set name = ?, role = ?, disabled = ?, must_change = ?, version = ?, password = ?, sight = ? "
        "where id = ?"_s,
        {now.name, int(now.role), now.isDisabled, now.mustChangePassword, now.version, QString::fromLatin1(password),
         storedSight(now.sight), id});
    if (change.password) forgetFailures(work, id);
    auditChange(work, was, change, actor);
    return PersonOutcome::Done;
}

void setSignInRule(UnitOfWork& work, SignInRule rule, const QByteArray& actor)
{
    beginRosterChange(work);
    SqlSession& session = work.session();
    const qint64 before =
        session.query(u"select value from counters where name = 'sign_in' {for_update}"_s)[0][0].toInteger();
    if (before == qint64(rule)) return;
    session.execute(u"update counters set value = ? where name = 'sign_in'"_s, {int(rule)});
    static const QStringList names{u"when_several"_s, u"always"_s, u"never"_s};
    work.addAudit({actor, u"sign_in_rule"_s, {}, changeDetail(names.value(int(before)), names.value(int(rule)))});
}

ports::PeopleStore::SignInTry beginSignIn(UnitOfWork& work, const OperatorId& id)
{
    ports::PeopleStore::SignInTry started;
    SqlSession& session = work.session();
    const SqlRows rows =
        session.query(u"select failures, wait_until, {now} from people where id = ? {for_update}"_s, {id});
    if (rows.isEmpty()) return started;
    SqlRow row = rows[0];
    const int failures = int(row.nextInteger());
    const double waitUntil = row.nextReal();
    const double now = row.nextReal();
    const auto found = lockPerson(work, id);
    started.person = found->person;
    if (waitUntil > now) {
        started.failures = failures;
        started.wait = std::chrono::milliseconds(qint64((waitUntil - now) * 1000) + 1);
        return started;
    }
    started.password = found->password;
    started.failures = failures + 1;
    const double wait = double(waitAfterFailures(started.failures).count());
    session.execute(u"update people set failures = ?, wait_until = {now} + ? where id = ?"_s,
                    {started.failures, wait, id});
    return started;
}

void noteSignIn(UnitOfWork& work, const OperatorId& id)
{
    work.session().execute(u"update people set failures = 0, wait_until = 0, last_sign_in_at = ? where id = ?"_s,
                           {work.now(), id});
    work.addAudit({id.bytes(), u"signed_in"_s, {}, {}});
}

void forgetFailures(UnitOfWork& work, const OperatorId& id)
{
    work.session().execute(u"update people set failures = 0, wait_until = 0 where id = ?"_s, {id});
}

QByteArray personTokenKey(UnitOfWork& work)
{
    return storeKey(work, u"person_tokens"_s);
}

namespace reads {

Roster roster(SqlSession& session)
{
    Roster roster;
    // The version first: what changes meanwhile is read again.
    roster.version = rosterVersion(session);
    const qint64 rule = session.query(u"select value from counters where name = 'sign_in'"_s)[0][0].toInteger();
    roster.rule = rule >= 0 && rule <= qint64(SignInRule::Never) ? SignInRule(rule) : SignInRule::Always;
    static const QString sql = u"select "_s + kPersonColumns + u" from people order by name, id"_s;
    for (SqlRow row : session.query(sql))
        roster.people.push_back(readPerson(row));
    return roster;
}

qint64 rosterVersion(SqlSession& session)
{
    return session.query(u"select value from counters where name = 'people'"_s)[0][0].toInteger();
}

}  // namespace reads
}  // namespace tongdai
