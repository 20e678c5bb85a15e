#include "engine/history/people/sql_people.h"
#include "engine/history/privacy/sql_privacy.h"
#include "tests/engine/history/history_behaviour.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using ports::PersonOutcome;

namespace {

const OperatorId kOwner("chủ-shop"_ba);
const OperatorId kStaff("lan"_ba);

ports::PeopleStore::NewPerson newPerson(const OperatorId& id, Role role)
{
    ports::PeopleStore::NewPerson added;
    added.person.id = id;
    added.person.name = u"Nguyễn Thị "_s + id.toString();
    added.person.role = role;
    added.password = "$argon2id$"_ba + id.bytes().toHex();
    return added;
}

QStringList staffActs(SqlHistory& store)
{
    SqlPrivacy privacy(store);
    QStringList acts;
    for (const AuditLine& line : await(privacy.auditLines(100))) {
        const QJsonObject& detail = line.detail;
        acts.prepend(line.action + (detail.contains("new"_L1) ? u" %1>%2"_s.arg(detail["old"_L1].toVariant().toString(),
                                                                                detail["new"_L1].toVariant().toString())
                                                              : QString()));
    }
    return acts;
}

}  // namespace

void HistoryBehaviour::keepsWhoMaySitAtTheDesk()
{
    SqlPeople people(store());
    QVERIFY(await(people.roster()).people.empty());
    QCOMPARE(await(people.addPerson(newPerson(kStaff, Role::Operator), "x"_ba)), PersonOutcome::NoAdministratorYet);
    QCOMPARE(await(people.addPerson(newPerson(kOwner, Role::Administrator), kOwner.bytes())), PersonOutcome::Done);
    QCOMPARE(await(people.addPerson(newPerson(kStaff, Role::Operator), kOwner.bytes())), PersonOutcome::Done);
    QCOMPARE(await(people.addPerson(newPerson(kStaff, Role::Auditor), kOwner.bytes())), PersonOutcome::NameTaken);

    const Roster roster = await(people.roster());
    QCOMPARE(roster.people.size(), 2u);
    const Person* const staff = roster.find(kStaff);
    QVERIFY(staff && staff->name == u"Nguyễn Thị lan"_s && staff->role == Role::Operator && !staff->isDisabled);
    QCOMPARE(staff->createdAt, clock().now());
    QVERIFY(!staff->lastSignInAt);
    QVERIFY(roster.needsSignIn());
    QCOMPARE(await(people.rosterVersion()), roster.version);
    QCOMPARE(await(people.personTokenKey()).size(), 32);
    QCOMPARE(await(people.personTokenKey()), await(people.personTokenKey()));
}

/// At no moment do they see more; and what they see from the start stands in the audit log.
void HistoryBehaviour::addsAPersonWithTheirSight()
{
    SqlPeople people(store());
    await(people.addPerson(newPerson(kOwner, Role::Administrator), kOwner.bytes()));
    ports::PeopleStore::NewPerson staff = newPerson(kStaff, Role::Operator);
    staff.person.sight = {Reach::Own, u"tối"_s, {u"zalo"_s}};
    QCOMPARE(await(people.addPerson(staff, kOwner.bytes())), PersonOutcome::Done);
    QCOMPARE(await(people.roster()).find(kStaff)->sight, staff.person.sight);
    QCOMPARE(await(people.roster()).find(kOwner)->sight, Sight());
    QCOMPARE(staffActs(store()), (QStringList{u"person_added"_s, u"person_added"_s,
                                              u"person_sight_changed >"_s + storedSight(staff.person.sight)}));
}

/// What was, and what is, stands in the audit log under the name of who did it.
void HistoryBehaviour::changesAPersonAndSaysSo()
{
    SqlPeople people(store());
    await(people.addPerson(newPerson(kOwner, Role::Administrator), kOwner.bytes()));
    await(people.addPerson(newPerson(kStaff, Role::Operator), kOwner.bytes()));
    const Roster before = await(people.roster());

    QCOMPARE(await(people.changePerson(kStaff, {.name = u"Lan"_s, .role = Role::Supervisor}, kOwner.bytes())),
             PersonOutcome::Done);
    const Roster promoted = await(people.roster());
    QCOMPARE(promoted.find(kStaff)->name, u"Lan"_s);
    QCOMPARE(promoted.find(kStaff)->version, before.find(kStaff)->version);  // the session goes on, with the new role
    QVERIFY(promoted.version > before.version);

    const Sight narrow{Reach::Own, {}, {u"zalo"_s}};
    for (int twice = 0; twice < 2; ++twice)
        QCOMPARE(await(people.changePerson(kStaff, {.sight = narrow}, kOwner.bytes())), PersonOutcome::Done);
    QCOMPARE(await(people.roster()).find(kStaff)->sight, narrow);
    QCOMPARE(await(people.roster()).find(kOwner)->sight, Sight());

    QCOMPARE(await(people.changePerson(kStaff, {.isDisabled = true}, kOwner.bytes())), PersonOutcome::Done);
    QVERIFY(await(people.roster()).find(kStaff)->version > before.find(kStaff)->version);
    QCOMPARE(await(people.changePerson(kStaff, {.isDisabled = false}, kOwner.bytes())), PersonOutcome::Done);
    const qint64 version = await(people.roster()).find(kStaff)->version;
    QCOMPARE(await(people.changePerson(kStaff, {.password = "$argon2id$new"_ba, .mustChangePassword = true},
                                       kOwner.bytes())),
             PersonOutcome::Done);
    QVERIFY(await(people.roster()).find(kStaff)->mustChangePassword);
    QVERIFY(await(people.roster()).find(kStaff)->version > version);
    QCOMPARE(await(people.changePerson(kStaff, {.password = "$argon2id$own"_ba}, kStaff.bytes())), PersonOutcome::Done);
    await(people.setSignInRule(SignInRule::Always, kOwner.bytes()));
    await(people.setSignInRule(SignInRule::Always, kOwner.bytes()));
    QCOMPARE(await(people.roster()).rule, SignInRule::Always);
    QCOMPARE(await(people.changePerson(OperatorId("nobody"_ba), {.isDisabled = true}, kOwner.bytes())),
             PersonOutcome::NotFound);

    QCOMPARE(
        staffActs(store()),
        (QStringList{u"person_added"_s, u"person_added"_s, u"person_renamed Nguyễn Thị lan>Lan"_s,
                     u"person_role_changed operator>supervisor"_s, u"person_sight_changed >"_s + storedSight(narrow),
                     u"person_disabled false>true"_s, u"person_enabled true>false"_s, u"password_reset"_s,
                     u"password_changed"_s, u"sign_in_rule when_several>always"_s}));
    SqlPrivacy privacy(store());
    QVERIFY(!await(privacy.verifyAudit()).firstBad);
}

void HistoryBehaviour::keepsOneAdministrator()
{
    SqlPeople people(store());
    await(people.addPerson(newPerson(kOwner, Role::Administrator), kOwner.bytes()));
    await(people.addPerson(newPerson(kStaff, Role::Administrator), kOwner.bytes()));
    QCOMPARE(await(people.changePerson(kOwner, {.role = Role::Auditor}, kStaff.bytes())), PersonOutcome::Done);
    QCOMPARE(await(people.changePerson(kStaff, {.isDisabled = true}, kStaff.bytes())),
             PersonOutcome::LastAdministrator);
    QCOMPARE(await(people.changePerson(kStaff, {.role = Role::Operator}, kStaff.bytes())),
             PersonOutcome::LastAdministrator);
    QVERIFY(!await(people.roster()).find(kStaff)->isDisabled);
    QCOMPARE(await(people.roster()).find(kStaff)->role, Role::Administrator);
}

/// Each try counts before its password is looked at, and is remembered whatever becomes of the engine.
void HistoryBehaviour::slowsDownWhoTriesPasswords()
{
    {
        SqlPeople people(store());
        await(people.addPerson(newPerson(kOwner, Role::Administrator), kOwner.bytes()));
        for (int i = 1; i <= 4; ++i) {
            const auto begun = await(people.beginSignIn(kOwner));
            QCOMPARE(begun.failures, i);
            QCOMPARE(begun.wait, 0ms);
            QCOMPARE(begun.password, "$argon2id$"_ba + kOwner.bytes().toHex());
        }
        QCOMPARE(await(people.beginSignIn(kOwner)).failures, 5);
        await(people.noteRefusedSignIn(kOwner, 5));
    }
    reopen();
    SqlPeople people(store());
    const auto tooSoon = await(people.beginSignIn(kOwner));
    QVERIFY(tooSoon.wait > 0ms && tooSoon.wait <= 5s);
    QCOMPARE(tooSoon.failures, 5);
    QVERIFY(tooSoon.password.isEmpty());
    raw().execute(u"update people set wait_until = 0"_s);
    QCOMPARE(await(people.beginSignIn(kOwner)).failures, 6);
    raw().execute(u"update people set wait_until = 0"_s);
    await(people.noteSignIn(kOwner));
    QCOMPARE(await(people.beginSignIn(kOwner)).failures, 1);
    QCOMPARE(await(people.roster()).find(kOwner)->lastSignInAt, clock().now());
    QVERIFY(!await(people.beginSignIn(OperatorId("nobody"_ba))).person);
    QCOMPARE(staffActs(store()), (QStringList{u"person_added"_s, u"sign_in_refused"_s, u"signed_in"_s}));
}

}  // namespace tongdai::testing
